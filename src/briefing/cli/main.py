"""`briefing`: global options, the table of commands, and what becomes of errors."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import click

from briefing.cli.loading import PIPED, CommandTable, load
from briefing.cli.output import prepare_streams, say, silence
from briefing.cli.services import Services
from briefing.document.model import LANGS
from briefing.errors import BriefingError
from briefing.i18n import default_translator, n_

COMMANDS: Final = {
    "list": "briefing.cli.listing",
    "show": "briefing.cli.showing",
    "search": "briefing.cli.searching",
    "notes": "briefing.cli.noting",
    "check": "briefing.cli.checking",
    "doctor": "briefing.cli.doctor",
    "paths": "briefing.cli.places",
}
"""Each command and the module that has it as `command`."""

_OPEN = "briefing.cli.opening"
_VERSION = "briefing.cli.version"
_INTERRUPTED = 130


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
        try:
            code = self._invoke(ctx)
        except KeyboardInterrupt:
            code = _INTERRUPTED
        except BrokenPipeError:
            silence()  # whoever read us has enough
            code = 0
        except OSError as error:
            silence()
            _complain(ctx, _explained(error))
            code = BriefingError.exit_code
        ctx.exit(code)

    def _invoke(self, ctx: click.Context) -> int:
        try:
            return int(super().invoke(ctx) or 0)
        except BriefingError as error:
            _complain(ctx, error)
            return error.exit_code
        finally:
            if isinstance(ctx.obj, Services):
                for notice in ctx.obj.close():
                    say(notice)
            sys.stdout.flush()


def _explained(error: OSError) -> BriefingError:
    reason = error.strerror or type(error).__name__
    if error.filename:
        return BriefingError(n_("{path}: {reason}."), path=error.filename, reason=reason)
    return BriefingError(n_("It failed: {reason}."), reason=reason)


def _complain(ctx: click.Context, error: BriefingError) -> None:
    tr = ctx.obj.tr if isinstance(ctx.obj, Services) else default_translator()
    say(tr.error(error))


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
