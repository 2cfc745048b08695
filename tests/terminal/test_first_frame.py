"""The frame that is there before the framework: the same screen, no key lost, the terminal left as it was."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from terminal.frames import ENTER, LEAVE, Opener, Row, Start, cells, differences, steps, words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

SIZES = ((80, 24), (120, 40), (200, 50))
QUIT = "\x11"
BAR_MAY_MOVE = 2
LIKE_BEFORE = 0.95
"""Part of the rows that must stay while the framework paints over the frame."""

_SENTENCE = {
    "de": "Satz {n} über **Größe** und *Maß*, mit `Code` und [Verweis](b.de.md). Dazu ~~nie~~ noch einer.[^1]",
    "en": "Sentence {n} on **size** and *measure*, with `code` and a [link](b.en.md). One ~~never~~ more.[^1]",
}
_TABLE = "| A | 表 | C |\n|:--|:-:|--:|\n| eins | **zwei** | 3 |\n| 日本語 | `x` | 12345 |"
_CODE = "```python\ndef f(x):\n    return x  # 日本\n```"


def text(lang: str, *, wide: bool = True, code: bool = False) -> str:
    """Return a text that is longer than any screen here; the emulator knows no joined emoji."""
    parts = ["# Anfang des Textes" if lang == "de" else "# Start of the text"]
    if code:
        parts.append(_CODE)
    for n in range(1, 40):
        parts.append(_SENTENCE[lang].format(n=n) + (" 日本語 👩 cafe\u0301" if wide and n % 2 else ""))
        if n % 4 == 0:
            parts += [f"## {n}. Teil" if lang == "de" else f"## Part {n}", f"- a{n}\n  - b{n}\n- c", f"> Zitat {n}"]
        if n % 5 == 1:
            parts += [_TABLE if wide else "| A | B |\n|:--|--:|\n| eins | 2 |", "1. x\n2. y", "---"]
        if n == 3 and lang == "de":
            parts.append("Nur auf Deutsch steht dieser Absatz hier, und er hat kein Gegenstück.")
    return "\n\n".join([*parts, "[^1]: Eine Fußnote mit **Quelle**."]) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pairs of files: plain, with wide characters, with code."""
    made = tmp_path_factory.mktemp("frames")
    for name, wide, code in (("plain", False, False), ("wide", True, False), ("code", True, True)):
        for lang in ("de", "en"):
            (made / f"{name}.{lang}.md").write_text(text(lang, wide=wide, code=code), encoding="utf-8")
    return made


@pytest.fixture
def start(folder: Path, tmp_path: Path) -> Iterator[Opener]:
    """Start the program on these files."""
    opener = Opener(tmp_path)
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    yield opener
    opener.close()


def without_bar(rows: list[Row]) -> list[Row]:
    """Return a screen without its scroll bar, which grows exact as the heights of the text do."""
    assert sum(row[-1][0] == "▐" for row in rows) > 0
    return [row[:-1] for row in rows]


def bar_moved(one: list[Row], other: list[Row]) -> int:
    """Return in how many cells two scroll bars differ."""
    return sum(a[-1] != b[-1] for a, b in zip(one, other, strict=True))


def least_kept(started: Start, frame: list[Row]) -> float:
    """Return the part of the frame's rows that are there on each screen from the frame on, at the worst moment."""
    screens = steps(started)
    first = next(index for index, rows in enumerate(screens) if rows == frame)
    return min(sum(a[:-1] == b[:-1] for a, b in zip(rows, frame, strict=True)) / len(frame) for rows in screens[first:])


# --- the same screen ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("colours", ["truecolor", ""], ids=["16M", "256"])
def test_the_framework_paints_the_frame_that_is_there(
    start: Opener, size: tuple[int, int], theme: str, colours: str
) -> None:
    started = start("wide.de.md", size=size, config=f'theme = "{theme}"', environ={"COLORTERM": colours})
    frame = cells(started.at_frame(), size)
    assert "Anfang des Textes" in words(frame)[0]
    assert sum(map(bool, words(frame))) > size[1] / 2
    painted = started.painted(b"Anfang des Textes")
    assert differences(without_bar(frame), without_bar(painted)) == []
    assert bar_moved(frame, painted) <= BAR_MAY_MOVE
    assert least_kept(started, frame) >= LIKE_BEFORE


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_code_has_its_place_before_it_has_its_colours(start: Opener, size: tuple[int, int]) -> None:
    started = start("code.de.md", size=size)
    frame = cells(started.at_frame(), size)
    assert "def f(x):" in "\n".join(words(frame))
    painted = started.painted(b"Anfang des Textes")
    assert words(without_bar(painted)) == words(without_bar(frame))


