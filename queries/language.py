"""The language a person is answered in: Vietnamese or English, through gettext catalogues.

English is written in the code; `locale/vi/LC_MESSAGES/remit.po` holds the Vietnamese."""

from __future__ import annotations

import gettext
import io
import os
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
