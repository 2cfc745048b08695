from __future__ import annotations

import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.filters import MAX_FILTERS, day_of, nearest_date, written
from briefing.search.query import MAX_LETTERS, MAX_WORDS, Query, parse, words_of


def words(text: str) -> list[str]:
    return [term.word for term in parse(text).terms]


def said(text: str) -> list[str]:
    """Return what is said about a query, in English."""
    return [mistake.message.format(**dict(mistake.values)) for mistake in parse(text).mistakes]


def test_words_are_folded_and_keep_their_spelling() -> None:
    query = parse("Straße  UEBERBLICK, Goethe")
    assert [(term.word, term.spelling) for term in query.terms] == [
        ("strasse", "straße"),
        ("uberblick", "ueberblick"),
        ("gothe", "goethe"),
    ]


def test_only_a_word_without_space_behind_it_is_being_typed() -> None:
    assert [term.last for term in parse("eine Lizenz").terms] == [False, True]
    assert [term.last for term in parse("eine Lizenz ").terms] == [False, False]
    assert [term.last for term in parse("eine Lizenz.").terms] == [False, True]


def test_decomposed_letters_are_composed() -> None:
    assert parse("U\u0308ber").terms[0].spelling == "über"


def test_a_word_counts_once() -> None:
    assert words("neu Neu NEUE neu") == ["neu"]


def test_filters_are_taken_out() -> None:
    query = parse("lang:DE offen tag:Recht TAG:law/eu")
    assert (words("lang:DE offen tag:Recht TAG:law/eu"), query.lang, query.tags) == (
        ["offen"],
        "de",
        ("recht", "law/eu"),
    )
    assert parse('tag:"open source" x').tags == ("open source",)
    assert query.filtered
    assert not parse("offen").filtered


def test_filters_may_have_german_names_and_capitals() -> None:
    assert parse("modell:o3 x").models == parse("MODEL:o3 x").models == ("o3",)
    assert parse("in:Titel in:überschrift x").fields == {"title", "heading"}
    assert parse("in:ueberschrift in:notiz in:notes x").fields == {"heading", "note"}
    assert (parse("nach:2025 x").after, parse("vor:2025-03 x").before) == (20250101, 20250301)


@pytest.mark.parametrize(
    "text", ["tag:„open source“", "tag:“open source”", "tag:»Open  Source«", "tag:‹open source›", 'tag:"open source']
)
def test_a_value_may_be_quoted(text: str) -> None:
    assert parse(f"offen {text}").tags == ("open source",)
    assert words(f"offen {text}") == ["offen"]


