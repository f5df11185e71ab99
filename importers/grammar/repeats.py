"""Words that two overlapping pages print twice inside a collective phrase."""

from __future__ import annotations

from graph.identity.words import Token, key_words
from graph.text import clean


def shown(items: tuple[Token, ...], text: str) -> tuple[tuple[Token, ...], str]:
    """`items` without what is printed twice, and the text they make; `text` itself where nothing is."""
    kept = _without_repeats(items)
    if len(kept) == len(items):
        return items, text
    words = ((f"{item.sep} " if item.sep == "-" else "") + item.text + _mark(items, item) for item in kept)
    return kept, clean(" ".join(words))


def _without_repeats(items: tuple[Token, ...]) -> tuple[Token, ...]:
    """Words without an immediate second printing of one to four of them ("thông tin thông tin"), of a part of the word
    before ("nghiệp ng nghiệp") or of it without one letter ("nghiệp ngiệp"), as two pages that overlap leave them."""
    out: list[Token] = []
    index = 0
    while index < len(items):
        for size in (4, 3, 2, 1):
            following = items[index : index + size]
            if len(following) == size and key_words(out[-size:]) == key_words(following) and not items[index].sep:
                index += size
                break
        else:
            fragment = index + 1 < len(items) and bool(out) and items[index + 1].raw == out[-1].raw
            if fragment and not items[index].sep and items[index].raw in out[-1].raw:
                index += 2
                continue
            if out and not items[index].sep and _lost_letter(out[-1].raw, items[index].raw):
                index += 1
                continue
            out.append(items[index])
            index += 1
    return tuple(out)


def _lost_letter(word: str, again: str) -> bool:
    """Whether `again` is `word` without one of its letters."""
    return len(word) > 4 and any(word[:at] + word[at + 1 :] == again for at in range(len(word)))


def _mark(items: tuple[Token, ...], item: Token) -> str:
    """The comma printed after a word."""
    at = items.index(item) + 1
    return "," if at < len(items) and items[at].sep == "," else ""
