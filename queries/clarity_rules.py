"""The six points as rules over one cell of text each. Words come from `clarity_rules.toml`; a rule gives (met, reason).

Texts are compared as folded words, so that case and the place of a tone mark do not count."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import RemitError
from graph.text import fold
from queries.language import Translate

POINTS = ("person", "work", "time", "responsibility", "product", "authority")
_PART = re.compile(r"\(\s*[\da-zđ]{1,2}\s*\)")
_PUNCTUATION = re.compile(r"[^\w\s%\u0300-\u036f]+")
_CLAUSE = re.compile(r"[;,./\n]|\s-\s|\(\d\)")
_MEASURE = re.compile(r"(?<![\w/])\d+(?:[.,]\d+)*\s*(?:%|\w)")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a point is met or not: an English message with places for values, themselves words or reasons."""

    message: str
    values: Mapping[str, object]

    def told(self, translate: Translate) -> str:
        """The reason in a language."""
        values = {k: v.told(translate) if isinstance(v, Reason) else v for k, v in self.values.items()}
        return translate(self.message).format(**values)


Verdict = tuple[bool, Reason]


def because(message: str, **values: object) -> Reason:
    """A reason; its message stands in the catalogues."""
    return Reason(message, values)


class RulesError(RemitError):
    """The file of rules cannot be read or names what is unknown."""


def words(text: str) -> str:
    """The folded words of a text with one blank between and around them."""
    return f" {' '.join(_PUNCTUATION.sub(' ', fold(text)).split())} "


_WITH = words("với")