@pytest.mark.parametrize("view", ["de", "en", "both", "stacked", "peek"])
def test_every_view_begins_as_it_goes_on(start: Opener, view: str) -> None:
    started = start("wide.de.md", config=f'view = "{view}"')
    frame = cells(started.at_frame(), started.size)
    painted = started.painted(words(frame)[0].split()[0].encode())
    assert differences(without_bar(frame), without_bar(painted)) == []
    assert least_kept(started, frame) >= LIKE_BEFORE


def test_one_language_alone(start: Opener) -> None:
    (start.folder / "plain.en.md").unlink()
    started = start("plain.de.md")
    frame = cells(started.at_frame(), started.size)
    assert "Satz 1" in "\n".join(words(frame))
    assert differences(without_bar(frame), without_bar(started.painted(b"Anfang des Textes"))) == []


# --- keys -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """What the screen shows after keys that were pressed when all was there."""
    found = {}
    for keys in ("lll", " ", "lljl"):
        opener = Opener(tmp_path_factory.mktemp("expected"))
        started = opener(str(folder / "plain.de.md"))
        started.painted(b"Anfang des Textes")
        before = cells(started.output, started.size)
        for key in keys:
            started.press(key)
            started.read_for(0.2)
        started.settle()
        found[keys] = cells(started.output, started.size)
        opener.close()
        assert found[keys] != before
    return found


@pytest.mark.parametrize("keys", ["lll", " ", "lljl"])
@pytest.mark.parametrize("delay", [0, 0.02, 0.05, 0.1, 0.2, 0.3])
def test_keys_typed_during_the_start_take_effect(
    start: Opener, folder: Path, expected: dict[str, list[Row]], keys: str, delay: float
) -> None:
    started = start(str(folder / "plain.de.md"))
    started.read_for(delay)
    started.press(keys)
    frame = cells(started.at_frame(), started.size)
    quiet = start(str(folder / "plain.de.md"))
    assert differences(frame, cells(quiet.at_frame(), quiet.size)) == [], "a key was echoed"
    started.wait_until_equal("\n".join(words(expected[keys])))
    started.settle()
    assert differences(cells(started.output, started.size), expected[keys]) == []


def test_keys_typed_one_by_one_all_through_the_start(
    start: Opener, folder: Path, expected: dict[str, list[Row]]
) -> None:
    started = start(str(folder / "plain.de.md"))
    for key in "lljl":
        started.press(key)
        started.read_for(0.08)
    started.wait_until_equal("\n".join(words(expected["lljl"])))
    started.settle()
    assert differences(cells(started.output, started.size), expected["lljl"]) == []


# --- the terminal afterwards ----------------------------------------------------------------------------------------


def left_as_found(started: Start) -> None:
    """Check that the terminal is what it was, after the program has ended."""
    assert started.modes() == started.before
    entered, left = started.output.count(ENTER), started.output.count(LEAVE)
    assert entered == left, f"entered {entered} times, left {left} times"
    for mode in (b"1049", b"25", b"1000", b"1003", b"1004", b"2004"):
        on, off = (b"l", b"h") if mode == b"25" else (b"h", b"l")
        last = {letter: started.output.rfind(b"\x1b[?" + mode + letter) for letter in (on, off)}
        assert last[on] <= last[off], f"mode {mode.decode()} is left on"


def test_one_way_in_and_one_way_out(start: Opener) -> None:
    started = start("wide.de.md")
    started.painted(b"Anfang des Textes")
    assert started.modes() != started.before
    started.press(QUIT)
    assert started.wait_for_end() == 0
    assert started.output.count(ENTER) == 1
    left_as_found(started)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name)
