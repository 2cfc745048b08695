"""The screen of all notes with many notes and with none, interleaved, each run in a process of its own.

    python benchmarks/notes/screen.py [--notes 10000] [--briefings 200] [--runs 7]

Prints medians: milliseconds until the screen shows its list, what the interface's thread works for a key of the filter
and how long its answer takes, until all notes are placed, how late the thread was meanwhile, and MiB of memory. Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from textual.widgets import Input

from briefing.document.model import LANGS
from briefing.i18n import Translator
from briefing.library.catalogue import Catalogue
from briefing.notes.model import Category, Note
from briefing.notes.selectors import make_target
from briefing.notes.store import Store
from briefing.parallel.opening import open_bitext, open_parallel
from briefing.search.engine import Engine
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.desk import Desk
from briefing.tui.messages import OpenNotes
from briefing.tui.note_listing import Arranged
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.widgets.row_list import RowList

_WORDS = {
    "de": ("modell", "kosten", "lizenz", "gewicht", "daten", "training", "offen", "quelle", "genauigkeit", "netz"),
    "en": ("model", "cost", "licence", "weight", "data", "training", "open", "source", "accuracy", "net"),
}
_QUERIES = (
    *("genauigkeit", "lizenz modell", "state:exact quelle", "category:doubt tag:netz", "-kosten daten", "acuracy"),
    *("briefing:12 after:2020", 'lang:de "netz offen"'),
)
_TICK = 0.001


def write_texts(folder: Path, briefings: int) -> None:
    """Write briefings of sixty paragraphs in two languages."""
    for number in range(briefings):
        for lang in LANGS:
            draw = random.Random(number)
            lines = [f"---\ntitle: Briefing {number} {lang}\n---\n"]
            for paragraph in range(60):
                sentences = (" ".join(draw.choice(_WORDS[lang]) for _ in range(9)).capitalize() for _ in range(3))
                lines.append(f"Absatz {paragraph} {'. '.join(sentences)}.\n")
            (folder / f"b{number:04}.{lang}.md").write_text("\n".join(lines), encoding="utf-8")


def write_notes(path: Path, texts: Path, count: int) -> None:
    """Write notes on sentences of all texts, in both languages."""
    library = Catalogue(None).scan((texts,))
    draw = random.Random(1)
    each = max(1, count // max(1, len(library.briefings)))
    with Store(path, backup=False) as store:
        for briefing in library.briefings if count else ():
            parallel = open_parallel(briefing)
            for number in range(each):
                lang = LANGS[number % 2]
                document = parallel.documents[lang]
                block = draw.randrange(len(document.blocks))
                start, end = draw.choice(document.blocks[block].sentences)
                base = document.starts[block]
                target = make_target(document, base + start, base + end)
                note = Note("", briefing.id, lang, briefing.edition(lang).title, target)
                words = _WORDS["de"]
                body = f"Notiz {number} {draw.choice(words)}"
                tags = (draw.choice(words), draw.choice(words))
                store.add(
                    replace(note, body=body, tags=tags, category=list(Category)[number % len(Category)]),
                    document.text,
                )


def memory() -> float:
    """Return the MiB that this process has in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class _Lateness:
    """How late the thread of the interface is when it should wake up."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_TICK)
            self.longest = max(self.longest, time.perf_counter() - before - _TICK)


async def until(reached: Callable[[], bool]) -> None:
    """Return when a state is reached."""
    end = time.perf_counter() + 120
    while not reached():
        if time.perf_counter() > end:
            raise SystemExit("the screen never came so far")
        await asyncio.sleep(0)


async def measure(texts: Path, notes: Path, count: int) -> dict[str, float]:
    """Open the screen once, wait until all is placed, type some filters; return what it took."""
    catalogue, engine, store = Catalogue(None), Engine(None), Store(notes, backup=False)
    desk = Desk(
        Translator("en"), Settings(), (texts,), lambda: catalogue, lambda: engine, lambda: store, open_bitext,
        catalogue.scan((texts,)),
    )  # fmt: skip
    app = BriefingApp(desk)
    found: dict[str, float] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        # The files are scanned and indexed first, so that only the notes are measured.
        await until(lambda: desk.indexed > 0)
        await pilot.pause(0.3)
        began = time.perf_counter()
        app.post_message(OpenNotes())
        wanted = f"{count} notes" if count else "No notes yet"
        await until(
            lambda: isinstance(app.screen, NotesScreen) and wanted in shown(app) and ("✎" in shown(app)) == (count > 0)
        )
        found["opened"] = time.perf_counter() - began
        lateness = _Lateness()
        watching = asyncio.create_task(lateness.watch())
        screen = app.screen
        assert isinstance(screen, NotesScreen)
        await until(lambda: len(screen._listing.notes) == count and len(screen._listing.placed) == count)
        found["placed"] = time.perf_counter() - began
        await pilot.pause(0.5)
        found["late"] = lateness.longest
        watching.cancel()
        await pilot.press("slash")
        await until(lambda: screen._listing.filter.is_prepared)
        await pilot.pause(0.5)
        worked, answered = await type_filters(app, screen)
        found |= {"key": statistics.median(worked), "key_most": max(worked), "answer": statistics.median(answered)}
        found["memory"] = memory()
    engine.close()
    store.close()
    return found


async def type_filters(app: BriefingApp, screen: NotesScreen) -> tuple[list[float], list[float]]:
    """Type filters letter by letter; return for each letter the work of this thread, and the time to the answer."""
    worked: list[float] = []
    answered: list[float] = []
    line, answer, show = screen.query_one(Input), asyncio.Event(), screen._show

    def shows(found: Arranged) -> None:
        show(found)
        if found.wanted.text == line.value:
            answer.set()

    # Asking each millisecond would be most of the work of this thread.
    screen._show = shows  # type: ignore[method-assign]
    for query in _QUERIES:
        for end in range(1, len(query) + 1):
            answer.clear()
            cpu, clock = time.thread_time(), time.perf_counter()
            line.value = query[:end]
            await answer.wait()
            screen.query_one(RowList).render_line(0)
            await asyncio.sleep(0)
            worked.append(time.thread_time() - cpu)
            answered.append(time.perf_counter() - clock)
    return worked, answered


def shown(app: BriefingApp) -> str:
    """Return what is on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def run(texts: Path, notes: Path, count: int) -> dict[str, float]:
    """Measure in a process of its own."""
    words = [sys.executable, __file__, "--one", str(texts), str(notes), str(count)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--briefings", type=int, default=200)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        texts, notes, count = options.one
        print(json.dumps(asyncio.run(measure(Path(texts), Path(notes), int(count)))))
        return
    shared = Path("/dev/shm")  # each note is synced, which takes minutes on a disk
    with tempfile.TemporaryDirectory(prefix="notes-", dir=shared if shared.is_dir() else None) as name:
        home = Path(name)
        (home / "texts").mkdir()
        write_texts(home / "texts", options.briefings)
        count = options.notes // options.briefings * options.briefings
        for size in (0, count):
            write_notes(home / f"{size}.db", home / "texts", size)
        runs = [[run(home / "texts", home / f"{size}.db", size) for size in (0, count)] for _ in range(options.runs)]
    print(f"no notes and {count} notes on {options.briefings} briefings, {options.runs} runs each")
    for field, unit in (
        *(("opened", "ms"), ("placed", "ms"), ("late", "ms"), ("key", "ms"), ("key_most", "ms"), ("answer", "ms")),
        ("memory", "MiB"),
    ):
        scale = 1000 if unit == "ms" else 1
        few, many = (statistics.median(one[at][field] for one in runs) * scale for at in (0, 1))
        print(f"  {field:10} {few:8.1f} {many:8.1f} {unit}   {many - few:+.1f}")


if __name__ == "__main__":
    main()
