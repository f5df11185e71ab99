"""The errors that are a user's to mend: one clear sentence, naming file and place."""

from __future__ import annotations

from collections.abc import Callable


class RemitError(Exception):
    """Base of all errors whose message a user should read; `exit_code` is what a command leaves with.

    A message whose `{places}` are filled from `values` can also be told in another language."""

    exit_code = 2

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message = message
        self.values = values

    def told(self, translate: Callable[[str], str]) -> str:
        """The message in the language that `translate` turns it into, else as it is."""
        text = translate(self.message)
        return text.format(**self.values) if self.values else text
