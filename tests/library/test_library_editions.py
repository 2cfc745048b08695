"""Which files make one briefing: places, editions and ids together, as a catalogue of a folder shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.catalogue import Catalogue
from briefing.library.identity import MAX_LENGTH, clean_id
from briefing.library.model import Library

DE = "Wir haben das geprüft, und es ist nicht so groß, wie die anderen sagen.\n"
EN = "We have tested this, and it is not as large as the others have said.\n"
FR = "Nous avons testé le modèle avec les poids, et il est plus petit que ce que la société dit dans une note.\n"
BODY = {"de": DE, "en": EN, "fr": FR, "": "GPU 1234\n"}


def library(root: Path, files: dict[str, str]) -> Library:
    """Make a library; a file's text is a language, or front matter before a bar and a language behind it."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        front, bar, lang = text.rpartition("|")
        path.write_text((f"---\n{front}\n---\n" if bar else "") + BODY[lang], encoding="utf-8")
    return Catalogue(None).scan([root])


def found(library: Library) -> dict[str, dict[str, str]]:
    return {
        briefing.id: {lang: edition.rel for lang, edition in briefing.editions.items()}
        for briefing in library.briefings
    }


def codes(library: Library) -> dict[str, str]:
    return {problem.path: problem.code for problem in library.problems}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["a.de.md", "a.en.md"], {"a": ["a.de.md", "a.en.md"]}),
        (["a.de-AT.md", "a.en_US.markdown"], {"a": ["a.de-AT.md", "a.en_US.markdown"]}),
        (["x/a.de.md", "x/a.en.md"], {"x/a": ["x/a.de.md", "x/a.en.md"]}),
        (["de/x/a.md", "en/x/a.md"], {"x/a": ["de/x/a.md", "en/x/a.md"]}),
        (["de/a.md", "en-us/a.md"], {"a": ["de/a.md", "en-us/a.md"]}),
        (["files/de/a.md", "files/en_US/a.md"], {"files/a": ["files/de/a.md", "files/en_US/a.md"]}),
        (["content/de/a.md", "content/en/a.md"], {"content/a": ["content/de/a.md", "content/en/a.md"]}),
        (["docs/a.md", "docs/de/a.md"], {"docs/a": ["docs/de/a.md", "docs/a.md"]}),
        (["docs/a.md", "de/docs/a.md"], {"docs/a": ["de/docs/a.md", "docs/a.md"]}),
        (["a.md", "a.de.md"], {"a": ["a.de.md", "a.md"]}),
        (["en/a.md", "en/a.de.md"], {"a": ["en/a.de.md", "en/a.md"]}),
        (["Deutsch/a.md", "English/a.md"], {"a": ["Deutsch/a.md", "English/a.md"]}),
        (["x/a/index.de.md", "x/a/index.en.md"], {"x/a": ["x/a/index.de.md", "x/a/index.en.md"]}),
        (["x/a/_index.de.md", "x/a/_index.en.md"], {"x/a": ["x/a/_index.de.md", "x/a/_index.en.md"]}),
        (["x/README.md", "x/README.de.md"], {"x": ["x/README.de.md", "x/README.md"]}),
        (["README.md", "de/README.md"], {"README": ["de/README.md", "README.md"]}),
        (["de/x/index.md", "x/README.md"], {"x": ["de/x/index.md", "x/README.md"]}),
        (["de/a.md"], {"a": ["de/a.md", None]}),
        (["en/b.md", "de/a.md"], {"a": ["de/a.md", None], "b": [None, "en/b.md"]}),
        (
            ["docs/a.md", "i18n/de/docusaurus-plugin-content-docs/current/a.md"],
            {"docs/a": ["i18n/de/docusaurus-plugin-content-docs/current/a.md", "docs/a.md"]},
        ),
        (["über uns.de.md", "über uns.en.md"], {"über-uns": ["über uns.de.md", "über uns.en.md"]}),
        (["c#.de.md", "c#.en.md"], {"c": ["c#.de.md", "c#.en.md"]}),
    ],
)
def test_languages_in_paths(tmp_path: Path, files: list[str], expected: dict[str, list[str | None]]) -> None:
    texts = {
        name: "de" if any(mark in name.lower() for mark in ("de/", ".de", "de-", "deutsch")) else "en" for name in files
    }
    for vote in (texts, dict.fromkeys(files, "")):
        made = library(tmp_path, vote)
        assert found(made) == {
            name: {lang: path for lang, path in zip(("de", "en"), paths, strict=True) if path}
            for name, paths in expected.items()
        }
        assert made.problems == ()


