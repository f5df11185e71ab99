"""What may be asked of a view: one reading statement, decided by its tokens before any engine sees it.

Reading is not harmless (`LOAD CSV` reads files, procedures reach further), so what is allowed is what questions need:
a text that starts with a reading clause and has none of the words below outside of strings and comments. A word that
is refused can still be a name between backticks.
"""

from __future__ import annotations

import re
from typing import Final

from graph.errors import RemitError

STARTS: Final = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN"})
"""The words a question may start with."""

_WRITING = {"CREATE", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "FOREACH", "INSERT"}
_GOVERNING = {
    "DROP", "ALTER", "RENAME", "GRANT", "DENY", "REVOKE", "ENABLE", "DISABLE", "DEALLOCATE", "REALLOCATE", "TERMINATE",
    "STOP", "SHOW",
}  # fmt: skip
_REACHING_OUT = {"LOAD", "CSV", "CALL", "USE", "PERIODIC", "TRANSACTIONS"}
_OF_ONE_ENGINE = {"FORMAT", "EXPLAIN", "PROFILE", "CYPHER", "FINISH", "VALID_TIME"}

REFUSED: Final = frozenset(_WRITING | _GOVERNING | _REACHING_OUT | _OF_ONE_ENGINE)
"""Words that no question may have as such."""

_TOKEN = re.compile(
    r"""(?P<blank>\s+ | //[^\n\r]* | /\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | (?P<word>[^\W\d]\w*)
    | (?P<parameter>\$(?:\w+|`(?:[^`]|``)*`))
    | (?P<number>\d\w*)
    | (?P<mark>[^\s\w'"`\\])""",
    re.VERBOSE | re.DOTALL,
)


class RefusedCypherError(RemitError):
    """The text is not one reading statement; the message names the word that is refused."""


def check(text: str) -> None:
    """Raise RefusedCypherError unless the text is one statement that only reads."""
    first = True
    for kind, token in _tokens(text):
        if kind == "blank":
            continue
        if token == ";":
            raise RefusedCypherError("one statement without a semicolon is asked at a time: leave ';' out")
        word = token.upper() if kind == "word" else ""
        if first and word not in STARTS:
            starts = ", ".join(sorted(STARTS))
            raise RefusedCypherError("a question starts with {starts}, not with '{word}'", starts=starts, word=token)
        if word in REFUSED:
            raise RefusedCypherError(
                "'{word}' is refused: the graph is only read here (as a name, write it between backticks: `{word}`)",
                word=token,
            )
        first = False
    if first:
        raise RefusedCypherError("there is no statement to run")


def _tokens(text: str) -> list[tuple[str, str]]:
    # Neo4j replaces \uXXXX anywhere in the text before it reads tokens: a refused word could hide in one.
    if re.search(r"\\u", text, re.IGNORECASE):
        raise RefusedCypherError(r"escapes of the form \uXXXX are refused: write the character, or use a parameter")
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            said = "character {at} ({letter}) cannot be read: a quote that is not closed?"
            raise RefusedCypherError(said, at=at + 1, letter=repr(text[at]))
        found.append((str(match.lastgroup), match.group()))
        at = match.end()
    return found
