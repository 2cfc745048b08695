"""What every chunk of a body has to know of the whole: link definitions and footnotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from briefing.document.chunks import Chunks
from briefing.document.reader import Reader
from briefing.document.tokens import Token

_CODE: Final = ord("c")
_LONGEST: Final = 999
_COLON = re.compile(rb"\]:")
_MENTION = re.compile(rb"\[\^([^\s\[\]]+)\]")


class _Kept(dict[str, Any]):
    """A mapping that the parser may share among chunks: what it writes is dropped, since it is there already."""

    def __setitem__(self, key: str, value: Any) -> None:
        """Drop a definition found again."""

    def __reduce__(self) -> tuple[type[_Kept], tuple[dict[str, Any]]]:
        return _Kept, (dict(self),)


class Definitions(NamedTuple):
    """The definitions of a body; of several for one label the first counts.

    Attributes:
        references: link definitions, as markdown-it keeps them: normalised label to `href`, `title` and the lines
            (`map`) of the body.
        labels: footnote labels with a colon before, as the parser's rules look them up.
        notes: footnote label to the index of the chunk in which its definition begins, in the order of definition.
        numbers: footnote label to its number, in the order of the numbers.
        silent: the indexes of the chunks in which nothing else stands than link definitions.
    """

    references: Mapping[str, Any]
    labels: Mapping[str, int]
    notes: Mapping[str, int]
    numbers: Mapping[str, int]
    silent: Collection[int] = frozenset()

    def env(self) -> dict[str, Any]:
        """Return a new environment to parse one chunk in; parsing it changes nothing for the others."""
        env: dict[str, Any] = {}
        if self.references:
            env["references"] = self.references
        if self.labels:
            env["footnotes"] = {"refs": self.labels, "list": {}}
        return env


def look_ahead(data: bytes, chunks: Chunks, reader: Reader | None = None) -> Definitions:
    """Find the definitions of a body.

    Only chunks that hold `]:` go through the parser's block rules; where there are none, the parser isn't imported.

    Footnotes are numbered by their first mention in the source, and those without one after them, in the order of
    definition. A mention is `[^label]` anywhere but in a code block or behind a backslash; whether it is a reference to
    the parser (it may stand in a code span) would have to be asked of the inline rules.

    Args:
        data: the body.
        chunks: what `cut` made of it.
        reader: one that no other thread uses now, for the few texts that need it; without, they make one.
    """
    references: dict[str, Any] = {}
    notes: dict[str, int] = {}
    places: set[int] = set()
    silent: set[int] = set()
    line = counted = 0
    reader = reader or Reader()
    for index, start, end in _candidates(data, chunks):
        env: dict[str, Any] = {}
        tokens = reader.blocks(data[start:end].decode(), env)
        line, counted = line + data.count(b"\n", counted, start), start
        for label, found in env.get("references", {}).items():
            references.setdefault(label, found | {"map": [at + line for at in found["map"]]})
        if not tokens:
            silent.add(index)
        for label, place in _notes(data, start, tokens):
            notes.setdefault(label, index)
            places.add(place)
    return Definitions(
        _Kept(references),
        _Kept({":" + label: -1 for label in notes}),
        notes,
        _number(data, chunks, notes, places) if notes else {},
        frozenset(silent),
    )


def _candidates(data: bytes, chunks: Chunks) -> Iterator[tuple[int, int, int]]:
    """Yield index, start and end of the chunks that may hold a definition."""
    starts = chunks.starts
    found = _COLON.search(data)
    while found:
        index = bisect_right(starts, found.start()) - 1
        end = starts[index + 1] if index + 1 < len(starts) else chunks.end
        yield index, starts[index], end
        found = _COLON.search(data, end)


def _notes(data: bytes, start: int, tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Yield label and offset of the footnote definitions in the chunk at `start`."""
    line, at = 0, start
    for token in tokens:
        if token.type == "footnote_reference_open" and token.map:
            while line < token.map[0]:
                at = data.index(b"\n", at) + 1
                line += 1
            label = str(token.meta["label"])
            place = data.index(b"[^" + label.encode() + b"]:", at)
            yield label, place
            at = place + 1  # one definition may begin inside another on the same line


def _number(data: bytes, chunks: Chunks, notes: Mapping[str, int], places: set[int]) -> dict[str, int]:
    """Number footnotes by their first mention outside `places`, where they are defined."""
    wanted = {label.encode(): label for label in notes if len(label) <= _LONGEST and label.split() == [label]}
    order: dict[str, None] = {}
    for match in _MENTION.finditer(data):
        at = match.start()
        if match[1] in wanted and at not in places and not _escaped(data, at):
            if chunks.shapes[bisect_right(chunks.starts, at) - 1] != _CODE:
                order[wanted.pop(match[1])] = None
            if not wanted:
                break
    return {label: number for number, label in enumerate([*order, *(note for note in notes if note not in order)], 1)}


def _escaped(data: bytes, at: int) -> bool:
    """Tell whether an odd number of backslashes stands before an offset."""
    first = at
    while first and data[first - 1] == ord("\\"):
        first -= 1
    return (at - first) % 2 == 1
