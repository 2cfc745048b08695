"""What can go wrong with notes, row by row, and the tests that show what happens then: a missing one is seen here.

The rows are those of the failure matrix in the design of the notes. Tests of rows that need no other place stand
below the table.
"""

from __future__ import annotations

import importlib
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import ConflictError, ExportError, StoreError
from briefing.export.writing import write as write_export
from briefing.notes.anchoring import anchor
from briefing.notes.model import Draft, Reading, State
from briefing.notes.store import Store, schema

from .files import broken_off, environment, filled, read_only, without_room
from .making import TEXT, document, note, noted
from .test_store_backups import STEPS

HERE = "notes.test_failure_matrix"
BACKUPS = "notes.test_store_backups"
CUT = "notes.test_power_cut"
DAMAGE = "notes.test_store_damage"
OPENING = "notes.test_store_opening"
PROCESSES = "notes.test_store_processes"
RECOVERY = "notes.test_store_recovery"
REFUSALS = "notes.test_store_refusals"
REWRITTEN = "notes.test_rewritten_files"
REPLACED = "notes.test_store_replaced"
ANCHORING = "notes.test_anchoring"
HOSTILE = "notes.exchange.test_hostile_files"
SYNCING = "notes.exchange.test_syncing"
EDITOR = "tui.test_editor_keys"
ELSEWHERE = "tui.test_notes_elsewhere"

