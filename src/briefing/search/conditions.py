"""What a query asks of a text besides words: phrases, places, what must not be there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.search.query import Query
from briefing.search.ranking import Row
from briefing.search.readings import Reading
from briefing.search.units import Field

_FIELDS = {"title": Field.TITLE, "heading": Field.HEADING}


@dataclass(frozen=True, slots=True)
class Conditions:
    """A query with what can only be told by reading a document.

    Attributes:
        query: the query.
        spoken_of: for each organisation or model asked for, the names of which one must stand in the document.
    """

    query: Query
    spoken_of: Sequence[Sequence[Sequence[str]]] = ()

    @property
    def need_text(self) -> bool:
        """Whether documents must be read to know if they are admitted."""
        return bool(self.query.phrases or self.spoken_of or any(len(words) > 1 for words in self.query.without))

    @property
    def narrow_rows(self) -> bool:
        """Whether something is asked of each row."""
        return bool(self.query.phrases or self._fields)

    @property
    def _fields(self) -> set[Field]:
        return {_FIELDS[field] for field in self.query.fields if field in _FIELDS}

    @property
    def joined(self) -> list[str]:
        """Words that were typed as one ("o3-mini"), with a blank between them."""
        terms = self.query.terms
        return [" ".join(terms[at].word for at in run) for run in self.query.joined]

    def admit(self, reading: Reading) -> bool:
        """Return whether a document holds what is asked of a whole document."""
        if not all(any(reading.holds(name) for name in names) for names in self.spoken_of):
            return False
        return all(reading.holds(phrase) for phrase in self.query.phrases)

    def spare(self, readings: Iterable[Reading]) -> bool:
        """Return whether nothing in some documents was excluded."""
        return not any(reading.holds(words) for reading in readings for words in self.query.without)

    def rows(self, reading: Reading, rows: list[Row]) -> list[Row]:
        """Return the rows that fulfil what is asked of a row."""
        if wanted := self._fields:
            rows = [row for row in rows if reading.fields[row.line] in wanted]
        if self.query.phrases:
            phrases = [" ".join(words) for words in self.query.phrases]
            rows = [row for row in rows if all(reading.holds_in(row.line, words) for words in phrases)]
        return rows
