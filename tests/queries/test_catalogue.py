"""A Vietnamese word for everything a person reads: messages in the code, findings of the audit, headings of tables."""

from __future__ import annotations

import ast
import builtins
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from graph.record import Record
from importers.pipeline import import_file
from queries.audit import CHECKS, LEVELS
from queries.language import CATALOGUES, retold, translator
from remit.headings import HEADINGS, LINKS
from tests.seeds import SEEDS

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"told": None, "_": None, "because": None, "translate": None, "say": None}
PLACEHOLDER = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (CATALOGUES / "vi" / "LC_MESSAGES" / "remit.po").open("rb") as file:
        return read_po(file, locale="vi")


def untranslated(catalogue: Catalog, messages: set[str]) -> list[str]:
    found = {message: catalogue.get(message) for message in messages}
    return sorted(text for text, message in found.items() if message is None or not message.string)


@pytest.mark.parametrize("room", ["viz", "queries", "remit"])
def test_messages_written_in_the_code(room: str, catalogue: Catalog) -> None:
    found = extract_from_dir(ROOT / room, method_map=[("**.py", "python")], keywords=KEYWORDS)
    assert not untranslated(catalogue, {message for _file, _line, message, *_ in found if isinstance(message, str)})


def test_findings_levels_and_headings(catalogue: Catalog) -> None:
    texts = {text for check in CHECKS for text in (check.message, check.meaning)}
    texts |= {*LEVELS, *HEADINGS.values(), *LINKS.values()}
    assert not untranslated(catalogue, {text for text in texts if PLACEHOLDER.sub("", text).strip(" :,'")})


def test_every_sentence_about_an_error() -> None:
    raised = {
        text
        for room in ("graph", "importers", "queries", "remit", "viz")
        for path in (ROOT / room).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args
        if call.func.id.endswith("Error") and not hasattr(builtins, call.func.id)
        if (text := _sentence(call.args[0]))
    }
    assert len(raised) > 50
    assert sorted(text for text in raised if retold(text, "vi") == text == translator("vi")(text)) == []


def _sentence(message: ast.expr) -> str | None:
    """The message with its values filled in, without one that only goes on after the last word; None for one that is
    put together from others, or filled in later."""
    if isinstance(message, ast.Constant):
        return str(message.value)
    if not isinstance(message, ast.JoinedStr):
        return None
    parts = [str(part.value) if isinstance(part, ast.Constant) else "1" for part in message.values]
    fixed = [str(part.value) for part in message.values if isinstance(part, ast.Constant)]
    if not re.search(r"\w{3}", "".join(fixed)) or PLACEHOLDER.search("".join(fixed)):
        return None
    return "".join(parts[:-1] if parts[-1] == "1" and parts[-2][-1:].isalpha() else parts)


def test_every_kind_of_remark_of_the_import(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    for path in [ROOT / "examples" / "hai-lam.txt", *sorted(SEEDS.glob("*.txt"))]:
        import_file(record, path)
    remarks = {message for (message,) in record.connection.execute("SELECT message FROM flag")}
    assert remarks and [text for text in sorted(remarks) if retold(text, "vi") == text] == []
    assert retold("'t hành' read as 'thành'", "vi") == "'t hành' đọc là 'thành'"
    assert all(retold(text, "en") == text for text in remarks)
