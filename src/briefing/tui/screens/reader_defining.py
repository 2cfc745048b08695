"""The reader's glossary: what the terms of the sentence at the cursor mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import Place, sentence_range
from briefing.tui.screens.reader_base import ReaderBase

if TYPE_CHECKING:
    from briefing.document.model import Lang
    from briefing.library.model import Library
    from briefing.reference.collecting import Placed
    from briefing.reference.glossary import Entry, Terms


class Defining(ReaderBase):
    """Looking terms up."""

    _terms: tuple[Library, Terms] | None = None

    def action_glossary(self) -> None:
        """Show the terms of the current sentence, or of its paragraph if the sentence has none."""
        bitext, cursor = self.view.bitext, self.view.cursor
        if bitext is None or cursor is None:
            return
        start, end = sentence_range(bitext, cursor)
        text = bitext.texts[cursor.lang].block(cursor.block).text
        self._look_up(self.desk.library, cursor, (text[start:end], text))

    @work(thread=True, exclusive=True, group="glossary")
    def _look_up(self, library: Library, place: Place, texts: tuple[str, str]) -> None:
        """Find terms, off the UI thread: the glossaries are read first, once for each state of the library."""
        from briefing.reference.collecting import collect  # noqa: PLC0415 - not before the first frame
        from briefing.reference.glossary import Terms, entries_of  # noqa: PLC0415

        known = self._terms
        if known is None or known[0] is not library:
            found = collect(library, "glossary", entries_of)
            for error in found.unread:
                self.app.call_from_thread(self.say_error, error)
            known = self._terms = library, Terms(found.entries)
        of_sentence, of_paragraph = (self._uses(known[1], text, place.lang) for text in texts)
        self.app.call_from_thread(self._looked_up, place, bool(known[1]), of_sentence, of_paragraph)

    @staticmethod
    def _uses(terms: Terms, text: str, lang: Lang) -> list[Placed[Entry]]:
        return [use.placed for use in terms.within(text, lang)]

    def _looked_up(
        self, place: Place, any_terms: bool, of_sentence: list[Placed[Entry]], of_paragraph: list[Placed[Entry]]
    ) -> None:
        """Show what was found, unless the cursor has gone on or something is open over the text."""
        if not self.is_current or self.view.cursor != place:
            return
        if not any_terms:
            self.say(self.tr("This library has no glossary: a text with “kind: glossary” in its front matter."))
        elif not of_paragraph:
            self.say(self.tr("No term of the glossary in this paragraph."))
        else:
            from briefing.tui.screens.glossary import GlossaryScreen  # noqa: PLC0415 - not before the first frame

            title = self.tr("Terms in this sentence") if of_sentence else self.tr("Terms in this paragraph")
            low = (self.view.cursor_line or 0) > self.view.size.height // 3
            terms = of_sentence or of_paragraph
            self.app.push_screen(GlossaryScreen(self.desk, title, terms, at_top=low), self._open_term)

    def _open_term(self, placed: Placed[Entry] | None) -> None:
        if placed:
            self.post_message(OpenBriefing(placed.briefing.id, placed.entry.row))
