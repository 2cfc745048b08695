"""The reader's links: footnotes, other briefings, sources in the browser."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from briefing.document.lazy import LazyDocument
from briefing.document.model import Lang, Mark
from briefing.tui.contents import (
    Reference,
    heading_row,
    internal,
    openable,
    references,
    section_references,
    sources,
)
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import Place, first_place, sentence_range
from briefing.tui.screens.reader_base import ReaderBase
from briefing.tui.shape import superscript


class Linking(ReaderBase):
    """Following links and footnotes."""

    def action_links(self) -> None:
        """List sources, footnotes and links of this section, and follow the chosen one."""
        opened = self._opened_document()
        if opened is None:
            return
        text, place = opened
        found = section_references(text, place.block)
        if not found:
            self.say(self.tr("No links or footnotes in this section."))
            return
        here = next((i for i, each in enumerate(found) if each.block >= place.block), 0)
        self._choose(found, self.tr("Sources, footnotes and links of this section"), here)

    def action_follow(self) -> None:
        """Follow the link or footnote of the current sentence; with several, ask which."""
        found = self._here_references()
        if len(found) == 1:
            self._follow(found[0])
        elif found:
            self._choose(found, self.tr("Follow"), 0)
        else:
            self.say(self.tr("No link or footnote in this sentence."))

    def action_open_source(self) -> None:
        """Compare a note here whose text has changed; else open the first source of the current sentence.

        In the browser, and also one that its footnote names.
        """
        if self.review_here():
            return
        opened = self._opened_document()
        for reference in self._here_references() if opened else ():
            for target in sources(opened[0], reference) if opened else ():
                address = openable(target)
                if address:
                    self._browse(address)
                    return
        self.say(self.tr("This sentence names no source on the web."))

    def _opened_document(self) -> tuple[LazyDocument, Place] | None:
        bitext, cursor = self.view.bitext, self.view.cursor
        return (bitext.texts[cursor.lang], cursor) if bitext and cursor else None

    def _here_references(self) -> list[Reference]:
        bitext, cursor = self.view.bitext, self.view.cursor
        if bitext is None or cursor is None:
            return []
        return references(bitext.texts[cursor.lang], cursor.block, sentence_range(bitext, cursor))

    def _choose(self, found: Sequence[Reference], title: str, index: int) -> None:
        from briefing.tui.screens.picker import Entry, Picker  # noqa: PLC0415 - not before the first frame

        entries = []
        for reference in found:
            note = reference.mark is Mark.FOOTNOTE
            sign = f" {superscript(reference.label):<4}" if note else " →   "
            pieces = [(sign, "accent"), (reference.text if note else reference.label, "")]
            if not note:
                pieces.append((f"  {reference.target}", "quiet"))
            entries.append(Entry(pieces, reference, reference.text))
        self.app.push_screen(Picker(title, entries, index), self._follow)

    def _follow(self, reference: Reference | None) -> None:
        """Go where a reference leads: to the footnote, to another place of the library, or to the browser."""
        opened = self._opened_document()
        if reference is None or opened is None or self.briefing is None:
            return
        text, place = opened
        if reference.mark is Mark.FOOTNOTE:
            self._show_note(text, reference)
            return
        inside = internal(self.desk.library, self.briefing.id, place.lang, reference.target)
        if inside:
            self._go_inside(inside, place.lang)
            return
        address = openable(reference.target)
        if address:
            self._browse(address)
        else:
            self.say(self.tr("“{target}” leads nowhere in this library.", target=reference.target), error=True)

    def _show_note(self, text: LazyDocument, reference: Reference) -> None:
        """Show a footnote below the row in which it is called, or hide it again."""
        bitext, keys = self.view.bitext, text.note_blocks(reference.target)
        if bitext is None or not keys:
            return
        row = bitext.row_of(text.lang, reference.block)
        if row != self.view.row:
            sentence = text.block(reference.block).sentence_at(max(0, reference.start - 1))
            self.jump(Place(text.lang, reference.block, max(0, sentence)))
        self.view.scene.toggle_below(row, text.lang, keys)
        self.view.changed()

    def _go_inside(self, inside: tuple[str, str], lang: Lang) -> None:
        briefing, fragment = inside
        bitext = self.view.bitext
        if self.briefing and briefing == self.briefing.id and bitext:
            row = heading_row(bitext, fragment)
            place = first_place(bitext, row, lang) if row is not None else None
            if place:
                self.jump(place)
            else:
                self.say(self.tr("“{target}” leads nowhere in this library.", target=f"#{fragment}"), error=True)
        else:
            self.open(OpenBriefing(briefing, lang=lang, heading=fragment))

    @work(thread=True, group="browser")
    def _browse(self, address: str) -> None:
        """Hand an address to the system's browser; the terminal stays ours."""
        opened = open_in_browser(address)
        message = (
            self.tr("Opened {address}", address=address)
            if opened
            else self.tr("No browser found: {address}", address=address)
        )
        self.app.call_from_thread(self.say, message, error=not opened)


def open_in_browser(address: str) -> bool:
    """Open an address in a window of its own; False where there is only a browser that would take this terminal."""
    import webbrowser  # noqa: PLC0415 - few sessions need it

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    # Console browsers (lynx, w3m, www-browser) are plain GenericBrowsers; those with windows are subclasses or others.
    return type(browser) is not webbrowser.GenericBrowser and browser.open(address)
