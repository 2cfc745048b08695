"""Terminals with few colours or none: every highlight can still be told from every other."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from rich.console import Console
from rich.style import Style

from briefing.tui.looks import PLAIN_LOOKS
from briefing.tui.terminal import Colours, colours, is_dumb
from briefing.tui.themes import other_theme, theme_for
from briefing.tui.widgets.parallel_view import ParallelView
from briefing.tui.widgets.row_list import RowList
from terminal.conftest import Shell
from tui.app_making import opened, running

COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:[34]8;[25]|3[0-7]|4[0-7]|9[0-7]|10[0-7])(?:;[\d;]*)?m")
"""A sequence that sets a colour other than the terminal's own."""
EXTENDED = re.compile(rb"\x1b\[(?:[\d;]*;)?[34]8;[\d;]*m")
TOLD_APART = (
    *("cursor", "counterpart", "unsure", "match", "match-current", "selection", "note", "note-other"),
    *("note-unsure", "note-other-unsure"),
    *("heading-1", "heading-2", "heading-3", "heading-4", "link", "code"),
)
PLAIN = ({"NO_COLOR": "1"}, {"TERM": "xterm"}, {"TERM": "linux"}, {"TERM": "screen"})


def look(style: Style) -> tuple[bool, ...]:
    """Return what is left of a style without colours."""
    flags = (style.bold, style.italic, style.underline, style.reverse, style.dim, style.strike)
    return tuple(map(bool, flags))


@pytest.mark.parametrize("environ", PLAIN, ids=str)
async def test_every_highlight_has_a_cue_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with running(tmp_path, making=opened("offen")) as s:
        view = s.app.screen.query_one(ParallelView)
        looks = {role: look(view.style_of((role,))) for role in TOLD_APART}
        assert all(any(each) for each in looks.values())
        assert [(a, b) for a, b in combinations(TOLD_APART, 2) if looks[a] == looks[b]] == []
        lit = ("cursor", "counterpart", "unsure", "match", "match-current", "selection")
        assert all(looks[role][3] for role in lit), "what is lit is reversed, and nothing else is"
        assert not any(looks[role][3] for role in TOLD_APART if role not in lit)


@pytest.mark.parametrize("environ", PLAIN, ids=str)
async def test_the_current_item_of_a_list_is_reversed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with running(tmp_path) as s:
        rows = s.app.screen.query_one(RowList)
        assert rows.get_component_rich_style("rows--current", partial=True).reverse
        assert look(rows.get_component_rich_style("rows--match", partial=True)) != look(
            rows.get_component_rich_style("rows--title", partial=True)
        )
        changes = [look(rows.get_component_rich_style(f"rows--{role}", partial=True)) for role in ("removed", "added")]
        assert changes[0] != changes[1] and all(any(each) for each in changes)


def cue(role: str) -> set[str]:
    """Return what tells a role on plain text where there are no colours."""
    return set(PLAIN_LOOKS[role].attributes.split())


@pytest.mark.parametrize("environ", PLAIN, ids=str)
def test_it_is_seen_in_a_terminal(shell: Shell, environ: dict[str, str]) -> None:
    program = shell(environ=environ)
    program.wait_for("A long text")
    program.wait_for_look("What does open mean?", "bold", "reverse")
    assert program.attributes("A long text") == {"bold"}
    program.press("\r")
    program.wait_for(r"offen#0 · both(.*\n)+.*Drei Stufen")
    program.press("l")
    program.wait_for_look("The word “open” means three things.", *cue("cursor"))
    program.wait_for_look("Das Wort „offen“ meint dreierlei.", *cue("counterpart"))
    assert program.attributes("Three rungs") == cue("heading-2")
    assert program.attributes("mehr dazu") == cue("link")
    assert program.attributes("Code") == cue("inline-code")
    program.press("v", "\x1b[C")
    program.wait_for_look("The word", *cue("selection"))
    program.press("\x1b")
    program.wait_for_look("The word “open” means three things.")
    program.press("/")
    program.wait_for("find in this text")
    program.press("licence\r")
    program.wait_for_look("licence", *cue("match-current"))
    program.press("n")
    program.wait_for_look("licence", *cue("match"))
    program.press("m")
    program.wait_for("1 ! claim")
    program.press("1")
    program.wait_until_gone("1 ! claim")
    program.press("g")
    program.wait_for_look("weights under the maker’s own", *cue("note"))
    program.wait_for_look("Gewichte unter einer hauseigenen", *cue("note-other-unsure"))  # cells are paired by guess
    program.press("\x11")
    assert program.wait_for_end() == 0
    if "NO_COLOR" in environ:
        assert COLOUR.search(program.output) is None
    assert EXTENDED.search(program.output) is None, "nothing that a terminal of 16 colours doesn't know"