@pytest.mark.parametrize(
    ("name", "langs"),
    [("German", "de"), ("de-DE", "de"), ("deutsch", "de"), ("en_US", "en"), ("English", "en")],
)
def test_languages_in_front_matter(tmp_path: Path, name: str, langs: str) -> None:
    made = library(tmp_path, {"a.md": f"lang: {name}|", "b.md": f"language: {name}|"})
    assert [briefing.langs for briefing in made.briefings] == [(langs,), (langs,)]


def test_front_matter_beats_the_vote_and_the_path_beats_both(tmp_path: Path) -> None:
    made = library(tmp_path, {"a.md": "lang: de|en", "de/b.md": "lang: en|en"})
    assert found(made) == {"a": {"de": "a.md"}, "b": {"de": "de/b.md"}}
    assert codes(made) == {"de/b.md": "language-conflict"}


def test_a_text_without_evidence_takes_the_side_that_is_free_or_the_common_one(tmp_path: Path) -> None:
    assert found(library(tmp_path, {"a.md": "", "b.en.md": "en", "b.md": "", "c.md": "de", "d.md": "de"})) == {
        "a": {"de": "a.md"},
        "b": {"de": "b.md", "en": "b.en.md"},
        "c": {"de": "c.md"},
        "d": {"de": "d.md"},
    }


def test_other_languages_are_skipped_with_a_note(tmp_path: Path) -> None:
    files = {
        "de/a.md": "de",
        "fr/a.md": "en",
        "pt-br/a.md": "",
        "b.md": "fr",
        "c.en.md": "en",
        "c.ja.md": "",
        "d.md": "lang: fr|en",
    }
    made = library(tmp_path, files)
    assert found(made) == {"a": {"de": "de/a.md"}, "c": {"en": "c.en.md"}}
    assert codes(made) == dict.fromkeys(["fr/a.md", "pt-br/a.md", "b.md", "c.ja.md", "d.md"], "other-language")
    assert {problem.severity for problem in made.problems} == {"note"}


def test_a_code_alone_is_a_name(tmp_path: Path) -> None:
    made = library(tmp_path, {"it/handbuch.md": "de", "index.ts.md": "en", "no/no.md": "en"})
    assert set(found(made)) == {"it/handbuch", "index.ts", "no/no"}
    assert made.problems == ()


def test_many_codes_are_languages(tmp_path: Path) -> None:
    made = library(tmp_path, {"a.md": "en", "fr/a.md": "en", "it/a.md": "en", "ja/a.md": "en"})
    assert set(found(made)) == {"a"}


