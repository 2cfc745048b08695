"""From a briefing to its rows."""

from __future__ import annotations

from briefing.document.lazy import LazyDocument
from briefing.library.model import Briefing
from briefing.library.source import read_clean
from briefing.parallel.bitext import Bitext
from briefing.parallel.model import Parallel


def open_bitext(briefing: Briefing) -> Bitext:
    """Read the editions of a briefing, to be parsed and paired where they are looked at.

    Raises:
        InputError: an edition can't be read or is not UTF-8.
    """
    editions = [briefing.editions[lang] for lang in briefing.langs]
    return Bitext({each.lang: LazyDocument(read_clean(each), each.lang, each.title) for each in editions})


def open_parallel(briefing: Briefing) -> Parallel:
    """Read, parse and pair the editions of a briefing, German first.

    Raises:
        InputError: an edition can't be read or is not UTF-8.
    """
    return open_bitext(briefing).parallel()