MATRIX: dict[str, tuple[str, ...]] = {
    "kill -9 while typing": (
        "terminal.test_signals:test_killed_while_typing_it_offers_what_was_typed_until_a_second_before",
        f"{ELSEWHERE}:test_who_types_without_a_rest_loses_no_more_than_a_second",
    ),
    "kill -9 in a commit": (
        f"{PROCESSES}:test_kill_9_loses_nothing_that_was_acknowledged",
        f"{PROCESSES}:test_kill_9_with_two_writers",
        f"{REPLACED}:test_kill_9_loses_nothing",
    ),
    "power cut": (
        f"{CUT}:test_a_write_that_breaks_off_at_any_byte_leaves_nothing_and_one_that_does_not_leaves_all",
        f"{CUT}:test_any_pages_that_reached_the_disk_before_a_power_cut_are_taken_back",
        f"{CUT}:test_a_journal_that_did_not_reach_the_disk_changes_nothing",
        f"{CUT}:test_a_journal_that_was_not_emptied_takes_back_and_one_that_was_does_not",
        f"{OPENING}:test_the_settings_are_the_safe_ones",
        f"{HERE}:test_a_change_that_was_broken_off_is_taken_back_at_the_next_start",
        f"{REFUSALS}:test_a_broken_off_change_is_taken_back_where_nothing_can_be_written",
    ),
    "disk full on save": (
        f"{REFUSALS}:test_disk_full_has_its_own_words",
        f"{HERE}:test_on_a_full_disk_reading_and_deleting_go_on",
        f"{ELSEWHERE}:test_on_a_full_disk_the_text_stays_and_is_saved_once_there_is_room",
        f"{ELSEWHERE}:test_a_draft_that_the_disk_has_no_room_for_is_kept_in_the_app",
        f"{ELSEWHERE}:test_a_draft_is_tried_again_without_a_key_and_said_once",
    ),
    "disk full at first start": (f"{HERE}:test_a_disk_that_is_full_at_the_first_start",),
    "limit on the size of files": (f"{REFUSALS}:test_a_full_disk_is_said_and_nothing_is_lost",),
    "read-only folder or file": (
        f"{REFUSALS}:test_a_folder_that_may_not_be_written",
        f"{REFUSALS}:test_a_file_that_may_not_be_written",
        f"{REFUSALS}:test_who_makes_the_folder_writable_again_can_save_at_once",
        f"{HERE}:test_notes_that_may_not_be_written_are_exported_elsewhere",
        f"{EDITOR}:test_a_store_that_fails_keeps_the_screen_and_the_text",
    ),
    "read-only with a hot journal": (
        f"{REFUSALS}:test_a_folder_that_may_not_be_written_with_a_change_broken_off",
        f"{REFUSALS}:test_a_broken_off_change_is_taken_back_where_nothing_can_be_written",
    ),
    "data folder missing, a file, or no home": (
        f"{OPENING}:test_nothing_is_made_before_the_first_write",
        f"{REFUSALS}:test_a_file_where_the_folder_should_be",
        f"{REFUSALS}:test_a_folder_that_cannot_be_made",
        f"{HERE}:test_any_environment_gives_a_folder_or_a_sentence",
    ),
    "no database, or a damaged header": (
        f"{DAMAGE}:test_a_file_that_is_no_database_is_put_aside",
        f"{DAMAGE}:test_a_destroyed_header_costs_nothing",
        f"{RECOVERY}:test_a_header_that_is_wrong_in_one_byte_costs_nothing",
    ),
    "page damaged, file cut off": (
        f"{DAMAGE}:test_a_file_that_was_cut_off_comes_back_from_its_backup",
        f"{RECOVERY}:test_every_version_outlives_a_destroyed_header_and_undo_goes_on",
        f"{DAMAGE}:test_the_newest_sound_backup_comes_back_with_what_is_newer",
        f"{DAMAGE}:test_damage_to_one_page_costs_no_note",
        f"{REPLACED}:test_random_damage_loses_nothing_that_a_backup_has_and_shows_nothing_wrong",
        f"{REPLACED}:test_a_recovery_that_was_killed_is_finished_by_whoever_comes_next",
    ),
    "flipped bit in a note": (
        f"{DAMAGE}:test_whatever_is_damaged_in_a_note_is_mended_from_its_history",
        f"{DAMAGE}:test_a_mended_note_can_be_edited",
        f"{DAMAGE}:test_the_first_look_of_a_window_mends_what_is_damaged",
    ),
    "one row that can't be decoded": (f"{DAMAGE}:test_a_note_without_sound_history_is_shown_as_it_is",),
    "all backups bad": (f"{HERE}:test_where_all_backups_are_bad_the_store_begins_anew_and_says_so",),
    "newer schema": (f"{OPENING}:test_a_newer_store_can_be_read_but_not_written",),
    "killed in a migration, two migrate": (
        f"{BACKUPS}:test_a_backup_is_made_before_the_tables_change",
        f"{BACKUPS}:test_a_step_that_fails_leaves_the_old_version",
        f"{HERE}:test_a_migration_that_is_killed_leaves_the_old_or_the_new_version",
        f"{HERE}:test_several_migrate_at_once",
    ),
    "two instances, different notes": (
        f"{PROCESSES}:test_two_processes_that_start_and_write_together",
        f"{ELSEWHERE}:test_notes_of_another_window_show_within_two_seconds",
    ),
    "two instances, the same note": (
        f"{PROCESSES}:test_two_windows_see_each_other",
        f"{HERE}:test_a_conflict_leaves_both_versions",
        f"{EDITOR}:test_a_note_changed_elsewhere",
    ),
    "lock held for more than five seconds": (
        f"{REFUSALS}:test_a_lock_that_is_held_too_long",
        f"{HERE}:test_who_waits_for_a_lock_keeps_no_reader_waiting",
        f"{ELSEWHERE}:test_a_note_is_saved_as_soon_as_the_other_program_lets_it",
        f"{ELSEWHERE}:test_leaving_a_note_that_waits_keeps_its_text",
        f"{ELSEWHERE}:test_no_key_waits_for_a_lock",
    ),
    "restore while another instance runs": (
        f"{DAMAGE}:test_another_window_recovered_the_file",
        f"{REPLACED}:test_a_write_that_waited_goes_to_the_file_that_took_its_place",
        f"{REPLACED}:test_a_write_to_a_file_that_was_put_aside_meanwhile_is_not_acknowledged",
        f"{ELSEWHERE}:test_a_file_that_another_process_replaced_is_opened_anew",
        f"{ELSEWHERE}:test_a_backup_that_a_command_puts_back_shows",
    ),
    "clock set back": (
        "notes.test_store:test_time_never_goes_back_for_a_note",
        f"{BACKUPS}:test_the_newest_are_kept_whatever_the_clock_says",
    ),
    "briefing edited or put back": (
        f"{ANCHORING}:test_a_corrected_word_is_a_change",
        f"{ANCHORING}:test_a_deleted_paragraph_leaves_an_orphan_at_its_last_place",
        "notes.test_notebook:test_a_restored_text_restores_its_notes",
    ),
    "briefing replaced by another text": (f"{ANCHORING}:test_another_text_has_no_place_for_a_note",),
    "briefing renamed, moved, deleted": (
        "cli.test_notes:test_notes_follow_a_text_that_changes_and_outlive_one_that_goes",
        "notes.test_placing:test_a_note_in_a_language_that_is_gone_is_an_orphan",
    ),
    "line ends, BOM, NFC, tabs": (
        f"{REWRITTEN}:test_a_file_that_is_rewritten_in_other_bytes_leaves_all_notes_exact",
        f"{ANCHORING}:test_other_quotation_marks_and_spaces_are_no_change",
    ),
    "only markup changed": (f"{HERE}:test_only_markup_changed",),
    "projector upgraded": (
        f"{REWRITTEN}:test_notes_of_an_older_projection_are_placed_by_alignment",
        f"{ANCHORING}:test_a_lost_snapshot_of_the_same_text_is_still_exact",
    ),
    "pathological quote or text": (
        f"{ANCHORING}:test_texts_made_to_hurt_take_bounded_time",
        f"{ANCHORING}:test_damaged_positions_never_raise",
        "notes.test_anchoring_laws:test_any_two_texts",
    ),
    "import twice, in any order, cut off, hostile": (
        "notes.test_merging_laws:test_all_orders",
        f"{HOSTILE}:test_each_bad_entry_is_set_aside_alone",
        f"{HOSTILE}:test_limits_of_size_and_count",
        f"{HOSTILE}:test_no_bytes_break_a_reader",
        f"{HOSTILE}:test_no_damage_to_a_file_breaks_its_reader",
        f"{BACKUPS}:test_a_backup_is_made_before_an_import",
    ),
    "export target read-only, full or edited": (
        "export.test_writing:test_an_edited_export_is_kept",
        "export.test_writing:test_a_write_that_fails_leaves_what_was_there",
        "export.test_writing:test_a_folder_that_is_not_there",
        f"{HERE}:test_an_export_into_a_folder_that_may_not_be_written",
    ),
    "network or synced folder": (
        f"{SYNCING}:test_three_devices_become_equal_however_the_folder_is_carried",
        f"{SYNCING}:test_conflict_copies_are_read_and_stay",
        f"{SYNCING}:test_a_cut_off_journal_is_read_as_far_as_it_goes",
    ),
}


