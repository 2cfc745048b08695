from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.fields import Fields, iso_date, take_fields
from briefing.library.front_matter import MAX_BYTES, MAX_DEPTH, FrontMatter, Mapping, Node, Scalar, Sequence
from briefing.library.front_matter import parse_front_matter as parse
from briefing.library.front_matter_simple import read_simple
from briefing.library.front_matter_yaml import Reader
from briefing.library.model import Problem
from briefing.text import clean


def fields(text: str) -> Fields:
    return take_fields(parse(text, 2, "a.md"), "a.md")[0]


def problems(text: str) -> list[tuple[int, str]]:
    found = take_fields(parse(text, 2, "a.md"), "a.md")[1]
    assert all(problem.path == "a.md" and problem.severity == "warning" and problem.text for problem in found)
    return [(problem.line, problem.code) for problem in found]


def value(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [value(item) for item in node.items]
    return {key: value(inner) for key, inner in node.entries.items()}


def test_everything_at_once() -> None:
    text = """\
title: "Größe: 1,5 Mrd."
summary: >
  Zwei
  Zeilen
date: 2026-11-22
tags: [openai, 'china', "#umfrage", openai]
weight: 10
kind: Guide
lang: de-DE
id: wandel
slug: /der-wandel/
permalink: /de/der-wandel/
translationKey: shift
canonical: https://example.org/wandel
unknown: {a: [b, c]}
"""
    assert problems(text) == []
    assert fields(text) == Fields(
        title="Größe: 1,5 Mrd.",
        summary="Zwei Zeilen",
        date="2026-11-22",
        tags=("openai", "china", "umfrage"),
        weight=10.0,
        kind="guide",
        lang="de",
        id="wandel",
        slug="der-wandel",
        permalink="de/der-wandel",
        key="shift",
        url="https://example.org/wandel",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("description: x", {"summary": "x"}),
        ("subtitle: x\nsummary:", {"summary": "x"}),
        ("lastmod: 2026-11", {"date": "2026-11"}),
        ("date:\nupdated: 2026-01-02T10:00:00Z", {"date": "2026-01-02"}),
        ("date: 2026-01-02 10:00:00 +0100", {"date": "2026-01-02"}),
        ("date: 3.4.2026", {"date": "2026-04-03"}),
        ("date: 2026", {"date": "2026"}),
        ("tags: eins, zwei,, eins", {"tags": ("eins", "zwei")}),
        ("categories: [a]", {"tags": ("a",)}),
        ("tags:\n- a b\n- 3\n-", {"tags": ("a b", "3")}),
        ("order: -1", {"weight": -1.0}),
        ("nav_order: '2.5'", {"weight": 2.5}),
        ("language: Deutsch", {"lang": "de"}),
        ("lang: en_US", {"lang": "en"}),
        ("lang: fr", {"lang": "other"}),
        ("lang: no", {"lang": "other"}),
        ("translation_key: x", {"key": "x"}),
        ("url: /de/seite/", {"permalink": "de/seite"}),
        ("permalink: https://example.org/de/seite", {"permalink": "de/seite"}),
        ("url: javascript:alert(1)", {}),
        ("title: 1984", {"title": "1984"}),
        ("title: null\nid: ~", {}),
        ("title: 'null'", {"title": "null"}),
        ("title: !!str x", {"title": "x"}),
        ("title: a\x1b[2Jb\u202ec", {"title": "abc"}),
        ("title: |\n  a\n  b", {"title": "a b"}),
        ("", {}),
        ("# nur ein Kommentar\n", {}),
    ],
)
def test_the_ways_people_write(text: str, expected: dict[str, object]) -> None:
    assert problems(text) == []
    assert fields(text) == Fields(**expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "told", "kept"),
    [
        ("title: [a]\nsummary: s", [(2, "front-matter-type")], {"summary": "s"}),
        ("a: 1\nweight: heavy", [(3, "front-matter-type")], {}),
        ("weight: true", [(2, "front-matter-type")], {}),
        ("weight: .inf\norder: 3", [(2, "front-matter-type")], {"weight": 3.0}),
        ("weight: 9999999999999999999999999", [(2, "front-matter-type")], {}),
        ("tags: {a: b}", [(2, "front-matter-type")], {}),
        ("tags: [a, [b]]", [(2, "front-matter-type")], {"tags": ("a",)}),
        ("date: gestern\nlastmod: 2026-01-01", [(2, "front-matter-date")], {"date": "2026-01-01"}),
        ("date: 2026-02-30", [(2, "front-matter-date")], {}),
        ("date: [2026]", [(2, "front-matter-date")], {}),
        ("\n\nkind: poem", [(4, "front-matter-kind")], {}),
        ("lang: klingon", [(2, "front-matter-language")], {}),
        ("title: a\ntitle: b", [(3, "front-matter-duplicate")], {"title": "b"}),
        ("title: a\nsummary: b: c\nid: d", [(3, "front-matter-yaml")], {"title": "a", "id": "d"}),
        ("title: 'a\nid: d\nslug: s", [(2, "front-matter-yaml")], {"id": "d", "slug": "s"}),
        (
            "title: t\n\tid: d\n}\nslug: s",
            [(3, "front-matter-yaml"), (4, "front-matter-yaml")],
            {"title": "t", "slug": "s"},
        ),
        ("nur Text", [(2, "front-matter-type")], {}),
        ("- a\n- b", [(2, "front-matter-type")], {}),
        ("? [a]\n: b\ntitle: t", [(2, "front-matter-type")], {"title": "t"}),
        ("title: &a t\nid: *a", [(2, "front-matter-alias"), (3, "front-matter-alias")], {"title": "t"}),
        ("x: &b {title: t}\n<<: *b", [(2, "front-matter-alias"), (3, "front-matter-alias")], {}),
        ("title: !!python/object:os.system x\nid: i", [(2, "front-matter-tag")], {"id": "i"}),
        ("tags: !set {a}\nid: i", [(2, "front-matter-tag")], {"id": "i"}),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_used(
    text: str, told: list[tuple[int, str]], kept: dict[str, object]
) -> None:
    assert problems(text) == told
    assert fields(text) == Fields(**kept)  # type: ignore[arg-type]


def test_an_alias_bomb_stays_small() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    found = parse("\n".join(lines), 2, "a.md")
    assert {problem.code for problem in found.problems} == {"front-matter-alias"}
    assert len(found.problems) == 20
    assert all(not isinstance(node, Sequence) or len(node.items) <= 2 for node in found.values.values())


def test_depth_and_size_are_limited() -> None:
    deep = "title: t\nx: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\nid: i"
    assert problems(deep) == [(3, "front-matter-depth")]
    assert fields(deep) == Fields(title="t")
    allowed = "x: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) + "\nid: i"
    assert fields(allowed) == Fields(id="i")
    for depth in (999, 1_000, 1_001, 30_000):  # libyaml has limits of its own, which differ from version to version
        assert problems("x: " + "[" * depth) == [(2, "front-matter-depth")], depth
    assert fields("title: t\nx: " + "[" * 30_000 + "\nid: i") == Fields(title="t")
    assert problems("title: " + "x" * MAX_BYTES) == [(2, "front-matter-size")]
    assert problems("title: " + "ü" * (MAX_BYTES // 2)) == [(2, "front-matter-size")]
    assert fields("title: " + "x" * (MAX_BYTES - 7)).title == "x" * (MAX_BYTES - 7)


def test_no_front_matter_is_no_problem() -> None:
    assert parse(None, 1, "a.md") == FrontMatter()


def as_written(written: object) -> object:
    if isinstance(written, dict):
        return {str(key): as_written(inner) for key, inner in written.items()}
    if isinstance(written, list):
        return [as_written(inner) for inner in written]
    if written is None or isinstance(written, bool):
        return {None: "null", True: "true", False: "false"}[written]
    return written.isoformat() if isinstance(written, date) else str(written)


@given(
    written=st.dictionaries(
        st.from_regex(r"[a-z]{1,6}", fullmatch=True),
        st.recursive(
            st.one_of(st.from_regex(r"[a-z0-9:# äß-]{0,10}", fullmatch=True), st.integers(), st.booleans(), st.dates()),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3),
                st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), inner, max_size=3),
            ),
            max_leaves=8,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_yaml_writes_is_read_back(written: dict[str, object]) -> None:
    class NoAliases(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    found = parse(yaml.dump(written, Dumper=NoAliases, allow_unicode=True), 1, "a.md")
    assert found.problems == ()
    assert {key: value(node) for key, node in found.values.items()} == as_written(written)


YAML_LIKE = st.lists(
    st.sampled_from(
        [*"abc:-[]{}&*!|>'\"%@`,?#\n ", ": ", "\n  ", "title", "tags", "date", "weight", "---\n", "\t", "ü"]
    ),
    max_size=40,
).map("".join)


@given(text=st.one_of(YAML_LIKE, st.text(max_size=60)))
def test_hostile_front_matter_is_told_and_never_raises(text: str) -> None:
    front = parse(text, 2, "a.md")
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029")
    found, told = take_fields(front, "a.md")
    assert isinstance(found, Fields)
    for problem in told:
        assert isinstance(problem, Problem)
        assert 2 <= problem.line <= 3 + lines
        assert "\n" not in problem.text


@given(day=st.dates())
def test_dates_come_back(day: date) -> None:
    assert iso_date(day.isoformat()) == day.isoformat()
    assert iso_date(f"{day.day}.{day.month}.{day.year:04}") == day.isoformat()
    assert iso_date(day.isoformat()[:7]) == day.isoformat()[:7]


@given(text=st.text(max_size=12))
def test_a_date_is_a_date_or_empty(text: str) -> None:
    found = iso_date(text)
    assert found == "" or date.fromisoformat((found + "-01-01")[:10])


def test_mapping_nodes_keep_their_line() -> None:
    node = parse("a:\n  b: c", 10, "a.md").values["a"]
    assert isinstance(node, Mapping)
    assert (node.line, node.entries["b"].line) == (11, 11)


_PIECES = (
    "a", "title", "Ä", "1", "2024-01-10", ": ", ":", " #", "#", '"', "'", "[", "]", "{", ",", ", ", " ", "  ", "-",
    "- ", "null", "~", "&a", "*b", "!", "|", ">", "%", "@", "`", "\\", "?", "_", "\t", "\u00a0", "😀", "...",
    "https://a.b/c",
)  # fmt: skip
_KEYS = ("title: ", "lang: ", "tags: [", "a-b: ", "x:", "date:  ", "k: '", 'k: "', "- ", "  ", "")
_simple_line = st.tuples(
    st.sampled_from(_KEYS),
    st.lists(st.sampled_from(_PIECES), max_size=5).map("".join),
    st.sampled_from(["", "]", "'", '"']),
).map("".join)


@given(st.lists(_simple_line, min_size=1, max_size=3).map("\n".join))
def test_what_is_read_without_yaml_is_what_yaml_says(text: str) -> None:
    simple = read_simple(text, 2)
    if simple is not None:
        reader = Reader("a.md", 2)
        assert reader.read(clean(text)) == simple
        assert reader.problems == []


def test_ordinary_front_matter_is_read_without_yaml() -> None:
    text = "title: \"Größe: 1\"\nlang: de\ndate: 2026-11-22\ntags: [a, b c, d-e]\nsummary: Wörter, 'so' gesagt: alles\n"
    assert read_simple(text.replace(": alles", ""), 2) is not None
    assert read_simple(text, 2) is None
    for other in ("a: |\n  b", "a:\n- b", "a: b\n c", "a: [b, [c]]", "a: &x b", "a: b\na: c", 'a: "\\n"', "a: b #c"):
        assert read_simple(other, 2) is None
