"""Models of a register: who made them, when, how large, under which licence, and what of them is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from briefing.document.model import Document, Lang
from briefing.parallel.model import Parallel
from briefing.reference.dates import Day, read_date
from briefing.reference.definitions import LABEL, Item, lined, listed, side_by_side
from briefing.text import fold, one_line


class Field(StrEnum):
    """What a register says about a model."""

    NAME = "name"
    ORG = "org"
    RELEASED = "released"
    SIZE = "size"
    LICENCE = "licence"
    LICENCE_CLASS = "licence_class"
    OPEN = "open"
    WEIGHTS = "weights"
    DATA = "data"
    CODE = "code"
    NOTE = "note"
    MORE = "more"


_LABELS: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.NAME: ("Modell", "Modelle", "Model", "Models", "Modellname", "Model name", "Name"),
    Field.ORG: (
        *("Organisation", "Organization", "Anbieter", "Provider", "Hersteller", "Maker", "Entwickler", "Developer"),
        *("Unternehmen", "Company", "Firma", "Labor", "Lab", "Vendor", "Publisher", "Herausgeber"),
    ),
    Field.RELEASED: (
        *("Erschienen", "Released", "Release", "Veröffentlicht", "Published", "Datum", "Date", "Veröffentlichung"),
        *("Erscheinungsdatum", "Release date"),
    ),
    Field.SIZE: ("Größe", "Größen", "Size", "Sizes", "Parameter", "Parameters", "Params"),
    Field.LICENCE: ("Lizenz", "Licence", "License"),
    Field.LICENCE_CLASS: ("Lizenzklasse", "Licence class", "License class"),
    Field.OPEN: ("Offen", "Open", "Offenheit", "Openness"),
    Field.WEIGHTS: ("Gewichte", "Weights", "Offene Gewichte", "Open weights"),
    Field.DATA: ("Daten", "Data", "Trainingsdaten", "Training data", "Offene Daten", "Open data"),
    Field.CODE: ("Code", "Trainingscode", "Training code", "Offener Code", "Open code"),
    Field.NOTE: ("Anmerkung", "Anmerkungen", "Note", "Notes", "Hinweis", "Bedingungen", "Restrictions", "Conditions"),
    Field.MORE: ("Mehr", "More", "Siehe", "See", "Siehe auch", "See also"),
}
LABELS: Final[Mapping[Lang, Mapping[Field, str]]] = {
    "de": {
        Field.RELEASED: "Erschienen",
        Field.SIZE: "Größe",
        Field.LICENCE: "Lizenz",
        Field.NOTE: "Anmerkung",
        Field.ORG: "Organisation",
        Field.LICENCE_CLASS: "Lizenzklasse",
        Field.OPEN: "Offen",
        Field.WEIGHTS: "Gewichte",
        Field.DATA: "Daten",
        Field.CODE: "Code",
    },
    "en": {
        Field.RELEASED: "Released",
        Field.SIZE: "Size",
        Field.LICENCE: "Licence",
        Field.NOTE: "Note",
        Field.ORG: "Organisation",
        Field.LICENCE_CLASS: "Licence class",
        Field.OPEN: "Open",
        Field.WEIGHTS: "Weights",
        Field.DATA: "Data",
        Field.CODE: "Code",
    },
}
"""What the fields are called in each language; first what no column of a table has room for."""
_FIELDS: Final[Mapping[str, Field]] = {
    " ".join(fold(label).split()): field for field, labels in _LABELS.items() for label in labels
}
_PARTS: Final = (Field.WEIGHTS, Field.DATA, Field.CODE)

_YES: Final = frozenset(map(fold, ("ja", "yes", "offen", "open", "✓", "✔", "x", "true", "j", "y", "1")))
_NO: Final = frozenset(
    map(
        fold,
        ("nein", "no", "keine", "keiner", "none", "geschlossen", "closed", "✗", "✘", "–", "—", "-", "false", "n", "0"),
    )
)
_PARTLY: Final = frozenset(map(fold, ("teils", "teilweise", "zum Teil", "partly", "partially", "partial", "some")))


class Openness(StrEnum):
    """How much of something was published."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = ""


class LicenceClass(StrEnum):
    """What a licence allows; from the freest to none."""

    FREE = "free"
    CONDITIONS = "conditions"
    RESEARCH = "research"
    CLOSED = "closed"
    UNKNOWN = ""


_CLASSES: Final = (
    (
        LicenceClass.RESEARCH,
        ("nur forschung", "research only", "non-commercial", "noncommercial", "nicht kommerziell", "nichtkommerziell"),
    ),
    (
        LicenceClass.CONDITIONS,
        (
            "mit auflagen",
            "with conditions",
            "bedingt",
            "conditional",
            "restricted",
            "eingeschränkt",
            "eigene lizenz",
            "community",
        ),
    ),
    (LicenceClass.CLOSED, ("geschlossen", "closed", "proprietär", "proprietary", "keine", "none")),
    (LicenceClass.FREE, ("frei", "free", "permissive", "freizügig", "open source", "offen", "open")),
)