@pytest.mark.parametrize("row", MATRIX)
def test_each_row_has_its_tests(row: str) -> None:
    assert MATRIX[row]
    for pointer in MATRIX[row]:
        module, _, name = pointer.partition(":")
        assert callable(getattr(importlib.import_module(module), name, None)), f"{pointer} is not there"


def test_the_table_has_all_rows() -> None:
    assert len(MATRIX) == 31


# --- no room --------------------------------------------------------------------------------------------------------


def test_on_a_full_disk_reading_and_deleting_go_on(path: Path) -> None:
    filled(path)
    code = """
saved = []
try:
    while True:
        saved.append(store.add(note).id)
except StoreError as error:
    print("refused", len(saved) > 0)
assert {one.id for one in store.notes()} >= set(saved)
limit(resource.RLIM_INFINITY)
assert {one.id for one in store.notes()} >= set(saved)
store.delete(saved[0])
store.add(note)
print(len(store.notes()) - len(saved))
"""
    assert without_room(path, code, path.stat().st_size + 400_000).split("\n")[:2] == ["refused True", "3"]


@pytest.mark.parametrize("room", [0, 1, 4096, 20_000])
def test_a_disk_that_is_full_at_the_first_start(path: Path, room: int) -> None:
    code = """
print(store.notes(), store.drafts())
try:
    store.add(note)
except StoreError as error:
    print("refused", "saved" in str(error))
print(store.notes())
limit(resource.RLIM_INFINITY)
print(store.add(note) in store.notes())
"""
    assert without_room(path, code, room).splitlines() == ["[] []", "refused True", "[]", "True"]


