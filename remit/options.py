"""Options that commands share, and what happens when one cannot answer."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn, TypeVar

import click
from click.core import ParameterSource

Function = TypeVar("Function", bound=Callable[..., Any])


class Day(click.ParamType[str]):
    """A day, written 2026-06-30 or as plans print it, 30/6/2026; handed on as ISO text."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day as ISO text; a text that is none is refused as wrong use."""
        printed = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", value.strip())
        try:
            if printed:
                day, month, year = map(int, printed.groups())
                return date(year, month, day).isoformat()
            return date.fromisoformat(value.strip()).isoformat()
        except ValueError:
            self.fail(f"'{value}' is no day; write it as 2026-06-30", param, ctx)


DAY = Day()


def workspace_option(function: Function) -> Function:
    """`--workspace`: the record's file."""
    return click.option(
        "--workspace",
        "-w",
        envvar="REMIT_WORKSPACE",
        default="remit.db",
        show_default=True,
        metavar="FILE",
        callback=_also_before,
        help="The workspace (environment: REMIT_WORKSPACE).",
    )(function)


def format_option(function: Function) -> Function:
    """`--format` and `--output`: how the answer is written."""
    function = click.option("--output", "-o", metavar="FILE", help="Write the answer here (needed for xlsx).")(function)
    return click.option(
        "--format",
        "-f",
        "form",
        type=click.Choice(["table", "csv", "json", "xlsx"]),
        default="table",
        show_default=True,
        help="How the answer is written.",
    )(function)


def lang_option(function: Function) -> Function:
    """`--lang`: the language of headings and messages."""
    return click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default=None,
        callback=_also_before,
        help="Language of the answer (default: the locale's).",
    )(function)


def _also_before(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """What stands after the command's name counts, else what stands before it (`remit -w FILE find`)."""
    if parameter.name is None or ctx.get_parameter_source(parameter.name) is ParameterSource.COMMANDLINE:
        return value
    return ctx.find_root().params.get(parameter.name) or value


def plan_option(function: Function) -> Function:
    """`--plan`: limit the answer to one plan."""
    return click.option("--plan", metavar="REF", help="Only this plan (its number, id or file).")(function)


def answers(function: Function) -> Function:
    """What every answering command takes: workspace, format, language; and errors as one clear sentence."""
    return workspace_option(format_option(lang_option(one_sentence(function))))


def one_sentence(function: Function) -> Function:
    """Turn what the library raises on bad input into one sentence on standard error and exit code 2."""

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        from graph.errors import RemitError

        try:
            return function(*args, **kwargs)
        except RemitError as error:
            from queries.language import retold, translator

            lang = kwargs.get("lang")
            fail(retold(error.told(translator(lang)), lang), error.exit_code)

    return wrapped  # type: ignore[return-value]


def told(message: str, lang: str | None, **values: object) -> str:
    """The message in a language, its `{places}` filled with the values."""
    from queries.language import translator

    return translator(lang)(message).format(**values)


def fail(message: str, code: int) -> NoReturn:
    """Say it on standard error and leave with the exit code."""
    click.echo(message, err=True)
    sys.exit(code)
