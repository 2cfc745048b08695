"""What roles look like: the colours known without the framework are its own, and every role has a look to be read."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from textual.theme import BUILTIN_THEMES

from briefing.document.model import Range
from briefing.tui import first_frame
from briefing.tui.ansi import eight_bit, encode
from briefing.tui.columns import View
from briefing.tui.first_frame import theme_colours
from briefing.tui.lights import Lights, Mark, Matches, Selection, Spotted
from briefing.tui.lines import Shown, key_line, top_line
from briefing.tui.looks import LIGHT_LOOKS, LOOKS, PLAIN_LOOKS, Ink, Look, ink, looks_of
from briefing.tui.navigate import Point
from briefing.tui.paint import Tinted
from briefing.tui.syntax import CODE_ROLES
from tui.contrast import MARKED, READABLE, contrast_of, resolved
from tui.making import bitext_of, blocks_of, canvas_of, place_of, spots

THEMES = ("textual-dark", "textual-light")
TABLES: Mapping[str, Mapping[str, Look]] = {"textual-dark": LOOKS, "textual-light": LIGHT_LOOKS}
GROUNDS = ((), ("code",), ("cursor",), ("counterpart",), ("panel",), ("peek",), ("quote",), ("heading-1",))
CATEGORIES = ("claim", "figure", "quote", "doubt", "todo", "own")


# --- the files ------------------------------------------------------------------------------------------------------


def names_of(*tables: Mapping[str, Look]) -> set[str]:
    """Return the variables that roles use, but those of code, whose colours the framework brings later."""
    looks = (look for table in tables for role, look in table.items() if role not in CODE_ROLES)
    return {name for look in looks for name in (look.fg, look.bg) if name} | {"foreground", "background"}


@pytest.mark.parametrize("theme", THEMES)
def test_known_colours_are_those_that_the_framework_finds(theme: str) -> None:
    found, known = resolved(theme), theme_colours(theme)
    assert known is not None
    assert {name: colour.upper() for name, colour in known.items()} == {name: found[name].upper() for name in known}
    assert sorted(names_of(LOOKS, LIGHT_LOOKS, PLAIN_LOOKS) - set(known)) == []


def test_there_are_no_colours_of_themes_that_are_not_the_frameworks() -> None:
    folder = Path(first_frame.__file__).parent / "colours"
    assert {file.stem for file in folder.iterdir()} <= set(BUILTIN_THEMES)
    assert theme_colours("nord") is None
    assert theme_colours("no such theme") is None
    assert theme_colours("no\0theme") is None


@pytest.mark.parametrize("theme", THEMES)
def test_dark_and_light_are_told_apart_as_the_framework_does(theme: str) -> None:
    assert BUILTIN_THEMES[theme].dark is ("light" not in theme)
    assert looks_of(BUILTIN_THEMES[theme].dark, theme_is_plain=False) is TABLES[theme]
    assert looks_of(BUILTIN_THEMES[theme].dark, theme_is_plain=True) is PLAIN_LOOKS


def test_every_name_is_one_of_every_theme() -> None:
    looks = (look for table in (LOOKS, LIGHT_LOOKS, PLAIN_LOOKS) for look in table.values())
    names = {name for look in looks for name in (look.fg, look.bg) if name}
    for theme in BUILTIN_THEMES:
        assert sorted(names - set(resolved(theme))) == [], theme


# --- ink ------------------------------------------------------------------------------------------------------------

roles = st.lists(st.sampled_from([*LOOKS, "hyphen", "path-of-nothing"]), max_size=6).map(tuple)
DARK = {name: colour for name, colour in resolved("textual-dark").items() if colour.startswith("#")}


@given(roles, st.sampled_from([role for role, look in LOOKS.items() if look.fg and "dim" not in look.attributes]))
def test_the_last_colour_wins(before: tuple[str, ...], last: str) -> None:
    found = ink((*before, last), DARK)
    look = LOOKS[last]
    assert found.bg == DARK.get(look.bg, ink(before, DARK).bg)
    dims = any("dim" in LOOKS[role].attributes for role in before if role in LOOKS)
    assert (found.fg == DARK[look.fg]) is not dims or DARK[look.fg] == found.bg


@given(roles)
def test_attributes_add_up_and_dim_becomes_a_colour(found: tuple[str, ...]) -> None:
    wanted = {name for role in found if role in LOOKS for name in LOOKS[role].attributes.split()}
    seen = ink(found, DARK)
    assert seen.attributes == tuple(sorted(wanted - {"dim"}))
    assert ink((*found, "no such role"), DARK) == seen
    if "dim" in wanted:
        full = ink(tuple(role for role in found if "dim" not in LOOKS.get(role, Look()).attributes), DARK)
        for at in (1, 3, 5):
            parts = [int(colour[at : at + 2], 16) for colour in (full.fg, seen.bg, seen.fg)]
            if not any(LOOKS.get(role, Look()).fg for role in found if "dim" in LOOKS.get(role, Look()).attributes):
                assert min(parts[:2]) <= parts[2] <= max(parts[:2])
                assert abs(parts[2] - (parts[0] + parts[1]) / 2) <= 1


def test_dim_stays_an_attribute_where_colours_are_the_terminals() -> None:
    plain = {"foreground": "ansi_default", "background": "ansi_default"}
    assert ink(("rule",), plain, PLAIN_LOOKS) == Ink("ansi_default", "ansi_default", ("dim",))
    assert ink(("rule",), {"foreground": "#FFFFFF", "background": "#000000"}) == Ink("#7F7F7F", "#000000")


# --- 256 colours ----------------------------------------------------------------------------------------------------


def test_256_colours_are_chosen_as_the_framework_does() -> None:
    shapes = random.Random(8)
    values = [tuple(shapes.randrange(256) for _ in range(3)) for _ in range(500)]
    values += [(shade, min(255, shade + shapes.randrange(12)), shade) for shade in range(256)]
    values += list(product((0, 47, 48, 95, 115, 128, 255), repeat=3))
    for theme in THEMES:
        known = theme_colours(theme) or {}
        values += [tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in known.values()]
    wrong = {
        value: (eight_bit(*value), expected)
        for value in values
        if eight_bit(*value) != (expected := Color.from_rgb(*value).downgrade(ColorSystem.EIGHT_BIT).number)
    }
    assert wrong == {}


def test_a_line_is_written_at_its_place_in_its_colours() -> None:
    colours = {"foreground": "#010203", "background": "#FF8700"}
    line = [Tinted("a", ("strong",)), Tinted("é日", ())]
    written = encode([line, [Tinted("b", ())]], colours, LOOKS, true_colour=True)
    plain = "\x1b[0;38;2;1;2;3;48;2;255;135;0m"
    assert written == f"\x1b[1;1H{plain.replace('[0', '[0;1')}a{plain}é日\x1b[2;1H{plain}b\x1b[0m"
    assert "48;5;208m" in encode([line], colours, LOOKS, true_colour=False)


# --- every role has a look ------------------------------------------------------------------------------------------


def emitted() -> set[str]:
    """Return every role that painting can come upon: two texts in all views with all that can be lit, and the bars."""
    bitext = bitext_of()
    found: set[str] = set()
    keys = blocks_of(bitext.texts["de"])
    for view, width in product(View, (60, 120)):
        marks: dict[Spotted, list[Mark]] = {
            ("de", key): [Mark(0, 3, str(index), CATEGORIES[index % len(CATEGORIES)], "✎", index % 2 == 0)]
            for index, key in enumerate(keys)
        }
        ranges: dict[Spotted, list[Range]] = {("de", key): [(0, 2), (2, 3)] for key in keys}
        passage = Point(keys[1], 0), Point(keys[1], 9)
        lights = Lights(bitext, place_of(bitext, "de", 1), marks)
        lights.matches = Matches(ranges, ("de", keys[0], 0))
        lights.selection = Selection("de", passage, passage)
        canvas = canvas_of(bitext, view, width)._replace(lights=lights)
        for spot in spots(canvas):
            found |= {role for tinted in canvas.line(spot) for role in tinted.roles}
    for line in (top_line("a", "b", 40), key_line([Shown("q", "quit")], 40)):
        found |= {role for tinted in line for role in tinted.roles}
    return found


UNSEEN = {"hyphen"}
"""Roles that say what something is, and look like the text around it."""


def test_every_role_that_is_painted_has_a_look_in_every_table() -> None:
    found = emitted() | {"unsure", "track", "thumb", "quiet", "title", "panel", *CODE_ROLES}
    found |= {f"category-{name}" for name in CATEGORIES}
    assert {
        "cursor",
        "counterpart",
        "match",
        "match-current",
        "note",
        "note-other",
        "code",
        "heading-1",
        "selection",
        "peek",
    } <= found
    for table in (LOOKS, LIGHT_LOOKS, PLAIN_LOOKS):
        assert sorted(found - UNSEEN - set(table)) == []
    assert set(LOOKS) == set(LIGHT_LOOKS) == set(PLAIN_LOOKS)


# --- contrast -------------------------------------------------------------------------------------------------------

TEXT = (
    "cursor",
    "counterpart",
    "match",
    "match-current",
    "note",
    "code",
    "heading-1",
    "heading-2",
    "heading-3",
    "title",
)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", TEXT)
def test_what_is_lit_can_be_read(theme: str, role: str) -> None:
    ratio = contrast_of((role,), theme)
    assert ratio >= READABLE, f"{theme}: {role} has {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS, ids="+".join)
def test_matches_and_the_sentence_can_be_read_on_every_ground(theme: str, ground: tuple[str, ...]) -> None:
    for lit in (("cursor",), ("counterpart",), ("note", "cursor"), ("cursor", "match-current"), ("note",)):
        if "peek" in ground and lit[0] in {"note", "counterpart"}:
            continue  # dim on purpose
        ratio = contrast_of((*ground, *lit), theme)
        assert ratio >= (MARKED if "peek" in ground else READABLE), f"{theme}: {(*ground, *lit)} has {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES)
def test_an_unsure_counterpart_can_be_read(theme: str) -> None:
    assert contrast_of(("unsure",), theme) >= MARKED


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_signs_in_the_margin_can_be_seen(theme: str, category: str) -> None:
    assert contrast_of((f"category-{category}",), theme) >= MARKED


def test_without_colours_attributes_alone_tell_what_is_lit_apart() -> None:
    lit = ("cursor", "counterpart", "unsure", "match", "match-current", "selection", "note", "note-other")
    seen = [PLAIN_LOOKS[role].attributes for role in lit]
    assert len({frozenset(each.split()) for each in seen}) == len(lit)