def test_notes_that_may_not_be_written_are_exported_elsewhere(open_path: Path) -> None:
    filled(open_path)
    open_path.parent.chmod(0o755)
    out = open_path.parent.parent / "out"
    out.mkdir()
    out.chmod(0o777)
    with read_only(open_path.parent), Store(open_path) as store:
        target = write_export(out / "notes.md", "Notizen", store, "markdown")
        assert target.read_text() == "Notizen"
        with pytest.raises(StoreError, match="Change its permissions or set BRIEFING_HOME"):
            store.save_draft(Draft("k", note()))


def test_an_export_into_a_folder_that_may_not_be_written(open_path: Path) -> None:
    open_path.parent.mkdir(mode=0o755)
    (open_path.parent / "notes.md").write_text("meins")
    with read_only(open_path.parent), pytest.raises(ExportError, match="Permission denied"):
        write_export(open_path.parent / "notes.md", "Notizen")
    assert [entry.name for entry in open_path.parent.iterdir()] == ["notes.md"]
    assert (open_path.parent / "notes.md").read_text() == "meins"


# --- folders --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["nowhere", "file", "no home", "in a file"])
def test_any_environment_gives_a_folder_or_a_sentence(tmp_path: Path, case: str) -> None:
    base = tmp_path
    texts = base / "texts"
    texts.mkdir()
    (texts / "a.de.md").write_text("---\ntitle: A\nsummary: S\n---\n\nEin Satz hier.\n", encoding="utf-8")
    home = base / "home"
    variables = environment() | {"BRIEFING_HOME": str(home), "LC_ALL": "C.UTF-8"}
    if case == "file":
        home.touch()
    elif case == "in a file":
        home.touch()
        variables["BRIEFING_HOME"] = str(home / "deeper" / "still")
    elif case == "no home":
        del variables["BRIEFING_HOME"]
        variables.pop("HOME", None)
        variables["XDG_DATA_HOME"] = str(home / "data")
        variables |= {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "STATE", "CACHE")}
    code = "from briefing.__main__ import main; main()"
    words = ["--library", str(texts), "notes"]
    added = _run(code, variables, *words, "add", "a#0", "--lang", "de", "--note", "n")
    listed = _run(code, variables, *words, "list")
    if case in ("nowhere", "no home"):
        assert (added.returncode, listed.returncode) == (0, 0), added.stderr
        data = next(home.rglob("notes.db"))
        assert (data.parent.stat().st_mode & 0o777, data.stat().st_mode & 0o777) == (0o700, 0o600)
    else:
        assert added.returncode == 2
        assert added.stderr.strip() and "Traceback" not in added.stderr
        assert "Traceback" not in listed.stderr


def _run(code: str, variables: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, env=variables, check=False
    )


# --- damage ---------------------------------------------------------------------------------------------------------


