"""What was typed and could not be stored, as a text file for people: the last thing the app does for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.i18n import Translator
from briefing.notes.model import Draft, tag_line
from briefing.notes.stamps import now
from briefing.text import clean, one_line
from briefing.tui.keeping import replace_file


def rescue(drafts: Sequence[Draft], folders: Sequence[Path], tr: Translator) -> str:
    """Write drafts into the first of the folders that takes them; return what the reader must know.

    Where no folder takes them, what is returned holds the text itself, to be shown in the terminal.

    Args:
        drafts: them.
        folders: those of the user, the best first.
        tr: language of the interface.
    """
    text = rescue_text(drafts)
    name = f"not-saved-{now().replace(':', '-').replace('.', '-')}.md"
    for folder in folders:
        try:
            replace_file(folder / name, text)
        except OSError:
            continue  # the next one may take it, and the reader is told where it is
        return tr.plural(
            "{count} note that you typed could not be saved; its text is in {file}",
            "{count} notes that you typed could not be saved; their text is in {file}",
            len(drafts),
            file=str(folder / name),
        )
    said = tr.plural(
        "{count} note that you typed could not be saved, nor a file be written. This is its text:",
        "{count} notes that you typed could not be saved, nor a file be written. This is their text:",
        len(drafts),
    )
    return f"{said}\n\n{text}"


def rescue_text(drafts: Sequence[Draft]) -> str:
    """Return drafts as Markdown, without anything that steers a terminal."""
    return "\n".join(_section(draft) for draft in drafts)


def _section(draft: Draft) -> str:
    note = draft.note
    parts = [
        f"## {one_line(note.title)} ({one_line(note.briefing)}, {note.lang})",
        f"> {one_line(note.target.exact)}",
        clean(note.body),
        one_line(tag_line(note)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
