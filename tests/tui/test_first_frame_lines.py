"""The lines of the first frame, without a terminal: exactly the screen, whatever its size, view and language."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cli import main as front
from briefing.cli import opening
from briefing.cli.loading import load
from briefing.cli.quick import Words, read_words
from briefing.document.model import Lang
from briefing.i18n import Translator
from briefing.library.model import Briefing, Edition
from briefing.settings import Settings
from briefing.tui.columns import View
from briefing.tui.first_frame import BARS, reader_lines, shown
from briefing.tui.keys import footer_for
from briefing.tui.keys import shown as shown_key
from briefing.tui.lines import Shown, cut, exactly, fitting, key_line, top_line
from briefing.tui.opened import Opened
from briefing.tui.paint import Tinted
from briefing.tui.scene import Scene
from briefing.tui.status import missing_words
from briefing.tui.wrap import width_of
from tui.making import ENGLISH, GERMAN, TITLES, bitext_of

WIDTHS = st.integers(20, 220)
LETTERS = "abc ÄÖß日本é👩…"
words = st.text(st.sampled_from(LETTERS), max_size=40)
titles = st.text(st.sampled_from(LETTERS + "\t\n"), max_size=40)
"""Authors may write anything into these."""
UIS: tuple[Lang, ...] = ("de", "en")


def opened(view: View, ui: Lang = "de", *, german: bool = True, english: bool = True) -> Opened:
    """Return the usual texts, or one of them, in a view."""
    there: dict[Lang, bool] = {"de": german, "en": english}
    bitext = bitext_of(GERMAN if german else None, ENGLISH if english else None)
    editions = {
        lang: Edition(lang, Path(f"x.{lang}.md"), f"x.{lang}.md", TITLES[lang])
        for lang, known in there.items()
        if known
    }
    scene = Scene(view, 84, missing_words(Translator(ui)), ui)
    scene.show(bitext)
    return Opened(Briefing("x", editions), None, scene)


def text_of(line: list[Tinted]) -> str:
    """Return a line's characters."""
    return "".join(tinted.text for tinted in line)


@given(st.sampled_from(list(View)), st.sampled_from(UIS), WIDTHS, st.integers(8, 70))
def test_the_lines_fill_the_screen_exactly(view: View, ui: Lang, width: int, height: int) -> None:
    first = opened(view, ui)
    lines = reader_lines(first, Translator(ui), Settings(), width, height)
    assert len(lines) == height
    assert {width_of(text_of(line)) for line in lines} == {width}
    assert lines[2 : height - 1] == [first.scene.line(y) for y in range(height - BARS)]
    assert first.scene.size == (width, height - BARS)
    assert not any(control in text_of(line) for line in lines for control in "\x1b\n\r\t")


@pytest.mark.parametrize("german", [True, False])
def test_one_language_is_shown_alone(german: bool) -> None:
    first = opened(View.BOTH, german=german, english=not german)
    lines = [text_of(line) for line in reader_lines(first, Translator("de"), Settings(), 120, 40)]
    assert TITLES["de" if german else "en"] in lines[0]
    assert ("Lizenzbedingungen" in "\n".join(lines)) is german
    assert ("licence terms" in "\n".join(lines)) is not german


def test_the_bar_below_names_the_keys_that_are_set() -> None:
    verb = footer_for("reader")[-1]
    for keys, name in (({verb.id: ("f7",)}, "F7"), ({}, shown_key(verb.keys[0], Translator("de")))):
        lines = reader_lines(opened(View.BOTH), Translator("de"), Settings(keys=keys), 120, 40)
        assert f"{name} {Translator('de')(verb.label)}" in text_of(lines[-1])


@given(titles, titles, WIDTHS)
def test_the_upper_bar_is_as_wide_as_the_screen(left: str, right: str, width: int) -> None:
    assert width_of(text_of(top_line(left, right, width))) == width


@given(st.lists(st.builds(Shown, words.filter(bool), words), min_size=2, max_size=9), st.integers(1, 200))
def test_the_keys_are_as_wide_as_the_screen_and_the_last_two_stay(keys: list[Shown], width: int) -> None:
    kept = fitting(keys, width)
    assert kept == sorted(kept)
    assert kept[-2:] == [len(keys) - 2, len(keys) - 1]
    assert width_of(text_of(key_line([keys[index] for index in kept], width))) == width