def test_filters_are_added_up() -> None:
    assert parse("tag:a tag:b tag:a").tags == ("a", "b")
    assert parse("lang:de lang:de").lang == "de"
    assert parse("after:2024 after:2025-03 after:2025").after == 20250301
    assert parse("before:2025 before:2024-12-24 before:2026").before == 20241224
    assert parse("org:OpenAI org:Meta model:o3").orgs == ("openai", "meta")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("lang:de wort lang:en", "lang:en"),
        ("-lang:de -lang:en ", "-lang:en"),
        ("after:2026 before:2025 wort", "before:2025"),
        ("before:2025 after:2025 wort", "after:2025"),
    ],
)
def test_filters_that_nothing_can_pass_are_named(text: str, wrong: str) -> None:
    (mistake,) = parse(text).mistakes
    assert text[mistake.start : mistake.end] == wrong


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("-Straße", Query(without=(("strasse",),))),
        ('-"open source"', Query(without=(("open", "source"),))),
        ("-„open source“ -gpt-4", Query(without=(("open", "source"), ("gpt", "4")))),
        ("-tag:recht", Query(without_tags=("recht",))),
        ('-tag:"open source"', Query(without_tags=("open source",))),
        ("-lang:en", Query(lang="de")),
        ("-in:title x", Query),
    ],
)
def test_exclusions(text: str, query: Query | type[Query]) -> None:
    if isinstance(query, Query):
        assert parse(text) == query
        assert parse(text).filtered
    else:
        assert said(text) == ["-in:title: only words, tag: and lang: can be excluded."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 -10", ["5", "10"]),
        ("gpt-4", ["gpt", "4"]),
        ("a - b", ["a", "b"]),
        ("a –b", ["a", "b"]),
        ("Ein- und Ausgabe", ["ein", "und", "ausgabe"]),
        ("--verbose", ["verbose"]),
        ("(-x)", ["x"]),
        ("-", []),
    ],
)
def test_what_only_looks_like_an_exclusion_is_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert parse(text).without == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("author:smith", ["author", "smith"]),
        ("Note: x", ["note", "x"]),
        ("https://a.example/lang:de", ["https", "a", "example", "lang", "de"]),
        ("Merkmal:tag:x", ["merkmal", "tag", "x"]),
        ("12:30", ["12", "30"]),
        ("std::vector tag::x", ["std", "vector", "tag", "x"]),
        ("foo:bar", ["foo", "bar"]),
        ("Der Tag: ein Rückblick", ["der", "tag", "ein", "ruckblick"]),
        ("nach:x vor: 2025", ["nach", "x", "vor", "2025"]),
        ("Vor:2025er", ["vor", "2025er"]),
        ("(tag:x)", ["tag", "x"]),
        ("Nutzer:innen", ["nutzer", "innen"]),
    ],
)
def test_what_only_looks_like_a_filter_is_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert not parse(text).filtered
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lang:fr", "lang:fr: the languages are de and en."),
        ("lang:d x", "lang:d: the languages are de and en."),
        ("in:body x", "in:body: the places are title, heading and note."),
        ("after:2025-13 x", "after:2025-13 is no date; did you mean after:2025-12?"),
        ("after:2025-3 x", "after:2025-3 is no date; did you mean after:2025-03?"),
        ("before:2025-02-30 x", "before:2025-02-30 is no date; did you mean before:2025-02-28?"),
        ("vor:2025-13", "vor:2025-13 is no date; did you mean vor:2025-12?"),
        ("before:18.3.2025", "before:18.3.2025 is no date; did you mean before:2025-03-18?"),
        ("after:gestern", "after:gestern is no date: dates look like 2025, 2025-03 or 2025-03-18."),
        ("tag: recht", "tag: needs a value right behind the colon."),
        ('tag:"" recht', "tag: needs a value right behind the colon."),
    ],
)
def test_a_wrong_filter_is_named_and_has_no_effect(text: str, message: str) -> None:
    query = parse(text)
    assert said(text) == [message]
    assert not query.filtered
    assert text[query.mistakes[0].start : query.mistakes[0].end] == text.removesuffix(" x").removesuffix(" recht")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tga:recht", "tga: is no filter; did you mean tag:?"),
        ("langs:de x", "langs: is no filter; did you mean lang:?"),
        ("sprache:de x", "sprache: is no filter; did you mean lang:?"),
        ("since:2025", "since: is no filter; did you mean after:?"),
        ("befroe:2025", "befroe: is no filter; did you mean before:?"),
        ("modl:o3", "modl: is no filter; did you mean model:?"),
    ],
)
def test_a_misspelt_filter_is_named_and_searched(text: str, message: str) -> None:
    assert said(text) == [message]
    assert words(text) == words_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "tag:",
        "lang: ",
        "-tag:",
        'tag:"',
        "lang:d",
        "in:",
        "in:üb",
        "after:",
        "after:20",
        "org:",
        '"',
        "-",
        '-"',
    ],
)
def test_what_is_being_typed_is_no_mistake_and_has_no_effect(text: str) -> None:
    assert parse(f"offen {text}") == parse("offen ")


def test_a_date_counts_as_far_as_it_is_typed() -> None:
    day = "2025-03-18"
    typed = [parse(f"after:{day[:end]}") for end in range(len(day) + 1)]
    assert [query.after for query in typed] == [0] * 4 + [20250101] * 3 + [20250301] * 3 + [20250318]
    assert [query.mistakes for query in typed] == [()] * len(typed)


@pytest.mark.parametrize(
    "text",
    [
        '"offene Gewichte" Modell',
        "„offene Gewichte“ Modell",
        "Modell »offene Gewichte«",
        "‚offene Gewichte‘ Modell",
        "‹offene Gewichte› Modell",
        "›offene Gewichte‹ Modell",
        "‘offene Gewichte’ Modell",
        '„offene Gewichte" Modell',
        "(“offene Gewichte”) Modell",
    ],
)
def test_quoted_words_stand_together(text: str) -> None:
    query = parse(text)
    assert query.phrases == (("offene", "gewichte"),)
    assert {term.word: term.literal for term in query.terms} == {"offene": True, "gewichte": True, "modell": False}


@pytest.mark.parametrize("text", ["don’t stop ‘til", 'die 27" Monitore', "rock ’n’ roll", "5’ lang"])
def test_what_only_looks_like_a_quote_is_words(text: str) -> None:
    assert words(text) == words_of(text)
    assert parse(text).phrases == ()


