"""Commands that are imported when they are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class CommandTable(click.Group):
    """A group whose commands are modules, each with its command as `command`.

    A module is imported when its command is run or described: so `list` doesn't pay for search, parser and templates.

    Args:
        modules: for each command, the name of its module, in the order in which help shows them.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in their order."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None."""
        return load(self.modules[cmd_name]) if cmd_name in self.modules else None


def load(module: str) -> click.Command:
    """Return the command of a module."""
    command = importlib.import_module(module).command
    assert isinstance(command, click.Command)
    return command