@pytest.mark.parametrize("delay", [0, 0.03, 0.08, 0.15, 0.25, 0.4])
def test_ended_during_the_import_of_the_framework(start: Opener, number: signal.Signals, delay: float) -> None:
    started = start("plain.de.md")
    started.wait_for_bytes(ENTER)
    started.read_for(delay)
    started.signal(number)
    assert started.wait_for_end() == 128 + number
    assert started.output.count(ENTER) == 1
    assert b"Traceback" not in started.output
    left_as_found(started)


def test_a_key_that_interrupts_elsewhere_waits_for_the_framework(start: Opener) -> None:
    started = start("plain.de.md")
    started.wait_for_bytes(ENTER)
    started.press("\x03")
    started.painted(b"Anfang des Textes")
    started.press(QUIT)
    assert started.wait_for_end() == 0
    left_as_found(started)


@pytest.mark.parametrize("address", ["nowhere.de.md", "broken.de.md", "nowhere", "empty.de.md"])
def test_what_cannot_be_read_leaves_no_trace(start: Opener, address: str) -> None:
    (start.folder / "broken.de.md").write_bytes(b"# A\n\n\x00\xff\xfe\x00" * 40)
    (start.folder / "empty.de.md").write_bytes(b"")
    started = start(address)
    if address == "empty.de.md":
        started.read_for(1.5)
        started.press(QUIT)
        assert started.wait_for_end() == 0
    else:
        assert started.wait_for_end() != 0
        assert b"briefing: " in started.output
    assert b"Traceback" not in started.output
    left_as_found(started)


# --- where there is no such frame -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "config", "size"),
    [
        ({"NO_COLOR": "1"}, "", (120, 40)),
        ({"TERM": "xterm", "COLORTERM": ""}, "", (120, 40)),
        ({}, 'theme = "nord"', (120, 40)),
        ({}, 'theme = "no-such-theme"', (120, 40)),
        ({}, "", (80, 7)),
    ],
    ids=["no colours", "few colours", "another theme", "no theme", "low"],
)
def test_without_known_colours_or_room_the_framework_begins(
    start: Opener, environ: dict[str, str], config: str, size: tuple[int, int]
) -> None:
    started = start("plain.de.md", environ=environ, config=config, size=size)
    assert b"Anfang" not in started.at_frame()
    started.wait_for("Anfang des Textes(.*\n)+")
    started.settle()
    before = cells(started.output, size)
    started.press("l")
    started.read_for(0.3)
    started.settle()
    assert cells(started.output, size) != before
    started.press(QUIT)
    assert started.wait_for_end() == 0
    assert started.output.count(ENTER) == 1
    left_as_found(started)


# --- what is imported for it ----------------------------------------------------------------------------------------

_WATCH = """
import io, os, sys
class Watched(io.TextIOWrapper):
    def write(self, text):
        super().write(text)
        if "\\x1b[?1049h" in text:
            self.flush()
            with open(os.environ["SEEN"], "w") as file:
                file.write("\\n".join(sorted(set(sys.modules) - before)))
            os._exit(0)
sys.__stderr__ = Watched(io.FileIO(2, "wb", closefd=False), encoding="utf-8")
before = set(sys.modules)
from briefing.__main__ import main
main()
"""
_LATE = {"textual", "rich", "click", "yaml", "sqlite3", "rapidfuzz", "pygments", "pyphen", "json", "asyncio"}


def test_nothing_slow_is_imported_before_the_frame(start: Opener) -> None:
    seen = start.folder / "seen.txt"
    started = start(
        "plain.de.md",
        command=[sys.executable, "-c", _WATCH],
        environ={"SEEN": str(seen), "PYTHONPATH": str(ROOT / "src")},
    )
    assert started.wait_for_end() == 0
    assert "Satz 1" in "\n".join(words(cells(started.output, started.size)))
    modules = seen.read_text(encoding="ascii").split()
    assert "briefing.tui.first_frame" in modules
    assert sorted({name.partition(".")[0] for name in modules} & _LATE) == []
