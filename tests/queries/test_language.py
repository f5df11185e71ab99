"""Vietnamese and English: by option, by locale, and every message of the catalogue with the same places to fill."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from queries.language import CATALOGUES, language, translator


def test_the_language_is_the_one_asked_for_else_the_locales(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (language("vi"), language("en")) == ("vi", "en")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language() == "en"
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert language() == "vi"


def test_a_message_is_translated_and_an_unknown_one_stays() -> None:
    assert translator("vi")("Deadlines") == "Thời hạn"
    assert translator("vi")("no such message") == "no such message"
    assert translator("en")("Deadlines") == "Deadlines"


def test_every_translation_fills_the_same_places() -> None:
    with (CATALOGUES / "vi" / "LC_MESSAGES" / "remit.po").open("rb") as file:
        catalogue = read_po(file, locale="vi")
    for message in catalogue:
        if message.id:
            assert message.string
            assert set(re.findall(r"{\w+}", str(message.id))) == set(re.findall(r"{\w+}", str(message.string)))
