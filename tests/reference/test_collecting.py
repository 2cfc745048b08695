from __future__ import annotations

from pathlib import Path

from briefing.library.catalogue import Catalogue
from briefing.reference.collecting import collect
from briefing.reference.timeline import events_of

TIMELINE = "---\nkind: timeline\ntitle: {title}\n---\n\n{term}\n: {text}\n"


def test_entries_of_all_texts_of_a_kind_and_why_others_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.de.md").write_text(TIMELINE.format(title="A", term="Mai 2024 · X", text="Eins."), encoding="utf-8")
    (tmp_path / "b.en.md").write_text(TIMELINE.format(title="B", term="June 2023 · Y", text="Two."), encoding="utf-8")
    (tmp_path / "c.de.md").write_text("# Mai 2024\n\nMai 2024 · X\n: Kein Zeitstrahl.\n", encoding="utf-8")
    gone = tmp_path / "d.de.md"
    gone.write_text(TIMELINE.format(title="D", term="Mai 2024 · X", text="Weg."), encoding="utf-8")
    library = Catalogue(tmp_path / "cache").scan([tmp_path])
    gone.unlink()
    found = collect(library, "timeline", events_of)
    told = [(placed.briefing.id, placed.entry.day.iso) for placed in found.entries]
    assert told == [
        ("a", "2024-05"),
        ("b", "2023-06"),
    ]
    assert [error.values["path"] for error in found.unread] == ["d.de.md"]
