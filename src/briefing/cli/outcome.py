"""What becomes of a run: its exit code, and a sentence on stderr for everything that can go wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from briefing.cli.services import Services
from briefing.cli.streams import say, silence
from briefing.errors import BriefingError
from briefing.i18n import default_translator, n_

_INTERRUPTED: Final = 130


def outcome(run: Callable[[], int], services: Callable[[], Services | None]) -> int:
    """Run something; return its exit code, or that of what went wrong, which is told.

    Args:
        run: returns the exit code.
        services: returns what the run worked with, as far as it got; it is closed.
    """
    try:
        return _closed(run, services)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        silence()  # whoever read us has enough
        return 0
    except OSError as error:
        silence()
        _complain(services(), _explained(error))
        return BriefingError.exit_code


def _closed(run: Callable[[], int], services: Callable[[], Services | None]) -> int:
    try:
        return run()
    except BriefingError as error:
        _complain(services(), error)
        return error.exit_code
    finally:
        made = services()
        for notice in made.close() if made else ():
            say(notice)
        sys.stdout.flush()


def _explained(error: OSError) -> BriefingError:
    reason = error.strerror or type(error).__name__
    if error.filename:
        return BriefingError(n_("{path}: {reason}."), path=error.filename, reason=reason)
    return BriefingError(n_("It failed: {reason}."), reason=reason)


def _complain(services: Services | None, error: BriefingError) -> None:
    tr = services.tr if services else default_translator()
    say(tr.error(error))
