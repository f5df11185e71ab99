"""Markup that extraction left inside cells, dropped: HTML tags, Markdown stars, TeX formulas."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\s*/?\s*>", re.I)
_TAG = re.compile(
    r"</?\s*(?:p|i|b|u|em|strong|sup|sub|span|div|font|br|li|ul|ol|td|th|tr|small|s)(?:\s[^<>]*)?/?\s*>", re.I
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5});", re.I)
_STARS = re.compile(r"\*\*\*?")
_FORMULA = re.compile(r"\$([^$]*\\[^$]*|[^$]{1,30}?)\$")
_TEX = (
    (re.compile(r"\\(?:geq|ge|geqslant)(?![a-z])"), "≥"),
    (re.compile(r"\\(?:leq|le|leqslant)(?![a-z])"), "≤"),
    (re.compile(r"\\(?:times)(?![a-z])"), "×"),
    (re.compile(r"\\(?:approx|sim)(?![a-z])"), "~"),
    (re.compile(r"\\(?:pm)(?![a-z])"), "±"),
    (re.compile(r"\\(?:rightarrow|to)(?![a-z])"), "→"),
    (re.compile(r"\\(?:text|mathrm|mathbf)\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\([%$&#_{}])"), r"\1"),
    (re.compile(r"\^\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\[,;: ]"), " "),
)


def has_markup(text: str) -> bool:
    """Whether a text may hold markup."""
    return "<" in text or "&" in text or "*" in text or "$" in text


def strip_markup(text: str) -> tuple[str, bool]:
    """A cell's text without markup, and whether there was any: '<i>Phát triển</i>' -> 'Phát triển', '$\\geq 40\\%$' ->
    '≥ 40%'. A dollar sign or a star that marks nothing stays."""
    if not has_markup(text):
        return text, False
    plain = _FORMULA.sub(_formula, text)
    plain = _TAG.sub("", _BREAK.sub("\n", plain))
    plain = _ENTITY.sub(lambda match: html.unescape(match.group()), plain)
    plain = _STARS.sub("", plain)
    return plain, plain != text


def _formula(match: re.Match[str]) -> str:
    inner = match.group(1)
    if "\\" not in inner and not re.fullmatch(r"\s*[<>=≥≤~\d.,%\s-]+", inner):
        return match.group()
    for pattern, sign in _TEX:
        inner = pattern.sub(sign, inner)
    return inner.strip()
