"""What chunks know of the whole: link definitions, footnotes and their numbers."""

from __future__ import annotations

import pickle
from copy import copy
from typing import Any

import pytest

from briefing.document.chunks import cut
from briefing.document.look_ahead import Definitions, look_ahead
from briefing.document.parse_rules import make_parser


def ahead(text: str) -> Definitions:
    data = text.encode()
    return look_ahead(data, cut(data))


def test_links_are_kept_as_the_parser_keeps_them() -> None:
    text = "a\n\n[B c]: /d 'e'\n\n> [f]:\n> <g h>\n\n- [i]: j\n\n[b  C]: /other\n\n```\n[k]: l\n```\n\n[m]\n[n]: o\n"
    env: dict[str, Any] = {}
    make_parser().parse(text, env)
    found = ahead(text)
    assert found.references == env["references"]
    assert found.references["B C"] == {"title": "e", "href": "/d", "map": [2, 3]}
    assert list(found.references) == ["B C", "F", "I"]


def test_links_are_resolved_in_any_chunk() -> None:
    found = ahead("[a]: /first\n\n[a]: /second\n\n[b]\n\n[b]: /later\n")
    for chunk in ("[a]", "[a]: /second\n\n[a]", "[a]: /third\n\n[a]"):
        link = make_parser().parse(chunk, found.env())[1].children or []
        assert link[0].attrs["href"] == "/first"
    assert found.references["A"]["href"] == "/first"
    assert found.references["B"]["href"] == "/later"


def test_a_chunk_changes_nothing_for_the_others() -> None:
    found = ahead("[a]: /b\n\n[^1]: c\n")
    make_parser().parse("[x]: /y\n\n[^2]: z\n\n[a]: /c\n", found.env())
    assert list(found.references) == ["A"]
    assert found.references["A"]["href"] == "/b"
    assert found.labels == {":1": -1}
    assert found.env() is not found.env()
    assert found.env()["footnotes"]["list"] == {}


def test_definitions_can_be_copied_and_sent() -> None:
    found = ahead("[a]: /b\n\n[^1]: c\n")
    sent = pickle.loads(pickle.dumps(found))
    assert sent == found
    assert copy(found.references) == found.references
    make_parser().parse("[a]: /c\n\n[x]: /y", sent.env())
    assert sent == found


def test_nothing_is_in_the_environment_of_a_text_without_definitions() -> None:
    found = ahead("a [b]: c[^1]\n\n`x[1]:`\n")
    assert found == Definitions({}, {}, {}, {})
    assert found.env() == {}


def test_notes_name_the_chunk_of_their_first_definition() -> None:
    found = ahead("a\n\n> [^q]: x\n\n[^b]: c\n\n    [^in]: d\n\n[^e]: [^f]: g\n\n[^b]: again\n\n```\n[^no]: x\n```\n")
    assert found.notes == {"q": 1, "b": 2, "in": 2, "e": 3, "f": 3}
    assert set(found.labels) == {":q", ":b", ":in", ":e", ":f"}


NUMBERS: dict[str, tuple[str, list[str]]] = {
    "by mention": ("a[^2] b[^1]\n\n[^1]: x\n\n[^2]: y\n", ["2", "1"]),
    "those without one last": ("[^x]: a\n\n[^y]: b\n\n[^z]: c\n\nd[^z]\n", ["z", "x", "y"]),
    "mention in a note": ("a[^2]\n\n[^1]: b\n\n[^3]: c\n\n[^2]: d[^3]\n", ["2", "3", "1"]),
    "definitions are no mentions": ("[^1]: [^2]: a\n\n- [^3]: b\n\nc[^3]: d\n", ["3", "1", "2"]),
    "a second definition is none": ("[^1]: a\n\n[^2]: b\n\n[^1]: c\n\n[^2] d\n", ["2", "1"]),
    "code is no mention": ("```\n[^1]\n```\n\n    [^1]\n\n[^2] [^1]\n\n[^1]: a\n\n[^2]: b\n", ["2", "1"]),
    "escapes are no mentions": ("\\[^1] \\\\[^2]\n\n[^1]: a\n\n[^2]: b\n", ["2", "1"]),
    "labels with white space": ("[^a\u00a0b] [^c]\n\n[^a\u00a0b]: d\n\n[^c]: e\n", ["c", "a\u00a0b"]),
    "labels beyond ASCII": ("[^ü] [^1]\n\n[^1]: d\n\n[^ü]: e\n", ["ü", "1"]),
    "labels that are too long": (f"[^{'x' * 1000}] [^1]\n\n[^{'x' * 1000}]: d\n\n[^1]: e\n", ["1", "x" * 1000]),
    "unknown labels": ("[^9] [^1]\n\n[^1]: d\n", ["1"]),
}


@pytest.mark.parametrize(("text", "labels"), NUMBERS.values(), ids=NUMBERS.keys())
def test_footnotes_are_numbered_by_first_mention(text: str, labels: list[str]) -> None:
    assert list(ahead(text).numbers.items()) == [(label, number) for number, label in enumerate(labels, 1)]


def test_only_chunks_with_definitions_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from markdown_it.parser_block import ParserBlock

    read: list[str] = []
    parse = ParserBlock.parse

    def noted(parser: ParserBlock, src: str, *rest: Any) -> Any:
        read.append(src)
        return parse(parser, src, *rest)

    monkeypatch.setattr(ParserBlock, "parse", noted)
    ahead("a[^1]\n\n[b]: /c\n\n" + "d\n\n" * 1000 + "[^1]: e\n\n[^1]: f\n\n[b]: /g\n")
    assert read == ["[b]: /c\n\n", "[^1]: e\n\n", "[^1]: f\n\n", "[b]: /g\n"]
