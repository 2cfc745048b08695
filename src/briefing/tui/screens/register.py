"""The register of models as a table: sort, filter, and open the briefing that discusses a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Label

from briefing.document.model import Lang
from briefing.parallel.model import Parallel
from briefing.reference.collecting import Placed
from briefing.reference.models import LABELS, Field, Model, models_of
from briefing.tui.bindings import bindings_for
from briefing.tui.desk import Desk
from briefing.tui.paint import Tinted
from briefing.tui.register import CLASS_WORDS, OPENNESS_WORDS, PARTS, Order, Register, part_of, told
from briefing.tui.screens.reference import ReferenceScreen
from briefing.tui.two_sides import two_sides
from briefing.tui.widgets.bars import TopBar
from briefing.tui.widgets.find_bar import FindBar
from briefing.tui.widgets.model_table import ModelTable
from briefing.tui.widgets.sheet_view import SheetView

_COLUMNS: Final = (
    (Order.NAME, Field.NAME),
    (Order.ORG, Field.ORG),
    (Order.WEIGHTS, Field.WEIGHTS),
    (Order.DATA, Field.DATA),
    (Order.CODE, Field.CODE),
    (Order.LICENCE, Field.LICENCE_CLASS),
    (Order.RELEASED, Field.RELEASED),
    (Order.TEXT, Field.SIZE),
    (Order.TEXT, Field.LICENCE),
)
_NARROW: Final = 100
"""Cells of a screen below which columns are kept short."""
_LONGEST: Final = 28
"""Characters of a cell, at most."""
_SHORT: Final = {Field.NAME: 17, Field.ORG: 12, Field.RELEASED: 7}
"""The same on a narrow screen."""
_MOST: Final = 500
"""Lines that the table has at most, so that a key stays quick; a filter leads to the others."""


class RegisterScreen(ReferenceScreen[Model]):
    """All registers of the library as one table.

    Args:
        desk: services.
        instead: id of the briefing to open as a text where it lists no model.
    """

    NAME = "register"
    KIND = "register"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("register")]

    def __init__(self, desk: Desk, instead: str = "") -> None:
        super().__init__(desk, instead)
        self._register = Register((), desk.lang)
        self._shown: list[int] = []
        self._sheet = SheetView(self._lines)

    def compose(self) -> ComposeResult:
        """Build the frame."""
        yield TopBar(self.tr("Register of models"), self.tr("reading …"))
        yield Label("", id="empty", markup=False)
        yield ModelTable()
        yield self._sheet
        yield FindBar(self.tr, self.tr("words, years or names"))
        yield self.key_bar()

    @property
    def main(self) -> ModelTable:
        """The table."""
        return self.query_one(ModelTable)

    @property
    def reader(self) -> Callable[[Parallel], Iterable[Model]]:
        """What finds the models of a text."""
        return models_of

    @property
    def current(self) -> Placed[Model] | None:
        """The highlighted model."""
        row = self.main.cursor_row
        return self._register.models[self._shown[row]] if 0 <= row < self.main.row_count else None

    def why_empty(self) -> str:
        """Return how a library gets a register."""
        return self.tr(
            "This library has no register of models. A text with “kind: register” in its front matter is one; "
            "each entry is a name with lines such as “Licence: MIT”, or a line of a table."
        )

    def entries_read(self, entries: Sequence[Placed[Model]]) -> None:
        """Show these models; what was chosen stays chosen."""
        before, current = self._register, self.current
        self._register = Register(entries, self.desk.lang)
        self._register.query, self._register.only = before.query, before.only
        self._register.order, self._register.reverse = before.order, before.reverse
        self._sheet.display = bool(entries)
        self._fill(current.entry.name if current else None)

    def narrow(self, query: str) -> int:
        """Show the models that have these words; return how many."""
        self._register.query = query
        self._again()
        return len(self._shown)

    def clear(self) -> bool:
        """Show all models again; return whether some were not shown."""
        had = self._register.clear()
        if had:
            self._again()
        return had

    def place_of(self, entry: Model, lang: Lang) -> tuple[int, Sequence[str]]:
        """Return the row that lists a model, and the briefings that discuss it."""
        return entry.row, entry.targets.get(lang, ())

    # --- showing ----------------------------------------------------------------------------------------------------

    def _fill(self, name: str | None = None) -> None:
        """Show the models that are chosen; the cursor goes to the one with a name, if it is among them."""
        register, table = self._register, self.main
        self._shown = register.shown()
        table.clear(columns=True)
        for order, field in _COLUMNS:
            table.add_column(self._header(order, field), key=field.value)
        for at in self._shown[:_MOST]:
            table.add_row(*self._cells(register.models[at].entry), key=str(at))
        places = [place for place, at in enumerate(self._shown) if register.models[at].entry.name == name]
        table.move_cursor(row=places[0] if places else 0)
        self._sheet.again(from_top=True)
        self._say_facts()

    def _header(self, order: Order, field: Field) -> Text:
        short = {Field.NAME: self.tr("Model"), Field.LICENCE_CLASS: self.tr("Class"), Field.RELEASED: self.tr("Date")}
        label = short.get(field) or LABELS[self.desk.lang][field]
        sorted_by = order is self._register.order and order is not Order.TEXT
        return Text(f"{label} {'↓' if self._register.reverse else '↑'}" if sorted_by else label)

    def _cells(self, model: Model) -> list[Text]:
        narrow = self.size.width < _NARROW
        return [
            _cell(self._said(model, field), _SHORT.get(field, _LONGEST) if narrow else _LONGEST)
            for _, field in _COLUMNS
        ]

    def _said(self, model: Model, field: Field) -> str:
        """Return what stands in a column."""
        if field is Field.NAME:
            return model.name
        if field in PARTS:
            return self.tr(OPENNESS_WORDS[part_of(model, field)])
        if field is Field.LICENCE_CLASS:
            return self.tr(CLASS_WORDS[model.licence_class])
        if field is Field.RELEASED and model.released:
            return model.released.iso
        return model.said(field, self.desk.lang)

    def _say_facts(self) -> None:
        count = self.tr.plural("{count} model", "{count} models", len(self._shown))
        query = self._register.query.strip()
        title = self.tr("Register of models")
        facts = [count, *self._register.facts(self.tr)]
        if len(self._shown) > _MOST:
            facts.insert(1, self.tr("the first {count} are listed", count=_MOST))
        self.query_one(TopBar).say(f"{title} / {query}" if query else title, " · ".join(facts))

    def _lines(self, width: int) -> list[list[Tinted]]:
        current = self.current if self.is_mounted else None
        if current is None:
            return []
        head = [Tinted(f" {current.entry.name}", ("sheet", "title"))]
        return [head, *two_sides(told(current.entry), self.tr, width, ("sheet-text",))]

    @on(DataTable.RowHighlighted)
    def _show_model(self) -> None:
        self._sheet.again(from_top=True)

    @on(DataTable.HeaderSelected)
    def _sort_by(self, event: DataTable.HeaderSelected) -> None:
        order = next(order for order, field in _COLUMNS if field.value == event.column_key.value)
        if order is not Order.TEXT:
            self._register.sort(order)
            self._again()

    def on_resize(self) -> None:
        """Give the columns the room that there is now."""
        self._again()

    def _again(self) -> None:
        current = self.current
        self._fill(current.entry.name if current else None)

    # --- verbs ------------------------------------------------------------------------------------------------------

    def action_line_down(self) -> None:
        """To the next model."""
        self.main.action_cursor_down()

    def action_line_up(self) -> None:
        """To the previous model."""
        self.main.action_cursor_up()

    def action_page_down(self) -> None:
        """One page down."""
        self.main.action_page_down()

    def action_page_up(self) -> None:
        """One page up."""
        self.main.action_page_up()

    def action_top(self) -> None:
        """To the first model."""
        self.main.move_cursor(row=0)

    def action_bottom(self) -> None:
        """To the last model."""
        self.main.move_cursor(row=max(0, self.main.row_count - 1))

    def action_columns_right(self) -> None:
        """Show the columns further right."""
        self.main.scroll_sideways(1)

    def action_columns_left(self) -> None:
        """Show the columns further left."""
        self.main.scroll_sideways(-1)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._register.sort_next()
        self._again()

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self._register.reverse = not self._register.reverse
        self._again()

    def _only(self, field: Field) -> None:
        self._register.only_next(field)
        self._again()

    def action_only_weights(self) -> None:
        """Choose by open weights."""
        self._only(Field.WEIGHTS)

    def action_only_data(self) -> None:
        """Choose by open data."""
        self._only(Field.DATA)

    def action_only_code(self) -> None:
        """Choose by open code."""
        self._only(Field.CODE)

    def action_only_licence(self) -> None:
        """Choose by the licence's class."""
        self._only(Field.LICENCE_CLASS)

    @on(ModelTable.Chosen)
    def _clicked(self) -> None:
        self.action_open()


def _cell(text: str, most: int) -> Text:
    """Return a cell that is never read as markup; a date that is cut says its month still."""
    if len(text) <= most:
        return Text(text)
    return Text(text[:most] if text[:4].isdigit() else f"{text[: most - 1]}…")
