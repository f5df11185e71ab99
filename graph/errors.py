"""The errors that are a user's to mend: one clear sentence, naming file and place."""

from __future__ import annotations


class RemitError(Exception):
    """Base of all errors whose message a user should read; `exit_code` is what a command leaves with."""

    exit_code = 2
