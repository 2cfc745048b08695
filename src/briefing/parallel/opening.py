"""From a briefing to its rows."""

from __future__ import annotations

from briefing.document.model import Document, Lang
from briefing.document.parse import parse
from briefing.library.model import Briefing
from briefing.library.source import read
from briefing.parallel.model import Parallel
from briefing.parallel.pairing import pair


def open_parallel(briefing: Briefing) -> Parallel:
    """Read, parse and pair the editions of a briefing, German first.

    Raises:
        InputError: an edition can't be read or is not UTF-8.
    """
    documents: dict[Lang, Document] = {}
    for lang in briefing.langs:
        edition = briefing.editions[lang]
        documents[lang] = parse(read(edition), lang, title=edition.title)
    return pair(documents)
