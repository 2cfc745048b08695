"""The models of a register as a list: which are shown, in which order, and what a line says of each. No screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Final

from briefing.document.model import Lang
from briefing.i18n import Translator, n_
from briefing.reference.collecting import Placed
from briefing.reference.models import LABELS, Field, LicenceClass, Model, Openness
from briefing.text import fold, sort_key
from briefing.tui.narrowing import narrowed


class Order(Enum):
    """What models are sorted by; the values are shown."""

    TEXT = n_("as in the text")
    NAME = n_("by name")
    ORG = n_("by organisation")
    RELEASED = n_("by date")
    LICENCE = n_("by licence")
    WEIGHTS = n_("by weights")
    DATA = n_("by data")
    CODE = n_("by code")


OPENNESS_WORDS: Final[Mapping[Openness, str]] = {
    Openness.YES: n_("yes"),
    Openness.PARTLY: n_("partly"),
    Openness.NO: n_("no"),
    Openness.UNKNOWN: "?",
}
CLASS_WORDS: Final[Mapping[LicenceClass, str]] = {
    LicenceClass.FREE: n_("free"),
    LicenceClass.CONDITIONS: n_("conditions"),
    LicenceClass.RESEARCH: n_("research only"),
    LicenceClass.CLOSED: n_("closed"),
    LicenceClass.UNKNOWN: "?",
}
_OPEN_ORDER: Final = list(Openness)
_CLASS_ORDER: Final = list(LicenceClass)
PARTS: Final = (Field.WEIGHTS, Field.DATA, Field.CODE)
"""What may be open by itself."""


class Register:
    """Models, a choice of them, and their order.

    Args:
        models: of all registers of the library.
        lang: language of what there is in both.
    """

    def __init__(self, models: Sequence[Placed[Model]], lang: Lang) -> None:
        self.models = tuple(models)
        self.lang = lang
        self.query = ""
        self.order = Order.TEXT
        self.reverse = False
        self.only: dict[Field, Openness | LicenceClass] = {}
        self._texts = [_words(placed.entry) for placed in self.models]
        self._keys: Mapping[Order, Callable[[Model], Any]] = {
            Order.TEXT: lambda _: 0,
            Order.NAME: lambda model: sort_key(model.name),
            Order.ORG: lambda model: sort_key(model.said(Field.ORG, lang)),
            Order.RELEASED: lambda model: (model.released is None, model.released),
            Order.LICENCE: lambda model: _CLASS_ORDER.index(model.licence_class),
            Order.WEIGHTS: lambda model: _OPEN_ORDER.index(model.weights),
            Order.DATA: lambda model: _OPEN_ORDER.index(model.data),
            Order.CODE: lambda model: _OPEN_ORDER.index(model.code),
        }

    def shown(self) -> list[int]:
        """Return the numbers of the models that are shown, in order; models of one key as the text has them."""
        found = [at for at in range(len(self.models)) if self._fits(at)]
        named = narrowed(self._texts, self.query, found)
        key = self._keys[self.order]
        return sorted(named, key=lambda at: key(self.models[at].entry), reverse=self.reverse)

    def _fits(self, at: int) -> bool:
        model = self.models[at].entry
        return all(_value(model, field) is wanted for field, wanted in self.only.items())

    def only_next(self, field: Field) -> None:
        """Show models by the next value of a part or of the licence's class; after the last one, all again."""
        values: list[Openness | LicenceClass] = (
            list(_CLASS_ORDER) if field is Field.LICENCE_CLASS else list(_OPEN_ORDER)
        )
        there = [value for value in values if any(_value(each.entry, field) is value for each in self.models)]
        now = self.only.pop(field, None)
        after = there.index(now) + 1 if now in there else 0
        if after < len(there):
            self.only[field] = there[after]

    def sort_next(self) -> None:
        """Sort by the next column."""
        orders = list(Order)
        self.sort(orders[(orders.index(self.order) + 1) % len(orders)])

    def sort(self, order: Order) -> None:
        """Sort by a column; by the same one again the other way round."""
        self.reverse = order is self.order and not self.reverse
        self.order = order

    def clear(self) -> bool:
        """Show all models again; return whether some were not shown."""
        had = bool(self.query or self.only)
        self.query = ""
        self.only.clear()
        return had

    def facts(self, tr: Translator) -> list[str]:
        """Return what is chosen and how it is sorted, in words."""
        said: list[str] = []
        for field, value in self.only.items():
            words = CLASS_WORDS[value] if isinstance(value, LicenceClass) else OPENNESS_WORDS[value]
            said.append(f"{LABELS[self.lang][field]}: {tr(words)}")
        if self.order is not Order.TEXT or self.reverse:
            said.append(f"{tr(self.order.value)} {'↓' if self.reverse else '↑'}")
        return said


def part_of(model: Model, part: Field) -> Openness:
    """Return whether a part of a model is open."""
    return {Field.WEIGHTS: model.weights, Field.DATA: model.data, Field.CODE: model.code}[part]


def _value(model: Model, field: Field) -> Openness | LicenceClass:
    return model.licence_class if field is Field.LICENCE_CLASS else part_of(model, field)


def told(model: Model) -> dict[Lang, str]:
    """Return all that the register says of a model, in each language that lists it, a line for each thing."""
    said: dict[Lang, str] = {}
    for lang, fields in model.fields.items():
        lines = [f"{label}: {fields[field]}" for field, label in LABELS[lang].items() if field in fields]
        said[lang] = "\n".join(lines)
    return said


def _words(model: Model) -> str:
    said = [text for fields in model.fields.values() for field, text in fields.items() if field is not Field.MORE]
    return fold(" ".join([model.name, model.released.iso if model.released else "", *said]))
