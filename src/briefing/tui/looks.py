"""What roles look like: names of theme colours and text attributes, and how those of several roles meet. Pure.

One table for every way to paint: the framework's screen, and the frame that is there before it. A colour is always the
name of a theme's variable, so that any theme works.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Final, NamedTuple, TypeAlias

from briefing.tui.paint import Roles

Variables: TypeAlias = Mapping[str, str]
"""The colours of a theme by name: "#RRGGBB", or "ansi_blue" where the terminal's own colours are used."""


class Look(NamedTuple):
    """What one role adds.

    Attributes:
        fg, bg: names of theme variables; empty leaves what is there. A reader's own colour is "#RRGGBB".
        attributes: of "bold", "dim", "italic", "underline", "reverse", "strike", with spaces between.
    """

    fg: str = ""
    bg: str = ""
    attributes: str = ""


class Ink(NamedTuple):
    """What characters look like in the end.

    Attributes:
        fg, bg: colours as in the theme.
        attributes: sorted.
    """

    fg: str
    bg: str
    attributes: tuple[str, ...] = ()


LOOKS: Final[Mapping[str, Look]] = {
    "heading-1": Look("text-primary", attributes="bold underline"),
    "heading-2": Look("text-primary", attributes="bold"),
    "heading-3": Look("foreground", attributes="bold"),
    "heading-4": Look("foreground", attributes="bold italic"),
    "quote": Look(attributes="italic"),
    "code": Look("foreground", "surface"),
    "code-keyword": Look("text-primary", attributes="bold"),
    "code-string": Look("text-success"),
    "code-comment": Look("foreground-darken-1", attributes="italic"),
    "code-number": Look("text-warning"),
    "code-name": Look("text-accent"),
    "code-operator": Look("primary-lighten-3"),
    "code-inserted": Look("text-success"),
    "code-deleted": Look("error-lighten-3"),
    "inline-code": Look("text-accent"),
    "html": Look(attributes="dim"),
    "footnote": Look(attributes="dim"),
    "term": Look(attributes="bold"),
    "peek": Look(attributes="dim"),
    "strong": Look(attributes="bold"),
    "emphasis": Look(attributes="italic"),
    "strike": Look(attributes="strike"),
    "link": Look("text-secondary", attributes="underline"),
    "image": Look(attributes="italic"),
    "reference": Look("text-secondary"),
    "path": Look(attributes="dim"),
    "bar": Look(attributes="dim"),
    "marker": Look("text-secondary"),
    "label": Look(attributes="dim"),
    "rule": Look(attributes="dim"),
    "missing": Look(attributes="dim italic"),
    "note": Look("foreground", "accent-muted", "underline"),
    "note-other": Look(attributes="underline"),
    "note-unsure": Look("foreground", "panel", "underline italic"),
    "note-other-unsure": Look(attributes="underline dim"),
    "cursor": Look("foreground", "primary-muted"),
    "counterpart": Look("foreground", "panel"),
    "unsure": Look(bg="surface", attributes="italic"),
    "match": Look("text-warning", "warning-muted", "bold"),
    "match-current": Look(attributes="bold reverse"),
    "selection": Look(attributes="reverse"),
    "category-claim": Look("text-primary", attributes="bold"),
    "category-figure": Look("text-success", attributes="bold"),
    "category-quote": Look("text-accent", attributes="bold"),
    "category-doubt": Look("text-error", attributes="bold"),
    "category-todo": Look("text-warning", attributes="bold"),
    "category-own": Look("text-secondary", attributes="bold"),
    "lane-0": Look("text-primary"),
    "lane-1": Look("text-success"),
    "lane-2": Look("foreground"),
    "lane-3": Look("text-warning"),
    "lane-4": Look("text-secondary"),
    "lane-5": Look("text-error"),
    "track": Look("surface"),
    "thumb": Look("primary"),
    "panel": Look("foreground", "panel"),
    "sheet": Look("primary", "surface"),
    "sheet-text": Look("foreground", "surface"),
    "removed": Look("text-error", attributes="bold"),
    "added": Look("text-success", attributes="bold underline"),
    "title": Look(attributes="bold"),
    "quiet": Look(),
}

