"""Which briefing a note of another tool is on, and where in today's text its quote stands."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from briefing.document.model import LANGS, Document, Lang
from briefing.errors import BriefingError
from briefing.library.identity import clean_id
from briefing.library.language import vote
from briefing.library.model import Briefing, Called, Library
from briefing.notes.comparing import comparable
from briefing.notes.exchange.model import Foreign
from briefing.notes.model import CONTEXT, WHOLE, Category, Note, Target, Version
from briefing.notes.selectors import kind_of, make_target
from briefing.parallel.model import Parallel
from briefing.text import file_name, fold

_NAMESPACE: Final = uuid.UUID("1b1f2a44-8f0c-5d0e-9a57-2f6d0f5f7c3b")
_URN: Final = "urn:briefing:"
_WEB: Final = ("http", "https")
_MOST_WORDS: Final = 2_000
"""Words of a quote up to which it is looked for."""


class Place(NamedTuple):
    """A briefing, and the language if it is known.

    Attributes:
        sure: whether it is that briefing; else only if the quote stands in it.
    """

    briefing: Briefing
    lang: Lang | None
    sure: bool = True


class Matching:
    """Finds the briefings of a library by what other tools call them.

    Args:
        library: the library.
        open_parallel: reads and pairs the editions of a briefing; may raise a BriefingError or OSError.
    """

    def __init__(self, library: Library, open_parallel: Callable[[Briefing], Parallel]) -> None:
        self._library = library
        self._open_parallel = open_parallel
        self._by_name: dict[str, Place | None] | None = None
        self._parallels: dict[str, Parallel | None] = {}
        self._texts: dict[tuple[str, Lang], str] = {}

    def version(self, foreign: Foreign) -> tuple[Version, str]:
        """Return a note of another tool as a note of ours, and the text that it refers to, if it stands in one.

        Its id is made of what the tool calls it, or else of what it says, so that it is the same whenever and wherever
        it is imported. One that found its briefing has a higher number than one that didn't, and counts where both
        meet.
        """
        place = self._place(foreign)
        found = self._find(foreign, place) if place else None
        if found:
            document, target = found
            note = self._note(foreign, place, document.lang, target, kind_of(document, target))
            return Version(note, "import", note.updated), document.text
        place = place if place and place.sure else None
        lang = (place and (place.lang or _only(place.briefing))) or _lang(foreign)
        note = self._note(foreign, place, lang, _loose_target(foreign), "span")
        if not foreign.exact:
            note = replace(note, target=replace(note.target, exact=note.title), kind=WHOLE)
        return Version(note, "import", note.updated), ""

    def _note(self, foreign: Foreign, place: Place | None, lang: Lang, target: Target, kind: str) -> Note:
        title = place.briefing.edition(lang).title if place else foreign.title
        return Note(
            id=_id(foreign),
            briefing=place.briefing.id if place else _slug(foreign),
            lang=lang,
            title=title,
            target=target,
            kind=kind,
            category=Category.CLAIM,
            body=foreign.body,
            tags=foreign.tags,
            created=foreign.created,
            updated=max(foreign.updated, foreign.created),
            rev=1 + bool(place) + bool(target.snapshot),
        )

    # --- the briefing -----------------------------------------------------------------------------------------------

    def _place(self, foreign: Foreign) -> Place | None:
        names = self._names()
        found = [self._by_urn(url) if url.startswith(_URN) else self._by_id(url) for url in foreign.urls]
        files = [self._by_file(url) for url in foreign.urls]
        found += [place for place in files if place and place.sure]
        found += [self._by_id(foreign.title)]
        found += [names.get(key) for key in (*map(_url_key, foreign.urls), _title_key(foreign.title)) if key]
        return next((place for place in [*found, *files] if place), None)

    def _by_urn(self, urn: str) -> Place | None:
        slug, _, lang = urn.removeprefix(_URN).rpartition(":")
        briefing = self._library.get(unquote(slug))
        return Place(briefing, _known(lang)) if briefing else None

    def _by_id(self, name: str) -> Place | None:
        briefing = self._library.get(name) if name else None
        return Place(briefing, None) if briefing else None

    def _by_file(self, url: str) -> Place | None:
        """Return the one briefing of which a file has the path that an address ends with.

        In the web there are many files of one name, so there it takes the quote to be sure.
        """
        scheme, _, path = _split(url)
        parts = [part for part in re.split(r"[/\\]", unquote(path)) if part]
        for count in range(min(len(parts), 4), 0, -1):
            path = fold("/".join(parts[-count:]))
            found = self._library.positions(Called.PATH, path)
            if len(found) == 1:
                briefing = self._library.briefings[found[0]]
                langs = [lang for lang in briefing.langs if fold(briefing.editions[lang].rel) == path]
                return Place(briefing, langs[0] if len(langs) == 1 else None, sure=scheme not in _WEB)
        return None

    def _names(self) -> dict[str, Place | None]:
        """Return briefings by their addresses and titles; None for what several are called."""
        if self._by_name is None:
            names: dict[str, Place | None] = {}
            for briefing in self._library.briefings:
                for lang, edition in briefing.editions.items():
                    for key in (_url_key(edition.url), _title_key(edition.title)):
                        known = names.get(key)
                        if not key:
                            continue
                        if known and known.briefing.id == briefing.id:
                            names[key] = Place(briefing, known.lang if known.lang == lang else None)
                        else:
                            names[key] = None if key in names else Place(briefing, lang)
            self._by_name = names
        return self._by_name

    # --- the passage ------------------------------------------------------------------------------------------------

    def _find(self, foreign: Foreign, place: Place) -> tuple[Document, Target] | None:
        """Return where a quote stands in today's text, if that can only be one place."""
        parallel = self._parallel(place.briefing)
        if parallel is None or not foreign.exact.strip():
            return None
        found = []
        for lang, document in parallel.documents.items():
            there = _range_in(foreign, self._text(place.briefing.id, document)) if place.lang in (None, lang) else None
            if there:
                found.append((document, there))
        if len(found) != 1:
            return None
        document, (start, end) = found[0]
        try:
            return document, replace(make_target(document, start, end), at=foreign.created)
        except BriefingError:
            return None

    def _text(self, briefing: str, document: Document) -> str:
        """Return a text as quotes are compared with it: quotation marks and dashes may differ."""
        key = briefing, document.lang
        if key not in self._texts:
            self._texts[key] = comparable(document.text)
        return self._texts[key]

    def _parallel(self, briefing: Briefing) -> Parallel | None:
        if briefing.id not in self._parallels:
            try:
                self._parallels[briefing.id] = self._open_parallel(briefing)
            except (BriefingError, OSError):
                self._parallels[briefing.id] = None
        return self._parallels[briefing.id]


