"""Copies of the notes file that a program which syncs folders leaves beside it when two devices wrote: found, taken in.

Such a program knows nothing of notes: it keeps one file under the name and the other one under a name like it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import NotFoundError, StoreError
from briefing.i18n import n_
from briefing.notes.stamps import now
from briefing.notes.store import backups
from briefing.notes.store.failures import UNREADABLE, explained
from briefing.notes.store.records import Records
from briefing.notes.versions import Merged

if TYPE_CHECKING:
    from briefing.notes.store.store import Store


def copies(path: Path) -> list[Path]:
    """Return the files beside a notes file that are called like it."""
    found = path.parent.glob(f"{path.stem}*{path.suffix}")
    return sorted(each for each in found if each.name != path.name and each.is_file())


def notices(path: Path) -> list[StoreError]:
    """Return what to say of such files: nobody else would."""
    return [
        StoreError(
            n_("Beside your notes there is another file of notes: {name}."),
            n_('`briefing notes restore --copy "{name}"` takes in what is in it; remove it then.'),
            name=copy.name,
        )
        for copy in copies(path)
    ]


def take_in(store: Store, path: Path, name: str) -> Merged:
    """Merge the notes of a copy, with all their versions, into the notes; one undo takes that back.

    Args:
        store: the notes.
        path: their file.
        name: of the copy.

    Raises:
        NotFoundError: there is no such copy.
        StoreError: it is damaged or no file of notes, or the notes can't be saved; nothing was changed.
    """
    copy = next((each for each in copies(path) if each.name == name), None)
    if copy is None:
        raise NotFoundError(n_("Beside your notes there is no file {name}."), name=name)
    try:
        with explained(str(copy)), backups.opened(copy) as connection:
            records = Records(connection, "", now, lambda _note, _recovered: None)
            versions = [each for _, known in records.everything().values() for each in known.values()]
            texts = {records.snapshot(key) for key in {each.note.target.snapshot for each in versions}}
    except StoreError as error:
        if isinstance(error.__cause__, UNREADABLE):
            raise StoreError(n_("The file {name} is damaged; nothing was changed."), name=name) from error
        raise
    return store.merge(versions, [text for text in texts if text])