LIGHT_LOOKS: Final[Mapping[str, Look]] = {
    **LOOKS,
    "counterpart": Look("foreground", "secondary-muted"),
    "match": Look("foreground", "warning-muted", "bold"),
    "inline-code": Look("text-secondary"),
    "code-string": Look("error-darken-2"),
    "code-comment": Look("foreground-lighten-1", attributes="italic"),
    "code-number": Look("secondary-darken-3"),
    "code-name": Look("text-secondary"),
    "code-operator": Look("primary-darken-2"),
    "code-inserted": Look("text-secondary"),
    "code-deleted": Look("error-darken-2"),
}
"""For themes with dark text on a light ground, where some names stand for colours that are too faint for code."""

PLAIN_LOOKS: Final[Mapping[str, Look]] = {
    **LOOKS,
    "heading-1": Look(attributes="bold underline"),
    "heading-2": Look(attributes="bold"),
    "heading-3": Look(attributes="bold italic"),
    "heading-4": Look(attributes="italic"),
    "code": Look(attributes="dim"),
    "inline-code": Look(attributes="dim"),
    "note": Look("text-success", attributes="underline italic"),
    "note-other": Look("text-success", attributes="underline dim"),
    "note-unsure": Look("text-success", attributes="underline italic bold"),
    "note-other-unsure": Look("text-success", attributes="underline italic dim"),
    "cursor": Look("foreground", attributes="reverse"),
    "counterpart": Look("text-secondary", attributes="reverse italic"),
    "unsure": Look("text-secondary", attributes="reverse dim italic"),
    "match": Look("text-warning", attributes="reverse bold"),
    "match-current": Look("text-warning", attributes="reverse bold underline"),
    "selection": Look("foreground", attributes="reverse underline"),
    "code-keyword": Look(attributes="bold"),
    "code-string": Look(),
    "code-comment": Look(attributes="italic"),
    "code-number": Look(),
    "code-name": Look(),
    "code-operator": Look(),
    "code-inserted": Look(attributes="underline"),
    "code-deleted": Look(attributes="strike"),
    "sheet": Look("primary"),
    "sheet-text": Look(),
    "removed": Look(attributes="bold strike"),
    "added": Look(attributes="bold underline"),
    "panel": Look(attributes="reverse"),
    "thumb": Look(attributes="reverse"),
}
"""For terminals with few colours or none: no two roles that mean different things differ by colour alone."""

_DIM: Final = 0.68
"""Part of the text's colour that is left where it is dim."""


def looks_of(theme_is_dark: bool, *, theme_is_plain: bool) -> Mapping[str, Look]:
    """Return the table for a theme; a plain one has the terminal's own colours only."""
    return PLAIN_LOOKS if theme_is_plain else LOOKS if theme_is_dark else LIGHT_LOOKS


def with_categories(looks: Mapping[str, Look], colours: Mapping[str, str]) -> Mapping[str, Look]:
    """Return a table with other colours for categories of notes; the plain one stays as it is.

    Args:
        looks: one of the tables above.
        colours: "#RRGGBB" by the category's id.
    """
    if looks is PLAIN_LOOKS or not colours:
        return looks
    return {**looks, **{f"category-{each}": Look(colour, attributes="bold") for each, colour in colours.items()}}


def ink(roles: Roles, variables: Variables, looks: Mapping[str, Look] = LOOKS) -> Ink:
    """Return what characters with some roles look like; later roles win.

    Dim text gets a colour between its own and the background's where those are known, since terminals differ in what
    they make of the attribute.

    Args:
        roles: from `paint`.
        variables: the theme's colours.
        looks: `LOOKS` or `PLAIN_LOOKS`.
    """
    found = [looks[role] for role in roles if role in looks]
    own = {look.fg: look.fg.upper() for look in found if _is_hex(look.fg)}
    fg = reduce(lambda before, look: own.get(look.fg, variables.get(look.fg, before)), found, variables["foreground"])
    bg = reduce(lambda before, look: variables.get(look.bg, before), found, variables["background"])
    attributes = {name for look in found for name in look.attributes.split()}
    if "dim" in attributes and _is_hex(fg) and _is_hex(bg):
        attributes.discard("dim")
        fg = _blend(bg, fg, _DIM)
    return Ink(fg, bg, tuple(sorted(attributes)))


def _is_hex(colour: str) -> bool:
    return len(colour) == 7 and colour.startswith("#")


def _blend(first: str, second: str, part: float) -> str:
    """Return a colour between two: the first at 0, the second at 1."""
    pairs = ((int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{int(one + (two - one) * part):02X}" for one, two in pairs)
