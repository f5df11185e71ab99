"""What a spreadsheet shows for a value: numbers and dates in their cell's format, as a Vietnamese Excel prints them
(decimal comma, thousands point, day before month)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

# Pieces of a format code: "literal", \x, _x (a gap), *x (a filler), [..], a run of one date letter, a number field.
_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(AM/PM|A/P|General)|(y+|m+|d+|h+|s+)|([#0?]+(?:[,.][#0?]+)*[,.]*)|([eE][+-])|(.)',
    re.IGNORECASE | re.DOTALL,
)
_LOCAL_DATES = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy h:mm", "[$-409]m/d/yyyy": "dd/mm/yyyy"}
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_LONG = 9007199254740992  # whole numbers up to here are exact in a spreadsheet


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str  # literal, general, date, field, exponent, text
    text: str


def shown(value: object, code: str | None) -> str:
    """`value` of a cell (number, date, time, duration, truth value, text) in number format `code`; '' for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime() | date() | time():
            return _date(value, _pieces(_section(code or "", 1)))
        case timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
        case int() | float() | Decimal():
            return _number(value, code or "General")
        case _:
            return str(value)


def _section(code: str, sign: int) -> str:
    """The part of a format code ("positive;negative;zero;text") for a number of this sign."""
    parts = _split(code)
    if sign < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if sign == 0 and len(parts) > 2 else parts[0]


@lru_cache(maxsize=512)
def _split(code: str) -> tuple[str, ...]:
    return tuple(re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', code)) or ("General",)


@lru_cache(maxsize=512)
def _pieces(code: str) -> tuple[_Piece, ...]:
    code = _LOCAL_DATES.get(code.lower(), code)
    found: list[_Piece] = []
    for match in _PIECE.finditer(code):
        quoted, escaped, gap, filler, bracket, word, letters, field, exponent, other = match.groups()
        if quoted is not None or escaped is not None:
            found.append(_Piece("literal", quoted if quoted is not None else escaped))
        elif bracket is not None:
            if bracket.startswith("$") and (symbol := bracket[1:].partition("-")[0]):
                found.append(_Piece("literal", symbol))
            elif re.fullmatch(r"h+|m+|s+", bracket, re.IGNORECASE):
                found.append(_Piece("date", bracket.lower()))
        elif word is not None:
            found.append(_Piece("general" if word.lower() == "general" else "date", word.lower()))
        elif letters is not None:
            found.append(_Piece("date", letters.lower()))
        elif field is not None:
            found.append(_Piece("field", field))
        elif exponent is not None:
            found.append(_Piece("exponent", exponent))
        elif gap is not None:
            found.append(_Piece("literal", " "))
        elif filler is None:
            found.append(_Piece("text" if other == "@" else "literal", other))
    return tuple(found)


def _number(value: int | float | Decimal, code: str) -> str:
    try:
        number = Decimal(repr(value) if isinstance(value, float) else value)
    except InvalidOperation:
        return ""
    if not number.is_finite():
        return ""
    sign = (number > 0) - (number < 0)
    pieces = _pieces(_section(code, sign))
    own_sign = len(_split(code)) > 1 and sign < 0  # a format for negative numbers brings its own sign
    fields = [piece for piece in pieces if piece.kind == "field"]
    fraction = any(piece.text == "/" for piece in pieces)
    if not fields or fraction or any(piece.kind in ("general", "text", "exponent") for piece in pieces):
        plain = [_general(abs(number) if own_sign else number) if piece.kind != "literal" else piece.text
                 for piece in pieces if piece.kind != "field"]  # fmt: skip
        return "".join(plain).strip() if fields == [] and pieces else _general(number)
    percent = sum(piece.text.count("%") for piece in pieces if piece.kind == "literal")
    digits = _digits(abs(number) * 100**percent, "".join(piece.text for piece in fields))
    minus = "-" if sign < 0 and not own_sign and digits.strip("0.,") else ""
    out, placed = "", False
    for piece in pieces:
        if piece.kind == "field":
            out += "" if placed else digits
            placed = True
        else:
            out += piece.text
    return (minus + out).strip()


def _digits(number: Decimal, field: str) -> str:
    """A number that is not negative in a field like `#,##0.00`."""
    whole, _, decimals = field.partition(".")
    thousands = len(whole) - len(whole.rstrip(","))
    number /= Decimal(1000) ** thousands
    most = len(decimals.replace(",", ""))
    least = len(decimals.replace(",", "").rstrip("#?"))
    text = f"{number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}"
    left, _, right = text.partition(".")
    right = right[:least] + right[least:].rstrip("0")
    needed = sum(sign == "0" for sign in whole)
    left = left.lstrip("0").rjust(needed, "0")
    if "," in whole.rstrip(","):
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", left)
    return f"{left},{right}" if right else left


def _general(number: Decimal) -> str:
    """A number without a format: up to eleven figures, a decimal comma, no zeros at the end."""
    if number == number.to_integral_value() and abs(number) < _LONG:
        return str(int(number))
    text = f"{float(number):.10g}"
    return text.replace(".", ",")


def _date(value: datetime | date | time, pieces: tuple[_Piece, ...]) -> str:
    if not any(piece.kind == "date" for piece in pieces):
        return value.strftime("%H:%M") if isinstance(value, time) else value.strftime("%d/%m/%Y")
    out, hour_seen = "", False
    for index, piece in enumerate(pieces):
        if piece.kind != "date":
            out += piece.text if piece.kind == "literal" else ""
            continue
        following = next((later.text for later in pieces[index + 1 :] if later.kind == "date"), "")
        minutes = piece.text[0] == "m" and len(piece.text) < 3 and (hour_seen or following.startswith("s"))
        out += _time(value, piece.text) if minutes or piece.text[0] in "hsa" else _day(value, piece.text)
        hour_seen = piece.text[0] == "h"
    return out.strip()


def _day(value: datetime | date | time, letters: str) -> str:
    if isinstance(value, time):
        return ""
    match letters[0], len(letters):
        case "y", length:
            return f"{value.year % 100:02d}" if length <= 2 else str(value.year)
        case "m", length:
            return (str(value.month), f"{value.month:02d}")[length - 1] if length < 3 else f"Tháng {value.month}"
        case _, length:
            return (str(value.day), f"{value.day:02d}")[length - 1] if length < 3 else _DAYS[value.weekday()]


def _time(value: datetime | date | time, letters: str) -> str:
    if not isinstance(value, (datetime, time)):
        return ""
    if letters[0] == "a":
        return "SA" if value.hour < 12 else "CH"
    number = {"h": value.hour, "m": value.minute, "s": value.second}[letters[0]]
    return f"{number:02d}" if len(letters) > 1 else str(number)
