"""The language a person is answered in: Vietnamese or English, through gettext catalogues.

English is written in the code; `locale/vi/LC_MESSAGES/remit.po` holds the Vietnamese."""

from __future__ import annotations

import gettext
import io
import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("vi", "en")
CATALOGUES = Path(__file__).with_name("locale")

Translate = Callable[[str], str]


def language(lang: str | None = None) -> str:
    """`lang` where it is given, else what the locale asks for: 'vi' for a Vietnamese one, 'en' for every other.

    The locale is the first of LC_ALL, LC_MESSAGES and LANG that is set. Raises ValueError for another language."""
    if lang is None:
        named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
        return "vi" if named.casefold().startswith("vi") else "en"
    if lang not in LANGUAGES:
        raise ValueError(f"{lang}: the languages are {', '.join(LANGUAGES)}")
    return lang


def translator(lang: str | None = None) -> Translate:
    """A function from an English message to the language's own; a message without a translation stays as it is."""
    return _catalogue(language(lang)).gettext


def retold(text: str, lang: str | None = None) -> str:
    """A finished English sentence in a language: what the import remarks is kept in English with its values in place.
    The catalogue's messages with places (those with the context 'remark') are tried as patterns; a sentence that none
    of them fits stays as it is."""
    for pattern, told in _remarks(language(lang)):
        found = pattern.fullmatch(text)
        if found:
            return told.format(**{name: retold(value, lang) for name, value in found.groupdict().items()})
    return text


@lru_cache(maxsize=4)
def _remarks(lang: str) -> list[tuple[re.Pattern[str], str]]:
    """Patterns of the remarks, the longest first, and what is said instead."""
    path = CATALOGUES / lang / "LC_MESSAGES" / "remit.po"
    if not path.is_file():
        return []
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        messages = [message for message in read_po(file, locale=lang) if message.context == "remark"]
    pairs = sorted(((str(m.id), str(m.string)) for m in messages if m.string), key=lambda pair: _fixed(pair[0]))
    return [
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(said)), re.DOTALL), told) for said, told in pairs
    ]


def _fixed(message: str) -> tuple[int, str]:
    """By how many characters a message has outside its places, most first."""
    return -len(re.sub(r"{\w+}", "", message)), message


@lru_cache(maxsize=4)
def _catalogue(lang: str) -> gettext.NullTranslations:
    path = CATALOGUES / lang / "LC_MESSAGES" / "remit.po"
    if not path.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