def test_where_all_backups_are_bad_the_store_begins_anew_and_says_so(path: Path) -> None:
    filled(path, 45)
    backups = sorted((path.parent / "backups").glob("*.db"))
    assert len(backups) == 2
    for file in (*backups, path):
        file.write_bytes(b"\x07" * file.stat().st_size)
    with Store(path) as store:
        assert store.notes() == []
        said = [str(notice) for notice in store.notices]
        assert "damaged" in said[0] and "Nothing could be recovered" in said[1]
        assert store.add(note("neu"), TEXT) in store.notes()
    assert len(list(path.parent.glob("quarantine/*/notes.db"))) == 1
    assert all(backup.exists() for backup in backups), "what may be mended by hand is kept"


# --- migration ------------------------------------------------------------------------------------------------------

MIGRATE = f"""
import os, signal, sys, threading, time
from pathlib import Path
from briefing.notes.store import Store, schema
schema.VERSION = 2
schema.STEPS = {STEPS!r}
print("ready", flush=True)
sys.stdin.readline()
store = Store(Path(sys.argv[1]), backup=False)
print(len(store.notes()), flush=True)
"""


def migrating(path: Path) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-c", MIGRATE, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env=environment(),
    )
    assert child.stdout and child.stdout.readline() == b"ready\n"
    return child


def test_a_migration_that_is_killed_leaves_the_old_or_the_new_version(path: Path) -> None:
    made = filled(path, 60)
    for delay in (0.0, 0.004, 0.01, 0.02, 0.04):
        with closing(sqlite3.connect(path)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != 1:
            break
        child = migrating(path)
        assert child.stdin
        child.stdin.write(b"\n")
        threading.Event().wait(delay)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        with closing(sqlite3.connect(path)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            columns = {row[1] for row in connection.execute("PRAGMA table_info(draft)")}
            assert ("more" in columns) == (version == 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "VERSION", 2)
        patch.setattr(schema, "STEPS", STEPS)
        with Store(path, backup=False) as store:
            assert store.notes() == made


def test_several_migrate_at_once(path: Path) -> None:
    filled(path, 60)
    children = [migrating(path) for _ in range(3)]
    for child in children:
        assert child.stdin
        child.stdin.write(b"\n")
    assert [child.communicate()[0] for child in children] == [b"60\n"] * 3
    assert [child.returncode for child in children] == [0] * 3


# --- others ---------------------------------------------------------------------------------------------------------


def test_who_waits_for_a_lock_keeps_no_reader_waiting(path: Path) -> None:
    made = filled(path, backup=False)
    waited = threading.Event()
    with Store(path, backup=False) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        def write() -> None:
            store.save_reading(Reading("a", 1))
            waited.set()

        writing = threading.Thread(target=write)
        writing.start()
        for _ in range(50):
            assert store.notes() == made
        assert not waited.is_set(), "fifty looks while a writer waits"
        other.execute("ROLLBACK")
        writing.join()
        assert store.readings()["a"].row == 1


def test_only_markup_changed() -> None:
    old = document("Das kleinere Modell erreicht 94 % der Genauigkeit.")
    new = document("Das **kleinere** [Modell](https://example.org) erreicht *94 %* der `Genauigkeit`.")
    there = anchor(noted(old, "Modell erreicht 94 %"), new, old.text)
    assert there.state is State.EXACT
    assert there.current == "Modell erreicht 94 %"


def test_a_conflict_leaves_both_versions(path: Path) -> None:
    with Store(path, backup=False) as one, Store(path, backup=False) as two:
        made = one.add(note("eins"), TEXT)
        two.edit(replace(made, body="zwei"))
        with pytest.raises(ConflictError, match="Your text is kept"):
            one.edit(replace(made, body="drei"))
        found = one.get(made.id)
        assert found is not None and found.body == "zwei"


def test_a_change_that_was_broken_off_is_taken_back_at_the_next_start(path: Path) -> None:
    made = filled(path)
    broken_off(path)
    with Store(path) as store:
        assert store.notes() == made
        assert store.notices == []