def test_a_single_file_is_never_skipped(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(FR)
    assert [briefing.id for briefing in Catalogue(None).scan([tmp_path / "x.md"]).briefings] == ["x"]


@pytest.mark.parametrize("key", ["translationKey", "translation_key", "id", "slug", "permalink", "url"])
def test_equal_marks_pair_files_of_different_names(tmp_path: Path, key: str) -> None:
    mark = "/{}/wandel/" if key in ("permalink", "url") else "wandel"
    made = library(
        tmp_path,
        {
            "de/der-wandel.md": f"{key}: {mark.format('de')}|de",
            "en/the-shift.md": f"{key}: {mark.format('en')}|en",
            "de/x.md": f"{key}: other|de",
            "en/y.md": "en",
        },
    )
    pairs = [set(editions.values()) for editions in found(made).values()]
    assert {"de/der-wandel.md", "en/the-shift.md"} in pairs
    assert len(pairs) == 3
    assert made.problems == ()


def test_a_translation_key_beats_the_path(tmp_path: Path) -> None:
    files = {
        "de/a.md": "translationKey: one|de",
        "en/a.md": "translationKey: two|en",
        "de/b.md": "translationKey: two|de",
        "en/b.md": "translationKey: one|en",
    }
    assert found(library(tmp_path, files)) == {
        "a": {"de": "de/a.md", "en": "en/b.md"},
        "b": {"de": "de/b.md", "en": "en/a.md"},
    }


def test_the_plain_language_goes_before_its_regions(tmp_path: Path) -> None:
    names = ["a.de-AT.md", "b.de.md", "c.en-GB.md", "d.en.md"]
    made = library(tmp_path / "one", {name: f"translationKey: k|{name[2:4]}" for name in names})
    assert found(made)["b"] == {"de": "b.de.md", "en": "d.en.md"}
    assert codes(made) == {"a.de-AT.md": "edition-repeated", "c.en-GB.md": "edition-repeated"}
    made = library(tmp_path / "two", dict.fromkeys(["a.de-AT.md", "a.de.md", "a.en.md"], ""))
    assert found(made) == {"a": {"de": "a.de.md", "en": "a.en.md"}, "a.de-AT": {"de": "a.de-AT.md"}}


def test_a_slug_may_name_the_other_file(tmp_path: Path) -> None:
    made = library(tmp_path, {"de/über-uns.md": "slug: about|de", "en/about.md": "en"})
    assert list(found(made).values()) == [{"de": "de/über-uns.md", "en": "en/about.md"}]


def test_marks_that_are_not_unique_pair_nothing(tmp_path: Path) -> None:
    made = library(tmp_path, {"de/a/x.md": "slug: s|de", "de/b/y.md": "slug: s|de", "en/c/z.md": "slug: s|en"})
    assert all(len(editions) == 1 for editions in found(made).values())
    patterns = {"de/a.md": "permalink: /:year/:title/|de", "en/b.md": "permalink: /:year/:title/|en"}
    assert len(library(tmp_path / "other", patterns).briefings) == 2


def test_the_first_by_path_wins_and_the_second_stands_alone(tmp_path: Path) -> None:
    made = library(tmp_path, {"a.de.md": "de", "de/a.md": "de", "de-at/a.md": "de", "en/a.md": "en"})
    assert found(made) == {
        "a": {"de": "a.de.md", "en": "en/a.md"},
        "de/a": {"de": "de/a.md"},
        "de-at/a": {"de": "de-at/a.md"},
    }
    assert codes(made) == {"de/a.md": "edition-repeated", "de-at/a.md": "edition-repeated"}
    assert {problem.severity for problem in made.problems} == {"warning"}


def test_a_page_and_a_folder_of_its_name_are_two_briefings(tmp_path: Path) -> None:
    names = ["guide.de.md", "guide.en.md", "guide/index.de.md", "guide/index.en.md", "README.md", "index.md"]
    made = library(tmp_path, dict.fromkeys(names, "") | {"README.md": "en", "index.md": "en"})
    assert found(made) == {
        "guide": {"de": "guide.de.md", "en": "guide.en.md"},
        "guide/index": {"de": "guide/index.de.md", "en": "guide/index.en.md"},
        "README": {"en": "README.md"},
        "index": {"en": "index.md"},
    }
    assert made.problems == ()


def test_ids_from_front_matter_are_cleaned_and_unique(tmp_path: Path) -> None:
    files = {
        "a.de.md": "id: Mein Text#1|de",
        "a.en.md": "en",
        "b.md": "id: a|de",
        "c.md": "id: a|de",
        "d.md": "id: '###'|de",
        "e.de.md": "id: x|de",
        "e.en.md": "id: y|en",
    }
    made = library(tmp_path, files)
    assert set(found(made)) == {"Mein-Text-1", "a", "c", "d", "x"}
    assert codes(made) == {"c.md": "id-taken", "d.md": "id-unusable", "e.de.md": "id-differs"}


def test_ids_are_unique_over_all_roots(tmp_path: Path) -> None:
    for root in ("one", "two", "deep/two"):
        library(tmp_path / root, {"a.md": "de", "README.md": "en"})
    made = Catalogue(None).scan([tmp_path / "one", tmp_path / "two", tmp_path / "deep/two"])
    assert set(found(made)) == {"a", "README", "two/a", "two/README", "a-2", "README-2"}
    assert made.problems == ()


def test_titles_come_from_front_matter_heading_or_name(tmp_path: Path) -> None:
    for name, text in {
        "a.md": "---\ntitle: Aus dem Kopf\n---\n# Überschrift",
        "b.md": "# Über*schrift*",
        "03-erste-schritte.de.md": "Text",
        "thema/index.md": "Text",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = Catalogue(None).scan([tmp_path])
    titles = {briefing.id: briefing.edition("de").title for briefing in made.briefings}
    assert titles == {
        "a": "Aus dem Kopf",
        "b": "Überschrift",
        "03-erste-schritte": "Erste schritte",
        "thema": "Thema",
    }


def test_reading_order_is_weight_then_date_then_title(tmp_path: Path) -> None:
    files = {
        "f.md": "title: Öl|de",
        "e.md": "title: Ofen|de",
        "g.md": "title: Zug|de",
        "d.md": "{title: Z, date: 2026-01-01}|de",
        "c.md": "{title: Z, date: 2026-11-22}|de",
        "b.md": "{title: Z, weight: 10}|de",
        "a.md": "{title: Z, order: -1, kind: guide}|de",
    }
    made = library(tmp_path, files)
    assert [briefing.id for briefing in made.briefings] == list("abcdefg")


def test_words_are_those_of_the_body(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: drei Wörter hier\n---\nGPT-4o hat 1,5 Mrd. Öl_e.\n", encoding="utf-8")
    (briefing,) = Catalogue(None).scan([tmp_path]).briefings
    assert briefing.edition("de").words == 8


# --- laws -----------------------------------------------------------------------------------------------------------

PARTS = st.sampled_from(["de", "en", "fr", "en-us", "docs", "i18n", "it", "x y", "a#b", "Deutsch", "English"])
NAMES = st.sampled_from(["a", "b", "index", "README", "_index", "a.de", "a.en", "a.fr", "b.de-AT", "ü.en", "#", "a-2"])
FRONTS = st.sampled_from(
    ["", "lang: de|", "lang: English|", "id: a|", "id: '# #'|", "slug: a|", "translationKey: k|", "permalink: /de/a/|"]
)
TREES = st.dictionaries(
    st.builds(lambda folders, name: "/".join([*folders, name]) + ".md", st.lists(PARTS, max_size=3), NAMES),
    st.builds(str.__add__, FRONTS, st.sampled_from(["de", "en", "fr", ""])),
    max_size=12,
)


@given(files=TREES)
def test_every_file_is_one_edition_or_told_and_ids_are_sound(
    files: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = library(tmp_path_factory.mktemp("tree"), files)
    used = [edition.rel for briefing in made.briefings for edition in briefing.editions.values()]
    skipped = {problem.path for problem in made.problems if problem.code == "other-language"}
    assert sorted(used) == sorted(set(files) - skipped)
    names = [briefing.id for briefing in made.briefings]
    assert len(set(names)) == len(names)
    assert set(made.by_id) == set(names)
    for briefing in made.briefings:
        assert briefing.id
        assert briefing.id == clean_id(briefing.id)
        assert all(lang == edition.lang for lang, edition in briefing.editions.items())


@given(files=TREES, seed=st.randoms(use_true_random=False))
def test_the_order_in_which_files_were_made_does_not_matter(
    files: dict[str, str], seed: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shuffled = list(files)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    one = library(tmp_path_factory.mktemp("tree"), files)
    two = library(tmp_path_factory.mktemp("tree"), {name: files[name] for name in shuffled})
    assert found(one) == found(two)
    assert [problem.text for problem in one.problems] == [problem.text for problem in two.problems]


@given(text=st.text(max_size=300))
def test_clean_ids(text: str) -> None:
    cleaned = clean_id(text)
    assert cleaned == clean_id(cleaned)
    assert len(cleaned) <= MAX_LENGTH
    assert not set(cleaned) & set("#\\:<>|\"'`$&;*?!()[]{} \t\n\x00\x1b")
    assert not cleaned.startswith(("-", "/", "~", "="))
    assert ".." not in cleaned.split("/")
    assert not any(c.isspace() for c in cleaned)


@given(text=st.from_regex(r"[\w./-]{1,30}", fullmatch=True))
def test_the_short_cut_for_plain_ids_changes_nothing(text: str) -> None:
    assert clean_id(text) == clean_id(" " + text)
