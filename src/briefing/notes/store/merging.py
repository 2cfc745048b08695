"""Taking in versions of notes that were made elsewhere: what becomes of each note, and writing it.

A version that wasn't known is kept in the history whether it wins or not; a note that is another version now gets a row
of its own there, so that the merge can be undone like any change. The plan is made by reading alone: a dry run is the
same plan, not written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from briefing.i18n import n_
from briefing.notes.model import Note, Version
from briefing.notes.stamps import is_stamp, new_id, stamp
from briefing.notes.store import rows
from briefing.notes.store.records import Change, Records, refers_to
from briefing.notes.versions import Identity, Merged, Refusal, Versions, content, in_order, settled

FUTURE: Final = timedelta(hours=24)
"""How far ahead of ours a clock may be before its times are not believed."""
_NAME_LENGTH: Final = 200
_HIGHEST: Final = 2**40
"""Number that a version may have: every later change of it must still have one that can be written down and read."""
_MANY: Final = 100
"""Notes from which on all that is stored is read at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one note.

    Attributes:
        before: as it is stored now; None if it isn't.
        after: the version that it will be; None if it stays as it is.
        fresh: versions that weren't known, the oldest first.
        texts: versions that refer to a text that came now and wasn't kept.
    """

    before: Note | None
    after: Version | None = None
    fresh: tuple[Version, ...] = ()
    texts: tuple[Version, ...] = ()


@dataclass(slots=True)
class Plan:
    """What a merge does.

    Attributes:
        merged: what is told of it.
        outcomes: what is to be written, by note.
        documents: of all notes that came (briefing, language).
    """

    merged: Merged
    outcomes: list[Outcome] = field(default_factory=list)
    documents: set[tuple[str, str]] = field(default_factory=set)


def make_plan(records: Records | None, given: Sequence[Version], snapshots: Mapping[str, str], now: str) -> Plan:
    """Return what merging some versions does.

    Args:
        records: what is stored; None for nothing.
        given: the versions, in any order.
        snapshots: annotated texts that came with them, by digest.
        now: this moment.
    """
    rejected: list[Refusal] = []
    clamped: dict[str, None] = {}
    came: defaultdict[str, list[Version]] = defaultdict(list)
    limit = stamp(datetime.fromisoformat(now) + FUTURE)
    for index, version in enumerate(given):
        checked = replace(version, note=rows.normal(version.note))
        reason = problem(checked)
        if reason:
            rejected.append(Refusal(index, version.note.id, reason))
            continue
        if checked.note.updated > limit:
            claimed = checked.claimed or checked.note.updated
            checked = replace(checked, note=replace(checked.note, updated=now), claimed=claimed)
            clamped[checked.note.id] = None
        came[checked.note.id].append(checked)
    told: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": [], "kept": []}
    plan = Plan(Merged())
    new_texts = {key: text for key, text in snapshots.items() if records is None or records.snapshot(key) is None}
    everything = records.everything() if records and len(came) > _MANY else None
    for note_id, versions in came.items():
        before, known = _stored(records, note_id) if everything is None else everything.get(note_id, (None, {}))
        kind, outcome = _outcome(before, known, versions, new_texts, now)
        told[kind].append(note_id)
        if outcome.after or outcome.fresh or outcome.texts:
            plan.outcomes.append(outcome)
        plan.documents |= {(version.note.briefing, version.note.lang) for version in versions}
    plan.merged = Merged(
        **{kind: tuple(ids) for kind, ids in told.items()},
        rejected=tuple(rejected),
        clamped=tuple(clamped),
        versions=sum(len(outcome.fresh) for outcome in plan.outcomes),
    )
    return plan


def problem(version: Version) -> str:
    """Return why a version can't be one (a message id), or an empty string."""
    note, target = version.note, version.note.target
    if not _is_name(note.id):
        return n_("its id can't be one")
    if not _is_name(note.briefing):
        return n_("its briefing can't be one")
    if not 1 <= note.rev <= _HIGHEST:
        return n_("its number can't be one")
    if not 0 <= target.start < target.end:
        return n_("its place is no range")
    if not all(map(is_stamp, filter(None, (note.updated, version.claimed, note.created, note.deleted)))):
        return n_("its times are no times in UTC")
    return ""


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _NAME_LENGTH and text.isprintable() and " " not in text