def test_no_colour_in_any_window(shell: Shell) -> None:
    program = shell(environ={"NO_COLOR": "1"})
    program.wait_for("A long text")
    program.press("?")
    program.wait_for("Keys of this screen")
    program.press("\x1b")
    program.wait_until_gone("Keys of this screen")
    program.press("s")
    program.wait_for("a few letters")
    program.press("lizens")
    program.wait_for("offen#9")
    program.press("\r")
    program.wait_for(r"offen#9 · both(.*\n)+.*Lizenz")  # the bar is painted before the text
    program.press("a")
    program.wait_for("Note on")
    program.press("grey", "\t", "tag", "\t", "\x13")
    program.wait_for("Note saved")
    program.press("T", "\x11")
    assert program.wait_for_end() == 0
    assert COLOUR.search(program.output) is None


def test_colours_come_back_where_the_variable_is_empty(shell: Shell) -> None:
    program = shell(environ={"NO_COLOR": ""})
    program.wait_for("A long text")
    program.press("\x11")
    assert program.wait_for_end() == 0
    assert EXTENDED.search(program.output)


def test_a_theme_that_is_named_counts_however_few_colours_there_are(shell: Shell) -> None:
    (shell.folder / "home" / "config").mkdir(parents=True)
    (shell.folder / "home" / "config" / "config.toml").write_text("theme = 'gruvbox'\n", encoding="utf-8")
    program = shell(environ={"TERM": "xterm"})
    program.wait_for("A long text")
    program.press("\x11")
    assert program.wait_for_end() == 0
    assert COLOUR.search(program.output)


# --- choosing -------------------------------------------------------------------------------------------------------

NAMES = ("xterm", "xterm-256color", "xterm-kitty", "linux", "screen", "screen-256color", "tmux-256color", "vt100", "")


@pytest.mark.parametrize("term", NAMES)
@pytest.mark.parametrize("colorterm", ["", "truecolor", "24bit", "yes"])
def test_colours_are_counted_as_the_painter_counts_them(term: str, colorterm: str) -> None:
    environ = {"TERM": term, "COLORTERM": colorterm}
    system = Console(force_terminal=True, _environ=environ).color_system
    assert (colours(environ) is Colours.MANY) == (system in {"256", "truecolor"})
    assert colours({**environ, "NO_COLOR": "1"}) is Colours.NONE
    assert colours({**environ, "NO_COLOR": ""}) is colours(environ)


@pytest.mark.parametrize(
    ("wanted", "shown", "theme"),
    [
        ("dark", Colours.MANY, "textual-dark"),
        ("light", Colours.MANY, "textual-light"),
        ("dark", Colours.FEW, "ansi-dark"),
        ("light", Colours.FEW, "ansi-light"),
        ("light", Colours.NONE, "ansi-light"),
        ("gruvbox", Colours.FEW, "gruvbox"),
        ("gruvbox", Colours.NONE, "ansi-dark"),
        ("ansi-light", Colours.NONE, "ansi-light"),
    ],
)
def test_which_theme(wanted: str, shown: Colours, theme: str) -> None:
    assert theme_for(wanted, shown) == theme


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
def test_switching_the_theme_goes_there_and_back(theme: str) -> None:
    there = other_theme(theme, dark="dark" in theme)
    assert ("dark" in there) != ("dark" in theme)
    assert there.startswith("ansi-") == theme.startswith("ansi-")
    assert other_theme(there, dark="dark" in there) == theme


def test_dumb_terminals() -> None:
    assert is_dumb({"TERM": "dumb"})
    assert not is_dumb({"TERM": "xterm"})
    assert not is_dumb({})