def test_an_apostrophe_ends_no_quote() -> None:
    assert parse("‚wie geht’s‘ x").phrases == (("wie", "geht", "s"),)


def test_an_open_quote_runs_to_the_end() -> None:
    query = parse('"offene Gewichte Mod')
    assert query.phrases == (("offene", "gewichte"),)
    assert [(term.word, term.literal, term.last) for term in query.terms] == [
        ("offene", True, False),
        ("gewichte", True, False),
        ("mod", False, True),
    ]
    assert query.joined == ((0, 1, 2),)
    assert parse('"offene Gewichte ').phrases == (("offene", "gewichte"),)
    assert parse('"" x').phrases == ()


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("o3-mini", ((0, 1),)),
        ("das gpt-oss-20b Modell", ((1, 2, 3),)),
        ("5–10 %", ((0, 1),)),
        ("v1.5 a/b c_d", ((0, 1), (2, 3), (4, 5))),
        ("Nutzer:innen, Autor*innen", ((0, 1), (2, 1))),
        ("a - b", ()),
        ("offen", ()),
        ("neu-neu", ()),
        ("mini o3-mini", ((1, 0),)),
    ],
)
def test_words_typed_as_one_are_joined(text: str, joined: tuple[tuple[int, ...], ...]) -> None:
    assert parse(text).joined == joined


@pytest.mark.parametrize(
    ("value", "day"),
    [("2025", 20250101), ("2025-03", 20250301), ("2024-02-29", 20240229), ("2025-02-29", None), ("25", None)],
)
def test_days(value: str, day: int | None) -> None:
    assert day_of(value) == day


def test_bounds() -> None:
    assert len(parse(" ".join(f"wort{n}" for n in range(99))).terms) == MAX_WORDS
    assert words("x" * 9999) == ["x" * MAX_LETTERS]
    assert words_of("x" * 9999) == ["x" * MAX_LETTERS]

    assert len(parse("tag:a " + " ".join(f"tag:{n} -x{n} lang:x" for n in range(99))).tags) == MAX_FILTERS
    assert len(parse(" ".join(f"-x{n} lang:x" for n in range(99))).mistakes) == MAX_FILTERS


_TYPED = st.lists(
    st.sampled_from(
        [*'ab -:,"„“”«»‹›‚‘’ \t\u0308ü5', "tag:", "lang:", "in:", "after:", "nach:", "org:", "tga:", "2025", "-0", "de"]
    ),
    max_size=20,
).map("".join)


@given(st.one_of(st.text(st.characters(), max_size=60), _TYPED))
def test_every_text_is_a_query(text: str) -> None:
    query = parse(text)
    assert all(term.word and term.word == term.word.lower() and len(term.word) <= MAX_LETTERS for term in query.terms)
    assert len({term.word for term in query.terms}) == len(query.terms) <= MAX_WORDS
    assert sum(term.last for term in query.terms) <= 1
    assert all(0 <= at < len(query.terms) for run in query.joined for at in run)
    for mistake in query.mistakes:
        assert 0 <= mistake.start < mistake.end <= len(text)
        assert mistake.message.format(**dict(mistake.values))


@given(_TYPED)
def test_composed_and_decomposed_letters_mean_the_same(text: str) -> None:
    assert parse(unicodedata.normalize("NFD", text)).terms == parse(unicodedata.normalize("NFC", text)).terms


@given(st.lists(st.text("abcäöüß", min_size=1, max_size=8), max_size=6), st.sampled_from(["", " "]))
def test_plain_words_keep_their_order(typed: list[str], end: str) -> None:
    text = " ".join(typed) + end
    assert words(text) == list(dict.fromkeys(words_of(text)))


@given(st.text(max_size=20), st.sampled_from(["tag", "org", "model"]))
def test_what_is_written_is_read(value: str, name: str) -> None:
    text = written(name, value)
    if text:
        query = parse(f"{text} x")
        assert query == parse(f"{text}\tx") and query.mistakes == ()
        assert words(f"{text} x") == ["x"]


@given(st.text(st.sampled_from("0123456789-./ "), max_size=12))
def test_the_nearest_date_is_a_date(value: str) -> None:
    assert not (nearest := nearest_date(value)) or day_of(nearest)


@pytest.mark.parametrize(
    "piece", ['"', "‘", "‚a ", "-", "tag:", 'tag:"', "a-", "lang:fr ", "tga:x ", "‘a ", "a’", "12:"]
)
def test_a_pasted_page_takes_linear_time(piece: str) -> None:
    before = process_time()
    parse(piece * 20_000)
    assert process_time() - before < 2