@given(words, st.integers(1, 40), st.sampled_from(["", "…"]))
def test_what_is_cut_fits_and_begins_like_the_text(text: str, width: int, sign: str) -> None:
    short = cut(text, width, sign)
    assert width_of(short) <= width
    assert short == text or text.startswith(short.removesuffix(sign))
    assert (short == text) is (width_of(text) <= width) or short == text


@given(st.lists(st.builds(Tinted, words.filter(bool), st.just(("panel", "quiet"))), max_size=6), st.integers(0, 90))
def test_a_line_is_cut_or_filled_to_its_width(painted: list[Tinted], width: int) -> None:
    line = exactly(painted, width)
    assert width_of(text_of(line)) == width
    assert all(tinted.text for tinted in line)


@pytest.mark.parametrize("theme", ["nord", "ansi-dark", ""])
def test_without_known_colours_nothing_is_shown(theme: str, capsys: pytest.CaptureFixture[str]) -> None:
    with shown(opened(View.BOTH), Translator("de"), Settings(), theme, {}) as there:
        assert not there
    assert capsys.readouterr() == ("", "")


def test_without_a_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stderr__", None)
    with shown(opened(View.BOTH), Translator("de"), Settings(), "textual-dark", {}) as there:
        assert not there


# --- the command line, read without its library ---------------------------------------------------------------------

_WORDS = (
    *(
        "--library",
        "--library=b",
        "--library=",
        "--config",
        "--config=c.toml",
        "--ui",
        "--ui=de",
        "--ui=fr",
        "de",
        "en",
    ),
    *("X", "a b", "x=y", "-", "--", "", "list", "show", "doctor", "--help", "-h", "--version", "--lib", "-x", "--uide"),
)


class _Asked(NamedTuple):
    libraries: tuple[Path, ...]
    config: Path | None
    ui: str | None
    settings: None = None

    def close(self) -> list[str]:
        """Have nothing to tell."""
        return []


def by_library(words_given: Sequence[str]) -> Words | None:
    """Return what the command-line library makes of it, if that is to open the app."""
    opened: list[Words] = []

    def open_it(services: _Asked, address: str | None) -> int:
        opened.append(Words(services.libraries, services.config, services.ui, address))
        return 0

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        patch.setattr(opening, "start_app", open_it)
        patch.setattr(front, "Services", _Asked)
        patch.setattr(front, "load", lambda module: load(module) if module == "briefing.cli.opening" else nothing)
        patch.setattr(front.Front, "get_command", lambda *_: nothing)
        with suppress(SystemExit):
            front.cli.main(list(words_given), prog_name="briefing")
    return opened[0] if opened else None


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("rest", nargs=-1)
def nothing(rest: tuple[str, ...]) -> int:
    """Take the place of every command."""
    return len(rest) * 0


@given(st.lists(st.sampled_from(_WORDS), max_size=5))
def test_what_is_read_quickly_means_what_the_command_line_means(given_words: list[str]) -> None:
    quick = read_words(given_words)
    if quick is not None:
        assert by_library(given_words) == quick


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("", Words((), None, None, None)),
        ("X", Words((), None, None, "X")),
        ("-", Words((), None, None, "-")),
        ("--library a --library=b --ui de X", Words((Path("a"), Path("b")), None, "de", "X")),
        ("--config c.toml --ui en --ui=de", Words((), Path("c.toml"), "de", None)),
        ("X --ui de", None),
        ("--library", None),
        ("--ui fr", None),
        ("--ui=", None),
        ("--version", None),
        ("-h", None),
        ("--lib a", None),
        ("list", None),
        ("--ui de show X", None),
        ("X Y", None),
        ("-- X", None),
    ],
)
def test_lines_that_are_read_quickly_and_lines_that_are_not(line: str, meant: Words | None) -> None:
    assert read_words(line.split()) == meant
    assert meant is None or by_library(line.split()) == meant
