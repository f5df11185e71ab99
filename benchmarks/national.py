"""A nation's plans on one computer: `python -m benchmarks.national [--size small|tenth|full] [--write] [PART ...]`.

Measures every part of the table in one run, each piece of work in turn with its peer, prints the table as it grows, and
with --write (what `make bench` does) keeps it in docs/performance.md after each part. It first holds the answers
against plain reference implementations (at the full size those of the tenth, as the plain ways take long). The corpus
is made in --folder, and kept there if it is named.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import graph, importing, overlaps, schedule, trace, workload
from benchmarks.corpus import SIZES
from benchmarks.neo4j import corpus_path
from benchmarks.paired import Row
from graph.cypher.push import size as record_size
from graph.record import Record

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
HEADING = Row("work", "ours", "peer", "ratio", "bar")
PARTS: dict[str, Callable[[str, Path], Iterable[tuple[str, ...]]]] = {
    "trace": lambda _size, path: trace.rows(path),
    "schedule": lambda size, _path: schedule.rows(size),
    "workload": lambda _size, path: workload.rows(path),
    "import": lambda size, path: importing.rows("tenth" if size == "full" else size, path.parent),
    "graph": lambda _size, path: graph.rows(path),
    "overlaps": lambda size, _path: overlaps.rows() if size == "full" else [],
}
CHECKS = {"graph": graph.same, "workload": workload.same, "trace": trace.same, "schedule": schedule.same}
_ABOUT = """# A nation's plans on one computer

Measured by `make bench` on {date} on {machine}, one core, corpus "{size}": {counts}.
Ratios are of figures taken in turn in the same run; the modules of `benchmarks/` say what each peer does.
{peers}

{checked}

"""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--folder", type=Path, help="where the corpus is kept (default: made anew)")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # programs start from compiled modules, as installed ones do
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["PYTHONPYCACHEPREFIX"] = scratch
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for page in measure(options.size, folder, options.parts or list(PARTS)):
            if options.write:
                PAGE.write_text(page, encoding="utf-8")


def measure(size: str, folder: Path, parts: list[str]) -> Iterator[str]:
    """Measure the parts, print the table line by line, and give the page as it stands after each part."""
    path = corpus_path(size, folder)
    counts = f"{record_size(Record.open(path)):,} nodes and relationships"
    checked = check(size if size != "full" else "tenth", folder)
    print(checked, flush=True)
    lines = [_line(HEADING), "|---|---|---|---|---|"]
    print(*lines, sep="\n", flush=True)
    about = _ABOUT.format(
        date=dt.date.today().isoformat(), machine=machine(), size=size, counts=counts, peers=_peers(), checked=checked
    )
    for part in parts:
        for row in PARTS[part](size, path):
            lines.append(_line(row))
            print(lines[-1], flush=True)
        yield about + "\n".join(lines) + "\n"


def check(size: str, folder: Path) -> str:
    """Hold the answers against the plain ways; one sentence. Raises AssertionError where one differs."""
    path = corpus_path(size, folder)
    held = [name for name, same in CHECKS.items() if same(path)]
    return f'Answers at size "{size}" equal those of a plain reference implementation: {", ".join(held)}.'


def machine() -> str:
    """Kind and number of processors, system and Python, in words."""
    return f"{os.cpu_count()} {platform.machine()} processors, {platform.system()}, Python {platform.python_version()}"


def _peers() -> str:
    names = ("networkx", "igraph", "rustworkx", "pandas", "numpy", "scipy", "rapidfuzz", "datasketch")
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except ModuleNotFoundError:
            found.append(f"{name} not installed")
    return f"Libraries: {', '.join(found)}."


def _line(row: Iterable[str]) -> str:
    return "| " + " | ".join(row) + " |"


if __name__ == "__main__":
    sys.exit(main())
