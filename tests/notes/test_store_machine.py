"""The store against plain dictionaries: writes, undo, imports, restarts, drafts, backups and damage, in two windows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from briefing.errors import ConflictError
from briefing.notes.model import Category, Draft, Note, Version
from briefing.notes.stamps import new_id
from briefing.notes.store import Store, schema
from briefing.notes.store.rows import normal

from .files import damage
from .making import TEXT, note, target, ticking

BODIES = st.text(max_size=8) | st.sampled_from(["", "a", "u\u0308", "\x00", "\ud800", "–"])
TAGS = st.lists(st.sampled_from(["a", "A", "ß", "ss", " x  y ", ""]), max_size=3).map(tuple)
PICKS = st.integers(0, 30)


def content(one: Note) -> Note:
    """What the user made of a note."""
    return replace(one, updated="", rev=0)


class StoreMachine(RuleBasedStateMachine):
    """Each step is done to a store and to `now`, all notes by id; `done` and `undone` hold copies of it.

    Two stores are open on the same file, as in two windows: each step is done by one of them and must show in both.
    """

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.times = ticking()
        self.now: dict[str, Note] = {}
        self.done: list[tuple[str, dict[str, Note]]] = []
        self.undone: list[tuple[str, dict[str, Note]]] = []
        self.stale: list[Note] = []
        self.drafts: dict[str, Note] = {}
        self.backups: dict[str, tuple[dict[str, Note], dict[str, Note]]] = {}
        self.stores = [self.opened(), self.opened()]

    def opened(self) -> Store:
        return Store(self.folder / "d" / "notes.db", backup=False, clock=lambda: next(self.times))

    @property
    def store(self) -> Store:
        return self.stores[0]

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)

    @rule()
    def go_to_the_other_window(self) -> None:
        self.stores.reverse()

    def act(self, what: str, after: Note) -> None:
        self.done.append((what, dict(self.now)))
        self.undone.clear()
        if after.id in self.now:
            self.stale.append(self.now[after.id])
        self.now[after.id] = after

    def pick(self, number: int, *, deleted: bool | None = None) -> Note | None:
        known = [one for one in self.now.values() if deleted is None or bool(one.deleted) == deleted]
        return known[number % len(known)] if known else None

    @rule(body=BODIES, tags=TAGS, start=st.integers(0, 40))
    def add(self, body: str, tags: tuple[str, ...], start: int) -> None:
        asked = note(body, tags=tags, target=target(TEXT, start, start + 10))
        made = self.store.add(asked, TEXT)
        assert content(made) == content(replace(normal(asked), id=made.id, created=made.created))
        self.act("note added", made)

    @rule(number=PICKS, body=BODIES, tags=TAGS, category=st.sampled_from(Category), move=st.booleans())
    def edit(self, number: int, body: str, tags: tuple[str, ...], category: Category, move: bool) -> None:
        old = self.pick(number)
        if old is None:
            return
        asked = replace(old, body=body, tags=tags, category=category, target=target(TEXT, 3, 9) if move else old.target)
        made = self.store.edit(asked, TEXT)
        assert content(made) == content(normal(asked))
        if content(made) == content(old):
            assert made == old
            return
        assert made.rev > old.rev and made.updated >= old.updated
        self.act("note changed", made)

    @rule(number=PICKS)
    def delete(self, number: int) -> None:
        old = self.pick(number, deleted=False)
        if old:
            made = self.store.delete(old.id)
            assert made.deleted and content(replace(made, deleted="")) == content(old)
            self.act("note deleted", made)

    @rule(number=PICKS)
    def restore(self, number: int) -> None:
        old = self.pick(number, deleted=True)
        if old:
            made = self.store.restore(old.id)
            assert content(made) == content(replace(old, deleted=""))
            self.act("note restored", made)

    @rule(number=PICKS)
    def stale_edit(self, number: int) -> None:
        if self.stale:
            old = self.stale[number % len(self.stale)]
            with pytest.raises(ConflictError):
                self.store.edit(replace(old, body="zu spät"))

    @rule(back=st.booleans())
    def undo_or_redo(self, back: bool) -> None:
        source, sink = (self.done, self.undone) if back else (self.undone, self.done)
        said = self.store.undo() if back else self.store.redo()
        if not source:
            assert said is None
            return
        what, before = source.pop()
        assert said == what
        sink.append((what, dict(self.now)))
        for one in self.read().values():
            old = self.now[one.id]
            wanted = before.get(one.id)
            if wanted is None:
                assert one.deleted and content(replace(one, deleted="")) == content(replace(old, deleted=""))
            else:
                assert content(one) == content(wanted)
            if one != old:
                self.stale.append(old)
                assert one.rev > old.rev
            self.now[one.id] = one

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.stores[0] = self.opened()

    @rule()
    def destroy_the_header(self) -> None:
        """Damage that leaves all rows readable costs nothing: no version, no draft, nothing that can be undone."""
        path = self.folder / "d" / "notes.db"
        if not path.exists():
            return
        before = self.store.all_versions()
        for store in self.stores:
            store.close()
        damage(path, 0, b"\xff" * 100)
        self.stores = [self.opened(), self.opened()]
        assert "was damaged" in str(self.store.notices[0])
        self.store.notices.clear()
        assert self.store.all_versions() == before
        found = {draft.key: draft.note for draft in self.store.drafts()}
        assert found.items() >= self.drafts.items()
        self.drafts = found  # one that was thrown away may come back from the backup; it does no harm

    @rule(key=st.sampled_from("ab"), body=BODIES)
    def type(self, key: str, body: str) -> None:
        asked = note(body)
        self.store.save_draft(Draft(key, asked))
        self.drafts[key] = normal(asked)

    @rule(key=st.sampled_from("ab"))
    def drop(self, key: str) -> None:
        self.store.drop_draft(key)
        self.drafts.pop(key, None)

    @rule(number=PICKS, body=BODIES, tags=TAGS, new=st.booleans(), deleted=st.booleans())
    def take_in_a_newer_version(self, number: int, body: str, tags: tuple[str, ...], new: bool, deleted: bool) -> None:
        """Import what another device made after all that is known here."""
        old = None if new else self.pick(number)
        at = next(self.times)
        base = old or replace(note(body), id=new_id(), created=at)
        made = normal(replace(base, body=body, tags=tags, updated=at, deleted=at if deleted else "", rev=base.rev + 1))
        self.store.merge([Version(made, "edit", at, "elsewhere")], [TEXT])
        found = self.read()
        assert content(found[made.id]) == content(replace(made, title=found[made.id].title))
        if old and content(old) == content(found[made.id]):
            self.now[made.id] = found[made.id]
            return
        self.act("notes imported", found[made.id])

    @rule(number=PICKS)
    def take_in_an_older_version(self, number: int) -> None:
        """Import what is known already: nothing changes, not even what can be undone."""
        if self.stale:
            old = self.stale[number % len(self.stale)]
            self.store.merge([Version(old, "edit", old.updated, "elsewhere")], [TEXT])
            assert self.read() == self.now

    @rule()
    def back_up(self) -> None:
        made = self.store.backup()
        assert (made is None) == (not (self.folder / "d" / "notes.db").exists())
        if made:
            self.backups[made.name] = dict(self.now), dict(self.drafts)
            assert self.store.backups()[0].notes == sum(not one.deleted for one in self.now.values())

    @rule(number=PICKS)
    def put_back(self, number: int) -> None:
        there = [backup.path.name for backup in self.store.backups() if backup.path.name in self.backups]
        if not there:
            return
        name = there[number % len(there)]
        old, drafts = self.backups[name]
        done = self.store.restore_backup(name)
        assert done.before is not None
        self.backups[done.before.name] = dict(self.now), dict(self.drafts)
        changed = {key for key, one in old.items() if key not in self.now or content(self.now[key]) != content(one)}
        assert (done.put_back, done.kept) == (len(changed), len(self.now.keys() - old.keys()))
        found = self.read()
        assert {key: content(found[key]) for key in old} == {key: content(one) for key, one in old.items()}
        assert all(found[key] == one for key, one in self.now.items() if key not in changed)
        if changed:
            self.done.append(("backup restored", dict(self.now)))
            self.undone.clear()
            self.stale += [self.now[key] for key in changed]
        self.now = found
        typed = {draft.key: draft.note for draft in self.store.drafts()}
        assert self.drafts.items() <= typed.items() <= (drafts | self.drafts).items()
        self.drafts = typed  # one that is in a note by now does not come back

    def read(self) -> dict[str, Note]:
        return {one.id: one for one in [*self.store.notes(), *self.store.notes(deleted=True)]}

    @invariant()
    def all_is_there(self) -> None:
        live = [one for one in self.now.values() if not one.deleted]
        for store in self.stores:
            notes = [*store.notes(), *store.notes(deleted=True)]
            assert {one.id: one for one in notes} == self.now
            assert store.notes() == sorted(live, key=lambda one: (one.created, one.id))
            assert store.counts() == ({"distillation": len(live)} if live else {})
            assert {draft.key: draft.note for draft in store.drafts()} == self.drafts
            assert store.notices == []


StoreMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=30)


@pytest.fixture(autouse=True, scope="module")
def _no_waiting_for_the_disk() -> Iterator[None]:
    """These laws are not about power cuts; without syncs there is time for more of them."""
    quick = [line.replace("synchronous=FULL", "synchronous=OFF") for line in schema.SETTINGS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "SETTINGS", quick)
        yield


TestStore = StoreMachine.TestCase