def _range_in(foreign: Foreign, text: str) -> tuple[int, int] | None:
    """Return the range of a quote in a comparable text: where the tool says, or where it stands once in its context."""
    exact = comparable(foreign.exact)
    if foreign.start is not None:
        start = _code_points(text, foreign.start) if foreign.utf16 else foreign.start
        if text[start : start + len(exact)] == exact:
            return start, start + len(exact)
    words = exact.split()
    if len(words) > _MOST_WORDS:
        return None
    # A word is not found inside another one; what begins or ends with a sign may stand anywhere.
    before, after = (r"\b" if word[at].isalnum() else "" for word, at in ((words[0], 0), (words[-1], -1)))
    pattern = re.compile(f"(?=({before}" + r"\s+".join(map(re.escape, words)) + f"{after}))")
    found = [match.span(1) for match in pattern.finditer(text)]
    if len(found) > 1:
        found = [each for each in found if _fits(foreign, text, *each)]
    return found[0] if len(found) == 1 else None


def _fits(foreign: Foreign, text: str, start: int, end: int) -> bool:
    before, after = (fold(comparable(context)).split() for context in (foreign.prefix, foreign.suffix))
    if not before and not after:
        return False
    around = fold(text[max(0, start - 2 * CONTEXT) : start]).split(), fold(text[end : end + 2 * CONTEXT]).split()
    # The first word of a prefix and the last one of a suffix may be cut in two.
    return _ends_with(around[0], before[1:]) and _ends_with(around[1][::-1], after[:-1][::-1])


def _ends_with(words: list[str], wanted: list[str]) -> bool:
    some = min(len(words), len(wanted), 4)
    return words[len(words) - some :] == wanted[len(wanted) - some :]


def _code_points(text: str, units: int) -> int:
    """Return the offset in code points of one in UTF-16 code units."""
    if text.isascii():
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def _loose_target(foreign: Foreign) -> Target:
    """Return the target of a quote of which only the selectors are known."""
    start = foreign.start or 0
    return Target(
        exact=foreign.exact,
        prefix=foreign.prefix[-CONTEXT:],
        suffix=foreign.suffix[:CONTEXT],
        start=start,
        end=start + max(1, len(foreign.exact)),
        at=foreign.created,
    )


# --- names ----------------------------------------------------------------------------------------------------------


def _id(foreign: Foreign) -> str:
    said = (foreign.document, _folded(foreign.exact), _folded(foreign.body), foreign.created)
    return str(uuid.uuid5(_NAMESPACE, "\0".join((foreign.source, *((foreign.id,) if foreign.id else said)))))


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _slug(foreign: Foreign) -> str:
    """Return what to call a briefing that the library doesn't have."""
    url = next(iter(foreign.urls), "")
    if url.startswith(_URN):
        slug, _, lang = url.removeprefix(_URN).rpartition(":")
        return clean_id(unquote(slug if lang in LANGS else url.removeprefix(_URN))) or "briefing"
    _, host, path = _split(url)
    return clean_id(file_name(foreign.title or f"{host} {path}", "briefing")) or "briefing"


def _lang(foreign: Foreign) -> Lang:
    """Return the language of a note as far as it can be told."""
    urn = next((url for url in foreign.urls if url.startswith(_URN)), "")
    named = _known(urn.rpartition(":")[2]) or _known(foreign.lang)
    return named or _known(vote(f"{foreign.prefix} {foreign.exact} {foreign.suffix}")) or "en"


def _known(name: str) -> Lang | None:
    return next((lang for lang in LANGS if lang == name), None)


def _only(briefing: Briefing) -> Lang | None:
    return briefing.langs[0] if len(briefing.langs) == 1 else None


def _split(url: str) -> tuple[str, str, str]:
    """Return scheme, host and path of an address, or of a path; all empty if it is neither."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), (parts.hostname or "").lower(), parts.path
    except ValueError:
        return "", "", ""


def _url_key(url: str) -> str:
    """Return what makes two addresses the same: not the scheme, nor "www.", a last slash, or what follows "#"."""
    scheme, host, path = _split(url)
    if scheme not in _WEB or not host:
        return ""
    query = url.partition("#")[0].partition("?")[2]
    return f"url:{host.removeprefix('www.')}{unquote(path).rstrip('/')}?{query}"


def _title_key(title: str) -> str:
    return f"title:{_folded(title)}" if title.strip() else ""
