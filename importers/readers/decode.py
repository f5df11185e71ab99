"""Bytes of a text to characters: declared and undeclared encodings, and the Vietnamese ones from before Unicode."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable

from importers.blocks import UnreadableError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
# Words that every Vietnamese office text holds, as Unicode has them and as the bytes of the older fonts look when
# they are read as Western text ("và", "của", "các", "nhiệm vụ", "thực hiện", "kế hoạch").
_WORDS = {
    "Unicode": "và|của|các|nhiệm|thực|hiện|hoạch|năm|đơn|phát|triển|tỉnh|việc|được|số",
    "TCVN3 (.VnTime)": "vµ|cña|c¸c|nhiÖm|thùc|hiÖn|ho¹ch|n¨m|®¬n|ph¸t|triÓn|tØnh|viÖc|®­îc|sè",
    "VNI": "vaø|cuûa|caùc|nhieäm|thöïc|hieän|hoaïch|naêm|ñôn|phaùt|trieån|tænh|vieäc|ñöôïc|soá",
}
_KNOWN = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for name, words in _WORDS.items()}
_ONLY_UNICODE = re.compile(r"(?:[\u1ea0-\u1ef9ơưđ].*){3}", re.IGNORECASE)  # letters no older encoding looks like
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_UNDECLARED_UTF16 = 0.3  # share of NUL bytes at every second place that only UTF-16 has


def decode(data: bytes, file: str) -> tuple[str, bytes]:
    """The text of `data`, and the same in UTF-8: by its byte order mark, as UTF-8, as UTF-16 without a mark; else by
    the encoding a web page declares, or as Windows-1258. Raises `UnreadableError`, naming the line, where none of
    them can be."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _wide(data)
    if encoding:
        text = _strict(data, encoding, file)
    else:
        try:
            return data.decode("utf-8"), data
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data" and not data[: error.start].isascii():
                line = data.count(b"\n") + 1
                raise UnreadableError(f"{file}: is cut off: line {line} ends within a letter") from error
            text = _by_words(data, file, error.start)
    return text, text.encode("utf-8", "surrogatepass")


def _by_words(data: bytes, file: str, bad: int) -> str:
    """The text of bytes that are not UTF-8 from byte `bad` on: in the encoding in which they read as Vietnamese, else
    as declared."""
    found = _DECLARED.search(data[:4096])
    declared = found.group(1).decode("ascii") if found else None
    for name in (declared, "cp1258"):
        text = _try(data, name)
        if text is not None and len(_KNOWN["Unicode"].findall(text)) >= 3:
            return text
    older = older_encoding([data.decode("latin-1")])
    if older:
        raise UnreadableError(older_message(file, older))
    text = _try(data, declared)
    if text is not None:  # a page too short to tell: what it says of itself counts
        return text
    line = data.count(b"\n", 0, bad) + 1
    raise UnreadableError(f"{file}: not UTF-8 text (line {line}, byte {bad + 1}); save it as UTF-8")


def _strict(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{file}: not the {encoding.upper()} text it begins as") from error


def _wide(data: bytes) -> str | None:
    head = data[:4096]
    pairs = len(head) // 2
    if not pairs or b"\0" not in head:
        return None
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[offset::2].count(0) > _UNDECLARED_UTF16 * pairs and head[1 - offset :: 2].count(0) == 0:
            return encoding
    return None


def _try(data: bytes, encoding: str | None) -> str | None:
    try:
        name = codecs.lookup(encoding or "").name
        return unicodedata.normalize("NFC", data.decode(name))
    except (LookupError, UnicodeDecodeError):
        return None


def older_encoding(texts: Iterable[str]) -> str | None:
    """The name of the font encoding ("TCVN3 (.VnTime)", "VNI") whose look `texts` have, None for Unicode."""
    texts = list(texts)
    if all(map(str.isascii, texts)) or any(_ONLY_UNICODE.search(text) for text in texts):
        return None
    found = dict.fromkeys(_KNOWN, 0)
    for text in texts:
        for name, words in _KNOWN.items():
            found[name] += len(words.findall(text))
    name = max(found, key=lambda key: found[key])
    return name if name != "Unicode" and found[name] >= 3 else None


def older_message(file: str, encoding: str) -> str:
    """What to tell someone whose file is in an encoding from before Unicode."""
    return (
        f"{file}: the text is in the old {encoding} encoding, not Unicode; convert it first"
        " (UniKey's Công cụ: Bảng mã nguồn to Unicode) and import it again"
    )
