"""A Vietnamese word for everything a person reads: messages in the code, findings of the audit, headings of tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from queries.audit import CHECKS, LEVELS
from queries.language import CATALOGUES
from remit.headings import HEADINGS

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "translate": None, "say": None}
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
    texts = {text for check in CHECKS for text in (check.message, check.meaning)} | {*LEVELS, *HEADINGS.values()}
    assert not untranslated(catalogue, {text for text in texts if PLACEHOLDER.sub("", text).strip(" :,'")})
