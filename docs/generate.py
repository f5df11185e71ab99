"""Writes the pages made from the code: `docs/model.md` from the schema, `docs/commands.md` from the help texts,
`docs/audit.md` and `docs/clarity.md` from the checks and the rules, `docs/cypher.md` from the questions in Cypher.

python docs/generate.py          write them
python docs/generate.py --check  exit 1, naming the page, when one is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from cypher_page import cypher
from pages_queries import audit_page, clarity_page

from graph.schema import EDGE_TYPES, EVIDENCE, NODE_TYPES, Property
from remit.cli import COMMANDS, main

DOCS = Path(__file__).resolve().parent


def model() -> str:
    """The model page: every label, type and property with its description."""
    lines = ["# The model", "", "Generated from `graph/schema.py`.", "", "## Evidence", ""]
    lines += ["Carried by every relationship, and by every node that was read from a document.", ""]
    lines += _properties(EVIDENCE)
    lines += ["## Nodes", "", "Every node has `id`.", ""]
    for node in NODE_TYPES:
        lines += [f"### {node.label}", "", node.about, "", *_properties(node.properties)]
    lines += ["## Relationships", ""]
    for edge in EDGE_TYPES:
        ends = ", ".join(f"`{source}` → `{target}`" for source, target in edge.ends)
        lines += [f"### {edge.type}", "", f"{edge.about[0].upper()}{edge.about[1:]}. {ends}", ""]
        lines += _properties(edge.properties)
    return "\n".join(lines).rstrip() + "\n"


def _properties(properties: tuple[Property, ...]) -> list[str]:
    if not properties:
        return []
    rows = [f"| `{p.name}` | {p.kind} | {p.about} |" for p in properties]
    return ["| property | kind | what it holds |", "|---|---|---|", *rows, ""]


def commands() -> str:
    """The commands page: each command's own help."""
    lines = ["# Commands", "", "Generated from the program's help.", ""]
    context = click.Context(main, info_name="remit")
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        child = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        lines += [f"## remit {name}", "", "```", command.get_help(child), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


PAGES = {
    "model.md": model, "commands.md": commands, "audit.md": audit_page, "clarity.md": clarity_page, "cypher.md": cypher,
}  # fmt: skip


def run(check: bool) -> int:
    """Write the pages, or compare them; the number of pages out of date."""
    stale = 0
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                sys.stderr.write(f"docs/{name} is out of date: run `make docs`\n")
                stale += 1
        else:
            path.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(1 if run("--check" in sys.argv) else 0)
