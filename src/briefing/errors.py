"""The one exception tree: what went wrong, what to do about it, and the exit code of the command line.

Every error that a user can cause or mend is a `BriefingError`. Exceptions of other libraries are mapped to it at
the border where they arise, so that front ends need to know this module alone.
"""

from __future__ import annotations


class BriefingError(Exception):
    """Something a user can understand and act on.

    Messages are templates in English, so that a front end can show them in the reader's language and then fill in the
    values.

    Args:
        message: one sentence; `{name}` stands for a value.
        hint: what to do about it, or an empty string; may hold the same names.
        values: what the names stand for.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.values = values

    def __str__(self) -> str:
        return " ".join(part.format(**self.values) for part in (self.message, self.hint) if part)


class UsageError(BriefingError):
    """The command or its arguments are wrong."""


class InputError(BriefingError):
    """A file, folder or text that we were given can't be read or understood."""


class SettingsError(BriefingError):
    """The settings file has a key or value that we don't know."""


class NotFoundError(BriefingError):
    """An address, briefing or note that isn't there."""

    exit_code = 1


class StoreError(BriefingError):
    """The notes can't be read or written; what the user typed must be kept by the caller."""


class BusyError(StoreError):
    """Another program is using the notes; the same thing done again in a moment may succeed."""


class ConflictError(StoreError):
    """A note was changed elsewhere since it was read."""


class ExportError(BriefingError):
    """An export can't be written."""
