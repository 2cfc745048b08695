"""`briefing`: global options, the table of commands, and what becomes of errors."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from briefing.cli.app_start import PIPED
from briefing.cli.commands import COMMANDS
from briefing.cli.loading import CommandTable, load
from briefing.cli.outcome import outcome
from briefing.cli.services import Services
from briefing.cli.streams import prepare_streams
from briefing.document.model import LANGS

_OPEN = "briefing.cli.opening"
_VERSION = "briefing.cli.version"


class Front(CommandTable):
    """The group of all commands; a first word that is none of them is an address or path to open."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line; see `click.Command.main`."""
        prepare_streams()
        return super().main(*args, **kwargs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command for the words on the command line."""
        word = args[0]
        if word in COMMANDS or (word.startswith("-") and word != PIPED):
            return super().resolve_command(ctx, args)
        if len(args) > 1:  # an address or path stands alone, so this was meant as a command
            near = get_close_matches(word, COMMANDS, 1)
            ctx.fail(f"No such command {word!r}.{f' Did you mean {near[0]!r}?' if near else ''}")
        return "", load(_OPEN), args

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it returns is the exit code, and errors become a sentence on stderr."""
        ctx.exit(outcome(lambda: int(super(Front, self).invoke(ctx) or 0), lambda: _services(ctx)))


def _services(ctx: click.Context) -> Services | None:
    return ctx.obj if isinstance(ctx.obj, Services) else None


def _show_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        ctx.invoke(load(_VERSION))
        ctx.exit(0)


@click.group(
    cls=Front,
    modules=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[ADDRESS | PATH | COMMAND [ARGS]...]",
)
@click.option(
    "--library",
    "libraries",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Folder or file to read instead of the bundled library; may be repeated.",
)
@click.option("--config", metavar="FILE", type=click.Path(path_type=Path), help="Settings file to use.")
@click.option("--ui", type=click.Choice(LANGS), help="Language of the interface and of messages.")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show it.")
@click.pass_context
def cli(ctx: click.Context, libraries: tuple[Path, ...], config: Path | None, ui: str | None) -> int:
    """Read bilingual briefings in the terminal: find, read side by side, annotate, export.

    Without a command the app opens: on the library, or on the briefing, row (slug#12), Markdown file or folder that is
    named; with - on the text that comes through a pipe.
    """
    services = Services(libraries, config, ui)
    ctx.obj = services
    if ctx.invoked_subcommand not in ("doctor", "paths"):
        _ = services.settings  # a mistake in it is told by every command but those that help to find it
    if ctx.invoked_subcommand is None:
        return int(ctx.invoke(load(_OPEN)))
    return 0
