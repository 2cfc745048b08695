"""Painted rows as readable text: what a reader sees at three widths in each view, and what is lit.

`pytest --update-goldens` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.document.model import Lang
from briefing.tui.canvas import Canvas
from briefing.tui.columns import View, columns_for
from briefing.tui.geometry import Geometry
from briefing.tui.lights import Lights, Mark, Matches, Selection, Spotted
from briefing.tui.navigate import Point
from tui.making import bitext_of, block_key, canvas_of, painted, place_of, spots

GOLDEN = Path(__file__).parent / "golden"
_SIGNS = {
    "cursor": "«»",
    "counterpart": "‹›",
    "unsure": "()",
    "match": "[]",
    "match-current": "{}",
    "selection": "<>",
    "note": "_‿",
    "note-other": "_‿",
}


def check(name: str, lines: list[str], *, update: bool) -> None:
    """Compare lines with a golden file, or write it."""
    file = GOLDEN / f"{name}.txt"
    text = "".join(f"{line}|\n" for line in lines)
    if update:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("view", list(View))
def test_views(view: View, width: int, update_goldens: bool) -> None:
    check(f"{view.value}-{width}", painted(bitext_of(), view, width), update=update_goldens)


def test_one_language(update_goldens: bool) -> None:
    check("only-english-80", painted(bitext_of(german=None), View.BOTH, 80), update=update_goldens)


def _lit(canvas: Canvas) -> list[str]:
    """Return the screen lines with every highlight in brackets."""
    lines = []
    for spot in spots(canvas):
        line = ""
        for text, roles in canvas.line(spot):
            for role in roles:
                if role in _SIGNS and text.strip():
                    text = f"{_SIGNS[role][0]}{text}{_SIGNS[role][1]}"  # noqa: PLW2901 - one pair around the other
            line += text
        lines.append(line.rstrip())
    return lines


def test_what_is_lit(update_goldens: bool) -> None:
    bitext = bitext_of()
    lang: Lang = "de"

    def german(block: int) -> Spotted:
        return lang, block_key(bitext, lang, block)

    def english(block: int) -> Spotted:
        return "en", block_key(bitext, "en", block)

    point = Point(block_key(bitext, lang, 5), 0)
    lights = Lights(
        bitext,
        cursor=place_of(bitext, lang, 1, 1),
        marks={german(1): [Mark(9, 16, "n1", "claim", "!")], english(1): [Mark(0, 10, "n1", "claim", "·", own=False)]},
        matches=Matches({german(3): [(0, 8)], english(3): [(0, 7)]}, (*german(3), 0)),
        selection=Selection(
            lang, (point, point._replace(offset=5)), (point._replace(offset=6), point._replace(offset=11))
        ),
    )
    plain = canvas_of(bitext, View.BOTH, 120)
    geometry = Geometry(bitext, columns_for(View.BOTH, bitext.langs, 120, 84))
    check("lit-both-120", _lit(Canvas(geometry, lights, plain.missing)), update=update_goldens)