@dataclass(frozen=True)
class Rules:
    """The lists and weights of a rules file; see `clarity_rules.toml` for what each is."""

    lists: Mapping[str, Mapping[str, Any]]

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each point counts for."""
        return {point: float(self.lists["weights"][point]) for point in POINTS}

    @cached_property
    def phrases(self) -> dict[str, dict[str, str]]:
        """Every list as folded phrases with a blank on both sides -> the phrase as it is written, longest first."""
        return {
            f"{table}.{name}": {words(v): v for v in sorted(values, key=lambda v: (-len(words(v)), v))}
            for table, lists in self.lists.items()
            if table != "weights"
            for name, values in lists.items()
        }

    @cached_property
    def _by_first(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {}
        for name, phrases in self.phrases.items():
            for phrase in phrases:
                found.setdefault(name, {}).setdefault(phrase.split()[0], []).append(phrase)
        return found

    def opening(self, name: str, text: str) -> str | None:
        """The longest phrase of a list that a text (as `words` gives it) begins with."""
        first = text[1 : text.find(" ", 1)]
        return next((p for p in self._by_first[name].get(first, ()) if text.startswith(p)), None)

    def within(self, name: str, text: str) -> str | None:
        """A phrase of a list that stands anywhere in a text."""
        return next((p for p in self.phrases[name] if p in text), None)

    def past(self, name: str, text: str) -> str:
        """A text without the phrases of a list, and counts, that it begins with."""
        while (step := self.opening(name, text)) or re.match(r" \d+ \S", text):
            text = text[len(step) - 1 :] if step else text[text.index(" ", 1) :]
        return text

    def say(self, phrase: str) -> str:
        """A folded phrase as the lists write it, in quotes."""
        return f"'{next((p[phrase] for p in self.phrases.values() if phrase in p), phrase.strip())}'"


def load(path: str | None = None, weights: tuple[tuple[str, float], ...] = ()) -> Rules:
    """The rules that come with the program, with the lists of another file and other weights put over them.

    Raises RulesError for a file or a weight that is not understood."""
    lists: dict[str, dict[str, Any]] = tomllib.loads((files("queries") / "clarity_rules.toml").read_text("utf-8"))
    if path:
        try:
            own = tomllib.loads(Path(path).read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise RulesError(f"{path}: not a file of rules ({error})") from error
        for table, values in own.items():
            if table not in lists or not isinstance(values, dict) or not set(values) <= set(lists[table]):
                raise RulesError(f"{path}: [{table}] names a list that clarity does not have")
            lists[table] |= values
    for point, weight in weights:
        if point not in POINTS or weight < 0:
            raise RulesError(f"{point}={weight}: the points are {', '.join(POINTS)}, and a weight is not negative")
        lists["weights"][point] = weight
    if not sum(lists["weights"].values()):
        raise RulesError("the weights are all 0: at least one point must count")
    return Rules(lists)


def work(name: str | None, rules: Rules) -> Verdict:
    """An action on an object: the name begins with a verb (after a project's noun and words that only open), and an
    object follows. A word that only pushes ("đẩy mạnh") is enough before an action or a thing."""
    text = words(_PART.sub(" ", name or ""))
    pushed = headed = None
    while True:
        verb, vague = rules.opening("work.verbs", text), rules.opening("work.vague", text)
        if verb and not (vague and len(vague) > len(verb)):
            ends = not text[len(verb) - 1 :].strip()
            said = rules.say(verb)
            message = because("{verb} without an object", verb=said) if ends else because("{verb} + object", verb=said)
            return not ends, message
        if vague:
            pushed, text = vague, text[len(vague) - 1 :]
            if rules.opening("product.things", rules.past("product.before", text)):
                return True, because("{word} + thing", word=rules.say(vague))
            continue
        head, opener = rules.opening("work.heads", text), rules.opening("work.openers", text)
        step = head or opener
        if step is None:
            break
        headed, text = headed or head, text[len(step) - 1 :]
        if opener and text.startswith(_WITH):
            found = rules.within("work.verbs", text)
            alone = because("with others, without an action")
            return found is not None, because("{verb}, with others", verb=rules.say(found)) if found else alone
    if pushed:
        return False, because("{word} pushes, without an end that can be seen", word=rules.say(pushed))
    named = because("names a thing, not what is done with it")
    return False, because("{word} without an action", word=rules.say(headed)) if headed else named


def product(deliverable: str | None, rules: Rules) -> Verdict:
    """A thing one can hold in hand: a clause that begins with one, that finishes one, or that counts something."""
    if not deliverable:
        return False, because("no deliverable")
    for clause in _CLAUSE.split(deliverable):
        text = rules.past("product.before", words(clause))
        thing = rules.opening("product.things", text)
        if thing:
            return True, because("{thing}", thing=rules.say(thing))
        finisher = rules.opening("product.finishers", text)
        near = " " + " ".join(text[len(finisher) :].split()[:5]) + " " if finisher else ""
        thing = rules.within("product.things", near)
        if finisher and thing:
            return True, because("{verb} + {thing}", verb=rules.say(finisher), thing=rules.say(thing))
    measure = _MEASURE.search(deliverable)
    if measure:
        return True, because("counted: {measure}", measure=measure.group().strip())
    return False, because("nothing one can hold in hand")


def authority(deliverable: str | None, name: str | None, rules: Rules) -> Verdict:
    """Who approves: a body named in the deliverable (what follows "theo" is its ground, not its approval), or in the
    name as the one it is put before or the one that issues it."""
    text = words(re.split(r"\btheo\b", deliverable or "", maxsplit=1, flags=re.IGNORECASE)[0])
    body = rules.within("authority.bodies", text)
    if body:
        return True, because("{body} in the deliverable", body=rules.say(body))
    title = words(name or "")
    for body in rules.phrases["authority.bodies"]:
        if body in title and _approves(title, body, rules):
            return True, because("{body} in the name", body=rules.say(body))
    unnamed = rules.within("authority.unnamed", text + title[1:])
    if unnamed:
        return False, because("{body} does not say which", body=rules.say(unnamed))
    return False, because("nobody is named who approves")


def _approves(title: str, body: str, rules: Rules) -> bool:
    """ "Trình" right before the body, or "ban hành" within four words after it."""
    for match in re.finditer(re.escape(body.rstrip()) + r"(?= )", title):
        ahead = title[: match.start() + 1]
        behind = " " + " ".join(title[match.end() :].split()[:4]) + " "
        if any(ahead.endswith(asks) for asks in rules.phrases["authority.asks"]):
            return True
        if rules.within("authority.grants", behind):
            return True
    return False


def person(leads: Iterable[str], text: str | None) -> Verdict:
    """One named lead; where the parts of a task are numbered in its lead cell, one for each part."""
    ids = list(leads)
    groups = [i for i in ids if i.startswith("group:")]
    if not ids:
        return False, because("nobody leads")
    if groups:
        alone = len(groups) == len(ids)
        return False, because("a collective leads") if alone else because("a collective leads beside an agency")
    if len(ids) == 1:
        return True, because("one named lead")
    parts = len(re.findall(r"\(\d\)", text or ""))
    if parts >= len(ids):
        return True, because("one named lead for each part")
    return False, because("{n} leads share it", n=len(ids))


def responsibility(leads: Iterable[str], coordinators: Iterable[str], counterparts: Iterable[str]) -> Verdict:
    """Lead and coordination told apart: nobody does both, and of several leads somebody else only coordinates."""
    first, others = set(leads), set(coordinators)
    if not first:
        return False, because("nobody leads")
    if first & others:
        return False, because("the same leads and coordinates")
    if others or set(counterparts):
        return True, because("those who lead and those who coordinate are named apart")
    if len(first) > 1:
        return False, because("{n} leads, and nobody only coordinates", n=len(first))
    if next(iter(first)).startswith("group:"):
        return False, because("a collective leads, and nobody coordinates")
    return True, because("one lead, nobody beside it")
