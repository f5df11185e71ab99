"""The command line: a table of commands, each loaded only when it is called."""

from __future__ import annotations

import importlib
from difflib import get_close_matches

import click

from remit import __version__

COMMANDS = {
    "import": "Read plans into the workspace.",
    "status": "What the workspace holds, and the account of a document.",
    "find": "Search names, titles and texts, with or without diacritics.",
    "show": "A node with its properties, links and evidence.",
    "workload": "Who carries how much, when, and how concentrated it is.",
    "audit": "What cannot be right, what is missing, what is worth knowing.",
    "clarity": "How clearly each task says who, what, when, with whom, which product, whose approval.",
    "indicators": "Targets by horizon side by side, results against them, measures that plans share.",
    "trace": "From a task up to the resolution it rests on, with the words.",
    "overlaps": "Tasks that ask for the same duty, with the reasons.",
    "cascade": "What became of a parent document's tasks.",
    "deadlines": "The calendar of deadlines, overdue and due soon; iCalendar files.",
    "dependencies": "Which task waits for which, and who says so.",
    "critical-path": "Early and late dates, slack, and what everything waits for.",
    "review": "Suggestions for a person to judge.",
    "decide": "Record a judgement: on agencies, overlaps, dependencies, findings.",
    "decisions": "The judgements in force; export, import, undo.",
    "map": "An HTML map that opens without a network.",
    "report": "One HTML file with every answer, down to the words.",
    "export": "Write the graph to files for other programs.",
    "cypher": "Ask the graph in Cypher, here or on a Neo4j server.",
    "neo4j": "Bring the graph to a Neo4j database, compare, take it out.",
    "rebuild": "Make the graph again from the rows and judgements in the record.",
}


class Front(click.Group):
    """Lists the commands from the table and imports a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded from `remit.commands.<name>`."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"remit.commands.{cmd_name.replace('-', '_')}_")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; of one that is not there, the nearest are named."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS)
            ctx.fail(f"there is no command '{args[0]}'" + (f"; nearest: {', '.join(near)}" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table; no command is loaded for it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Front, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="remit")
@click.option("--workspace", "-w", metavar="FILE", help="The workspace; also after a command's name.")
@click.option("--lang", type=click.Choice(["vi", "en"]), help="The language; also after a command's name.")
def main(workspace: str | None, lang: str | None) -> None:
    """A graph of government plans: who leads what, by when, and on what it rests."""
