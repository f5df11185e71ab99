"""The languages: the default from the locale, and a Vietnamese word for everything a person reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from queries.audit import CHECKS, LEVELS
from queries.language import CATALOGUES, language, translator
from remit.headings import HEADINGS

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "translate": None, "say": None}
PLACEHOLDER = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (CATALOGUES / "vi" / "LC_MESSAGES" / "remit.po").open("rb") as file:
        return read_po(file, locale="vi")


def translated(catalogue: Catalog, message: str) -> bool:
    found = catalogue.get(message)
    return found is not None and bool(found.string)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "vi_VN", "LANG": "en_GB"}, "vi"),
        ({}, "en"),
    ],
)
def test_the_locale_gives_the_default(
    settings: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_a_language_there_is_none_of_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        language("fr")


def test_english_stands_in_the_code_and_what_has_no_translation_stays() -> None:
    assert translator("en")("Overview") == "Overview"
    assert translator("vi")("Overview") == "Tổng quan"
    assert translator("vi")("no message of ours") == "no message of ours"


def test_placeholders_are_the_same_in_both_languages(catalogue: Catalog) -> None:
    differing = [
        message.id
        for message in catalogue
        if sorted(PLACEHOLDER.findall(str(message.id))) != sorted(PLACEHOLDER.findall(str(message.string)))
        and message.id
    ]
    assert not differing


@pytest.mark.parametrize("room", ["viz", "queries", "remit"])
def test_every_message_written_in_the_code_has_a_vietnamese_one(room: str, catalogue: Catalog) -> None:
    found = extract_from_dir(ROOT / room, method_map=[("**.py", "python")], keywords=KEYWORDS)
    messages = {message for _file, _line, message, *_rest in found if isinstance(message, str)}
    assert not sorted(message for message in messages if not translated(catalogue, message))


def test_findings_and_headings_have_vietnamese_words(catalogue: Catalog) -> None:
    texts = {text for check in CHECKS for text in (check.message, check.meaning)} | {*LEVELS, *HEADINGS.values()}
    own = {text for text in texts if PLACEHOLDER.sub("", text).strip(" :,'")}
    assert not sorted(text for text in own if not translated(catalogue, text))
