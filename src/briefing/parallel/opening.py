"""From a briefing to its rows."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.document.lazy import LazyDocument
from briefing.document.model import Document, Lang
from briefing.document.parse import read_all
from briefing.document.parts import Parts
from briefing.document.reader import Reader
from briefing.library.model import Briefing
from briefing.library.source import clean_bytes, read_clean
from briefing.parallel.bitext import Bitext
from briefing.parallel.model import Parallel
from briefing.parallel.pairing import pair


def bitext_of(files: Mapping[Lang, tuple[bytes, str | None]], path: str) -> Bitext:
    """Return the bytes of files, by language and each with a title from elsewhere, as a bitext.

    Args:
        files: as they are on disk.
        path: what errors call them.

    Raises:
        InputError: one is not UTF-8.
    """
    return Bitext({lang: LazyDocument(clean_bytes(data, path), lang, title) for lang, (data, title) in files.items()})


def open_bitext(briefing: Briefing) -> Bitext:
    """Read the editions of a briefing, to be parsed and paired where they are looked at.

    Raises:
        InputError: an edition can't be read or is not UTF-8.
    """
    editions = [briefing.editions[lang] for lang in briefing.langs]
    return Bitext({each.lang: LazyDocument(read_clean(each), each.lang, each.title) for each in editions})


def open_parallel(briefing: Briefing, reader: Reader | None = None) -> Parallel:
    """Read, parse and pair the editions of a briefing, German first.

    Args:
        briefing: what to read.
        reader: one that no other thread uses now, for whoever reads many briefings; without, one is made.

    Raises:
        InputError: an edition can't be read or is not UTF-8.
    """
    reader = reader or Reader()
    documents: dict[Lang, Document] = {}
    for lang in briefing.langs:
        edition = briefing.editions[lang]
        documents[lang] = read_all(Parts(read_clean(edition), lang, reader, edition.title), reader)
    return pair(documents)
