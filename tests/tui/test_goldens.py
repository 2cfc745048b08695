"""Painted rows as readable text: what a reader sees at three widths in each view, and what is lit.

`pytest --update-goldens` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.document.model import Lang
from briefing.tui.canvas import Canvas
from briefing.tui.geometry import Geometry, View, columns_for
from briefing.tui.lights import Lights, Mark, Matches, Selection
from briefing.tui.navigate import Place
from tui.making import canvas_of, painted, parallel_of, plain_style, spots

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
    check(f"{view.value}-{width}", painted(parallel_of(), view, width), update=update_goldens)


def test_one_language(update_goldens: bool) -> None:
    check("only-english-80", painted(parallel_of(german=None), View.BOTH, 80), update=update_goldens)


def _lit(canvas: Canvas) -> list[str]:
    """Return the screen lines with every highlight in brackets."""
    lines = []
    for spot in spots(canvas):
        line = ""
        for segment in canvas.line(spot):
            roles = (segment.style.meta if segment.style else {}).get("roles", ())
            text = segment.text
            for role in roles:
                if role in _SIGNS and text.strip():
                    text = f"{_SIGNS[role][0]}{text}{_SIGNS[role][1]}"
            line += text
        lines.append(line.rstrip())
    return lines


def test_what_is_lit(update_goldens: bool) -> None:
    parallel = parallel_of()
    lang: Lang = "de"
    start = parallel.documents[lang].starts[5]
    lights = Lights(
        parallel,
        cursor=Place(lang, 1, 1),
        marks={(lang, 1): [Mark(9, 16, "n1", "claim", "!")], ("en", 1): [Mark(0, 10, "n1", "claim", "·", own=False)]},
        matches=Matches({(lang, 3): [(0, 8)], ("en", 3): [(0, 7)]}, (lang, 3, 0)),
        selection=Selection(lang, (start, start + 5), (start + 6, start + 11)),
    )
    plain = canvas_of(parallel, View.BOTH, 120)
    geometry = Geometry(parallel, columns_for(View.BOTH, parallel.langs, 120, 84))
    check("lit-both-120", _lit(Canvas(geometry, lights, plain_style, plain.missing)), update=update_goldens)
