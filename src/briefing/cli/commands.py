"""The table of commands."""

from __future__ import annotations

from typing import Final

COMMANDS: Final = {
    "list": "briefing.cli.listing",
    "show": "briefing.cli.showing",
    "search": "briefing.cli.searching",
    "notes": "briefing.cli.noting",
    "timeline": "briefing.cli.chronology",
    "check": "briefing.cli.checking",
    "doctor": "briefing.cli.doctor",
    "paths": "briefing.cli.places",
}
"""Each command and the module that has it as `command`."""
