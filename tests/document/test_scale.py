"""Large and hostile texts take time in proportion to their length.

Eight times the text may take twenty times the time, which leaves room for a busy machine; quadratic work takes
sixty-four times.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from briefing.document.parse import parse
from briefing.document.sentences import split_sentences

PARAGRAPH = "Das ist ein Satz mit z. B. Abkürzungen (siehe S. 5) und 3,5 %. "


def _notes(count: int) -> str:
    return " ".join(f"[^{n}]" for n in range(count)) + "\n\n" + "".join(f"[^{n}]: n\n\n" for n in range(count))


LARGE: dict[str, tuple[int, Callable[[int], str]]] = {
    "list": (600, lambda n: "- ein Punkt\n" * n),
    "tasks": (600, lambda n: "- [ ] eine Aufgabe\n" * n),
    "nested lists": (300, lambda n: "".join("  " * (k % 40) + "- a\n" for k in range(n))),
    "paragraph": (400, lambda n: PARAGRAPH * n),
    "brackets": (600, lambda n: "[" * n),
    "stars": (5000, lambda n: "a" + "*" * n),
    "stars and words": (400, lambda n: "**a *b " * n),
    "quotes": (300, lambda n: "> a\n\nb\n\n" * n),
    "footnote openers": (600, lambda n: "[^" * n + "\n\n[^a]: x"),
    "footnotes": (250, _notes),
    "images": (200, lambda n: "![" * n + "a" + "](x)" * n),
    "table": (250, lambda n: "| a. B | c |\n|---|---|\n" + "| Ein Satz. Noch einer. | *x* |\n" * n),
    "addresses": (250, lambda n: "siehe https://a.example/x_y und mehr\n" * n),
    "definitions": (250, lambda n: "a\n: b\n\n" * n),
    "hard breaks": (1500, lambda n: "a\\\n" * n),
    "emphasis": (800, lambda n: "**a** " * n),
    "html": (600, lambda n: "<div>\n" + "a. <b>x</b> " * n + "\n</div>"),
    "tags": (600, lambda n: "a.<b> " * n),
}
SPLIT: dict[str, tuple[int, Callable[[int], str]]] = {
    "words": (150, lambda n: PARAGRAPH * n),
    "no space": (10000, lambda n: "Wort." * n),
    "marks": (8000, lambda n: "!" * n + "x"),
    "dots": (2000, lambda n: ". " * n),
    "quotes": (2000, lambda n: '." ' * n),
    "brackets": (2000, lambda n: ".) " * n),
    "closing": (4000, lambda n: "z. B.) " * n),
    "openers": (1000, lambda n: "a. - " * n),
    "open": (400, lambda n: "(" * n * 6 + "a. B " * n),
    "space": (20000, lambda n: "a." + " " * n + "b"),
    "abbreviations": (2000, lambda n: "z. " * n),
    "references": (800, lambda n: "a.[1][2][3] " * n),
}


def _cost(work: Callable[[str], object], text: str) -> float:
    """Return the processor time of the fastest of three runs, in seconds.

    Without the garbage collector: what it takes grows with what all the tests before have left.
    """
    times = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            began = time.process_time()
            work(text)
            times.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(times)


@pytest.mark.parametrize("name", LARGE)
def test_parsing_is_linear(name: str) -> None:
    size, make = LARGE[name]
    small, large = (_cost(lambda text: parse(text, "de"), make(n)) for n in (size, 8 * size))
    assert large < 20 * small + 0.05


@pytest.mark.parametrize("name", SPLIT)
def test_splitting_is_linear(name: str) -> None:
    size, make = SPLIT[name]

    def work(text: str) -> None:
        split_sentences(text, "de", [(at, at + 1) for at in range(0, len(text), 50)])

    small, large = (_cost(work, make(n)) for n in (size, 8 * size))
    assert large < 20 * small + 0.05


def test_one_paragraph_of_two_hundred_kilobytes_and_a_long_list() -> None:
    assert len(parse(PARAGRAPH * 3200, "de").blocks[0].sentences) == 3200
    assert len(parse("- a\n" * 5000, "de").blocks) == 5000
    assert parse("[" * 5000, "de").text == "[" * 5000
    assert parse("*" * 20000 + "a", "de").text == "*" * 20000 + "a"