class Model(NamedTuple):
    """A model of a register.

    Attributes:
        name: as the register writes it.
        row: of the text that lists it.
        fields: for each language that lists it, what it says, as written; no empty ones.
        released: when, or None if no date is given.
        weights, data, code: what was published.
        licence_class: what the licence allows.
        targets: for each language, the addresses of its links into the library.
    """

    name: str
    row: int
    fields: Mapping[Lang, Mapping[Field, str]]
    released: Day | None
    weights: Openness
    data: Openness
    code: Openness
    licence_class: LicenceClass
    targets: Mapping[Lang, tuple[str, ...]]

    def said(self, field: Field, lang: Lang) -> str:
        """Return what the register says in a language, or in the other one; empty if in none."""
        here = self.fields.get(lang, {})
        return here.get(field) or next((side[field] for side in self.fields.values() if field in side), "")


def models_of(parallel: Parallel) -> list[Model]:
    """Return the models of a register, in the order of the text.

    Entries of definition lists whose explanations name themselves ("Licence: MIT"), at least two of them or one of the
    organisation; lines of tables with a column of models and at least one other known one.
    """
    said = {lang: dict(_said(parallel.documents[lang])) for lang in parallel.langs}
    pairs = side_by_side(parallel, {lang: list(said[lang]) for lang in said})
    return [_model(row, {lang: (item, said[lang][item]) for lang, item in sides.items()}) for row, sides in pairs]


def _said(document: Document) -> Iterable[tuple[Item, dict[Field, str]]]:
    for item in listed(document):
        fields = dict(_labelled(item.cells[item.terms :]))
        if len(fields) > 1 or Field.ORG in fields:
            yield item, {**fields, Field.NAME: one_line(item.cells[0])}
    for header, lines in lined(document):
        columns = [_FIELDS.get(" ".join(fold(cell).split())) for cell in header]
        if Field.NAME in columns and len(set(columns) - {None}) > 1:
            for item in lines:
                cells = zip(columns, item.cells, strict=False)
                fields = {field: one_line(cell) for field, cell in cells if field and one_line(cell)}
                if fields.get(Field.NAME):
                    yield item, fields


def _labelled(cells: Iterable[str]) -> Iterable[tuple[Field, str]]:
    for cell in cells:
        for line in cell.split("\n"):
            match = LABEL.match(line)
            field = _FIELDS.get(" ".join(fold(match[1]).split())) if match else None
            if match and field and one_line(match[2]):
                yield field, one_line(match[2])


def _model(row: int, sides: Mapping[Lang, tuple[Item, dict[Field, str]]]) -> Model:
    fields = {lang: said for lang, (_, said) in sides.items()}
    first = next(iter(fields.values()))
    dates = (read_date(said[Field.RELEASED]) for said in fields.values() if Field.RELEASED in said)
    date = next((dated for dated in dates if dated), None)
    weights, data, code = (_openness(part, fields.values()) for part in _PARTS)
    classes = (licence_class(said[Field.LICENCE_CLASS]) for said in fields.values() if Field.LICENCE_CLASS in said)
    return Model(
        name=first[Field.NAME],
        row=row,
        fields=fields,
        released=date[0] if date else None,
        weights=weights,
        data=data,
        code=code,
        licence_class=next((one for one in classes if one), LicenceClass.UNKNOWN),
        targets={lang: item.targets for lang, (item, _) in sides.items()},
    )


def licence_class(text: str) -> LicenceClass:
    """Return which class a register's words name, or that it can't be told."""
    folded = " ".join(fold(text).split())
    for one, words in _CLASSES:
        if any(re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", folded) for word in words):
            return one
    return LicenceClass.UNKNOWN


def _openness(part: Field, sides: Iterable[Mapping[Field, str]]) -> Openness:
    """Return whether a part is open: by a label of its own, or by its words in a list ("weights yes, data no")."""
    for said in sides:
        if part in said:
            return openness(said[part])
        for piece in re.split(r"[,;·]", said.get(Field.OPEN, "")):
            name, _, value = piece.strip().replace(":", " ").partition(" ")
            if _FIELDS.get(fold(name)) is part:
                return openness(value)
    return Openness.UNKNOWN


def openness(text: str) -> Openness:
    """Return whether words say yes, partly or no; by their first word, or by the whole."""
    folded = " ".join(fold(text).split())
    first = folded.split(" ")[0].strip(".,;()") if folded else ""
    for one, words in ((Openness.PARTLY, _PARTLY), (Openness.YES, _YES), (Openness.NO, _NO)):
        if folded in words or first in words:
            return one
    return Openness.UNKNOWN