def _stored(records: Records | None, note_id: str) -> tuple[Note | None, Versions]:
    return (records.find(note_id), records.versions(note_id)) if records else (None, {})


def _outcome(
    before: Note | None, known: Versions, came: list[Version], new_texts: Mapping[str, str], now: str
) -> tuple[str, Outcome]:
    """Return what is told of a note, and what becomes of it."""
    came = _dated(came, known, now)
    if not came:
        return "unchanged", Outcome(before)
    all_known = settled(came, known)
    ordered = in_order(all_known)
    fresh = tuple(version for key, version in ordered if _is_fresh(key, version, known))
    texts = tuple(version for _, version in ordered if _refers_to_one(version.note, new_texts))
    newest_key, newest = ordered[-1]
    if before is None:
        return "added", Outcome(None, newest, fresh, texts)
    if _state(newest.note) != _state(before) or (newest in texts and not before.target.snapshot):
        return "updated", Outcome(before, newest, fresh, texts)
    newest_that_came = in_order(settled(came))[-1][0]
    is_here = _regardless_of_place(newest_that_came) == _regardless_of_place(newest_key)
    return "unchanged" if is_here else "kept", Outcome(before, None, fresh, texts)


def _refers_to_one(note: Note, texts: Mapping[str, str]) -> bool:
    text = texts.get(note.target.snapshot)
    return text is not None and refers_to(note.target, text)


def _regardless_of_place(key: Identity) -> tuple[str, int, str]:
    return key.time, key.rev, key.content


def _dated(came: list[Version], known: Versions, now: str) -> list[Version]:
    """Return versions with times; those that say none are of now, or as old as what is known of the note.

    So they never count more than what was written here since, and what comes again is what came before.
    """
    first = min((version.note for version in known.values()), key=lambda note: note.updated, default=None)
    updated, created = (first.updated, first.created) if first else (now, now)
    dated = [version for version in came if version.note.updated]
    for version in came:
        if not version.note.updated and not _is_known(version.note, known):
            note = replace(version.note, updated=updated, created=version.note.created or created)
            dated.append(replace(version, note=note, at=version.at or updated))
    return dated


def _is_known(note: Note, known: Versions) -> bool:
    """Whether a note that says no time is one of the known versions."""
    return any(
        key.rev == note.rev and key.content == content(replace(note, created=note.created or version.note.created))
        for key, version in known.items()
    )


def _is_fresh(key: Identity, version: Version, known: Versions) -> bool:
    there = known.get(key)
    return there is None or there.note.updated != version.note.updated


def _state(note: Note) -> tuple[str, int, str]:
    return note.updated, note.rev, content(note)


# --- writing --------------------------------------------------------------------------------------------------------


def apply(records: Records, plan: Plan, snapshots: Mapping[str, str], op: str) -> None:
    """Write a plan; the caller holds the transaction in which it was made.

    Args:
        records: where to.
        plan: what `make_plan` returned.
        snapshots: annotated texts that came along, by digest.
        op: "import", which can be undone, or "sync", which can't.
    """
    change, aside = Change(op, new_id()), new_id()
    for outcome in plan.outcomes:
        for version in outcome.texts:
            records.keep_text(version.note, snapshots[version.note.target.snapshot])
        for version in outcome.fresh:
            records.keep(version, aside)
        if outcome.after:
            records.put(outcome.before, outcome.after, change)
    for briefing, lang in plan.documents:
        title = ruled_title(records, briefing, lang)
        if title:
            records.rename(briefing, lang, title)


def misnamed(records: Records, documents: Iterable[tuple[str, str]]) -> bool:
    """Whether a document has another title than its newest note says."""
    titles = ((records.title(*document), ruled_title(records, *document)) for document in documents)
    return any(ruled and title != ruled for title, ruled in titles)


def ruled_title(records: Records, briefing: str, lang: str) -> str:
    """Return the title that the newest note of a document saw: the same wherever the same versions are known."""
    newest = records.newest(briefing, lang)
    versions = in_order(records.versions(newest)) if newest else []
    return versions[-1][1].note.title if versions else ""
