"""What an import or a sync did, in words."""

from __future__ import annotations

from briefing.i18n import Translator
from briefing.notes.exchange.importing import Aside
from briefing.notes.exchange.model import Reject
from briefing.notes.versions import Merged
from briefing.text import one_line


def counts(tr: Translator, merged: Merged, aside: int = 0) -> str:
    """Return how many notes became what, those of which there are none left out."""
    told = [
        tr.plural("{count} added", "{count} added", len(merged.added)) if merged.added else "",
        tr.plural("{count} updated", "{count} updated", len(merged.updated)) if merged.updated else "",
        tr.plural("{count} unchanged", "{count} unchanged", len(merged.unchanged)) if merged.unchanged else "",
        tr.plural("{count} newer here", "{count} newer here", len(merged.kept)) if merged.kept else "",
        tr.plural("{count} set aside", "{count} set aside", aside) if aside else "",
    ]
    return ", ".join(part for part in told if part) or tr("nothing to import")


def clamped(tr: Translator, merged: Merged) -> str:
    """Return a sentence on times that were not believed, or an empty string."""
    return (
        tr.plural(
            "{count} note has a time more than a day ahead; it was taken for now.",
            "{count} notes have a time more than a day ahead; it was taken for now.",
            len(merged.clamped),
        )
        if merged.clamped
        else ""
    )


def reason(tr: Translator, name: str, reject: Reject, *, is_by_line: bool = True) -> str:
    """Return a sentence on an entry that was set aside: its line, or its number among the entries, and why."""
    values = {key: one_line(value)[:200] for key, value in reject.values}
    why = tr(reject.message, **values)
    values = {"file": one_line(name), "number": str(reject.where), "reason": why}
    if is_by_line:
        return tr("{file}, line {number}: {reason}.", **values)
    return tr("{file}, entry {number}: {reason}.", **values)


def reasons(tr: Translator, aside: tuple[Aside, ...]) -> list[str]:
    """Return a sentence on each entry that was set aside."""
    return [reason(tr, each.file, each.reject, is_by_line=each.is_by_line) for each in aside]
