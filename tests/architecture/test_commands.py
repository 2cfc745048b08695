"""Every command explains itself."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from briefing.cli.main import cli

COMMANDS = {
    "list", "show", "search", "timeline", "check", "doctor", "paths",
    "notes list", "notes add", "notes edit", "notes delete", "notes restore", "notes export", "notes backup",
    "notes import", "notes sync",
}  # fmt: skip


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group with its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


ALL = dict(commands(cli))


def test_there_are_these_commands() -> None:
    assert set(ALL) == COMMANDS


@pytest.mark.parametrize("words", sorted(COMMANDS))
def test_each_command_and_option_has_help(words: str) -> None:
    command = ALL[words]
    assert command.help
    assert not command.get_short_help_str(60).endswith("..."), "the first sentence must fit into the table"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{words} {parameter.opts}"
        else:
            assert parameter.metavar
    for option in ("-h", "--help"):
        result = CliRunner().invoke(cli, [*words.split(), option], prog_name="briefing")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: briefing {words} ")


def test_the_front_page_lists_the_commands_and_no_others() -> None:
    shown = CliRunner().invoke(cli, ["--help"]).stdout.partition("Commands:\n")[2]
    assert [line.split()[0] for line in shown.splitlines()] == [
        "list", "show", "search", "notes", "timeline", "check", "doctor", "paths",
    ]  # fmt: skip
