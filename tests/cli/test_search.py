from __future__ import annotations

import json

import pytest

from .conftest import Run

KEYS = ["id", "path", "row", "lang", "score", "field", "text", "ranges", "counterpart"]


def test_json_has_the_agreed_shape(run: Run) -> None:
    result = run("search", "--json", "Kühlung")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    answer = json.loads(result.stdout)
    assert list(answer) == ["query", "took_ms", "hits", "mistakes", "notes"]
    assert answer["query"] == "Kühlung"
    assert isinstance(answer["took_ms"], float)
    hit = answer["hits"][0]
    assert list(hit)[: len(KEYS)] == KEYS
    assert (hit["id"], hit["path"], hit["row"], hit["lang"]) == ("wolke", "wolke.de.md", 1, "de")
    assert hit["field"] == "body"
    assert [hit["text"][start:end] for start, end in hit["ranges"]] == ["Kühlung"]
    assert hit["counterpart"] == "Power costs 1,200 euros. Cooling costs more."
    places = [(hit["id"], hit["row"], hit["lang"]) for hit in answer["hits"]]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("query", [["kuehlung"], ["Kulung"], ["strasse"], ["die", "kuhlung"]])
def test_spelling_is_forgiven(run: Run, query: list[str]) -> None:
    hits = json.loads(run("search", "--json", *query).stdout)["hits"]
    assert hits[0]["id"] == "wolke"


def test_text_gives_address_and_extract(run: Run) -> None:
    result = run("search", "Kühlung")
    lines = result.stdout.splitlines()
    assert lines[0].split()[:2] == ["wolke#1", "[de]"]
    assert lines[1].startswith("    ")
    assert "Kühlung" in lines[1]
    assert result.stderr == ""


def test_limit(run: Run) -> None:
    assert len(json.loads(run("search", "--json", "--limit", "1", "cloud").stdout)["hits"]) == 1
    assert run("search", "--limit", "0", "cloud").exit_code == 2


def test_nothing_found(run: Run) -> None:
    result = run("--ui", "en", "search", "xyzzyxyzzy")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "briefing: Nothing found.\n")
    result = run("search", "--json", "xyzzyxyzzy")
    assert (result.exit_code, json.loads(result.stdout)["hits"], result.stderr) == (1, [], "")


def test_batch_answers_each_line(run: Run) -> None:
    result = run("search", "--batch", "--limit", "3", stdin="Kühlung\r\n\n \nxyzzyxyzzy\noil")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer["query"] for answer in answers] == ["Kühlung", "", " ", "xyzzyxyzzy", "oil"]
    assert [bool(answer["hits"]) for answer in answers] == [True, False, False, False, True]
    assert all(len(answer["hits"]) <= 3 for answer in answers)


def test_batch_survives_what_is_not_utf8(run: Run) -> None:
    result = run("search", "--batch", stdin=b"K\xfchlung\nKeller\n")
    assert len(result.stdout.splitlines()) == 2


def test_a_query_or_batch(run: Run) -> None:
    assert run("search").exit_code == 2
    assert run("search", "--batch", "word").exit_code == 2
    assert run("search", "").exit_code == 1


def test_a_changed_text_is_found_at_once(run: Run, library: object) -> None:
    assert run("search", "Nashorn").exit_code == 1
    with open(f"{library}/wolke.de.md", "a", encoding="utf-8") as file:  # noqa: PTH123
        file.write("\nDas Nashorn kommt.\n")
    assert run("search", "Nashorn").exit_code == 0


def test_a_wrong_filter_is_named_and_has_no_effect(run: Run) -> None:
    result = run("--ui", "en", "search", "lang:fr", "Kühlung")
    assert result.exit_code == 0
    assert "wolke#1" in result.stdout
    assert result.stderr == "briefing: lang:fr: the languages are de and en.\n"
    answer = json.loads(run("--ui", "en", "search", "--json", "lang:fr", "Kühlung").stdout)
    assert answer["mistakes"] == ["lang:fr: the languages are de and en."]
    assert answer["hits"]


def test_filters(run: Run) -> None:
    def langs(*query: str) -> set[str]:
        return {hit["lang"] for hit in json.loads(run("search", "--json", *query).stdout)["hits"]}

    assert langs("lang:de", "euro") == {"de"}
    assert langs("-lang:de", "euro") == {"en"}
    assert langs("euro", "-Kühlung", "lang:de") == set()
    assert langs('"Cooling costs"') == {"en"}
    assert langs('"costs Cooling"') == set()
    assert run("search", "-hilfe", "xyzzyxyzzy").exit_code == 1
    assert run("search", "-h").stdout.startswith("Usage")
    assert len(json.loads(run("search", "euro", "--json", "--limit", "1").stdout)["hits"]) == 1
    assert langs("--", "-lang:de", "euro") == {"en"}


def test_notes_are_searched_too(run: Run) -> None:
    assert json.loads(run("search", "--json", "Rhabarber").stdout)["notes"] == []
    assert run("notes", "add", "wolke#1", "--lang", "de", "--note", "Rhabarber prüfen").exit_code == 0
    answer = json.loads(run("search", "--json", "rabarber").stdout)
    assert answer["hits"] == []
    (note,) = answer["notes"]
    assert (note["briefing"], note["lang"], note["field"], note["text"]) == ("wolke", "de", "note", "Rhabarber prüfen")
    assert [note["text"][start:end] for start, end in note["ranges"]] == ["Rhabarber"]
    result = run("--ui", "en", "search", "Rhabarber")
    assert result.exit_code == 0
    assert result.stdout.startswith("wolke  [de]  Note ")
    assert json.loads(run("search", "--json", "in:note", "Kühlung").stdout)["hits"] == []
    assert len(json.loads(run("search", "--json", "in:note", "rhabarber").stdout)["notes"]) == 1
