from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from briefing.cli import output
from briefing.cli.main import cli

from .conftest import Run

PLAIN = """\
[de] Die Wolke
[en] The cloud

[de] Der Strom kostet 1.200 Euro. Die Kühlung kostet mehr.
[en] Power costs 1,200 euros. Cooling costs more.

[de] Öl und Straße
[en] Oil and road

[de] • Erstens Öl.
[en] • First, oil.

[de] • Zweitens Gas.
[en] • Second, gas.

[de] x = 1
y = 2
[en] x = 1
y = 2
"""


def test_both_languages_row_by_row(run: Run) -> None:
    result = run("show", "wolke", "--plain")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == PLAIN
    assert run("show", "wolke", "--plain", "--lang", "both").stdout == PLAIN


def test_rows_are_numbered_unless_plain(run: Run) -> None:
    lines = run("show", "wolke").stdout.splitlines()
    assert lines[:3] == ["#0  [de] Die Wolke", "    [en] The cloud", ""]
    assert lines[-4:] == ["#5  [de] x = 1", "    y = 2", "    [en] x = 1", "    y = 2"]


def test_one_language_has_no_marks(run: Run) -> None:
    assert run("show", "wolke", "--lang", "en", "--plain").stdout.startswith("The cloud\n\nPower costs 1,200 euros.")
    assert "[" not in run("show", "wolke", "--lang", "de").stdout
    assert run("show", "notiz", "--plain").stdout == "Nur deutsch\n\nEin Satz, ein Satz, noch ein Satz.\n"


def test_one_row(run: Run) -> None:
    assert run("show", "wolke#2", "--plain").stdout == "[de] Öl und Straße\n[en] Oil and road\n"
    assert run("show", "WOLKE#2", "--lang", "de").stdout == "#2  Öl und Straße\n"


def test_json_has_the_agreed_shape(run: Run) -> None:
    shown = json.loads(run("show", "wolke", "--json").stdout)
    assert list(shown) == ["id", "rows"]
    assert shown["id"] == "wolke"
    assert [row["row"] for row in shown["rows"]] == list(range(6))
    assert [row["kind"] for row in shown["rows"]] == [
        "heading", "paragraph", "heading", "list_item", "list_item", "code",
    ]  # fmt: skip
    assert [row["level"] for row in shown["rows"]] == [1, 0, 2, 1, 1, 0]
    row = shown["rows"][1]
    assert list(row) == ["row", "kind", "level", "de", "en", "confidence", "sentences"]
    assert 0 < row["confidence"] <= 1
    assert [list(pair) for pair in row["sentences"]] == [["de", "en", "confidence"]] * 2
    sentences = [[row[lang][slice(*pair[lang][0])] for pair in row["sentences"]] for lang in ("de", "en")]
    assert sentences == [
        ["Der Strom kostet 1.200 Euro.", "Die Kühlung kostet mehr."],
        ["Power costs 1,200 euros.", "Cooling costs more."],
    ]


def test_json_of_one_language_or_row(run: Run) -> None:
    (row,) = json.loads(run("show", "wolke#1", "--json", "--lang", "en").stdout)["rows"]
    assert (row["row"], row["de"]) == (1, None)
    assert row["en"].startswith("Power")
    assert all(pair["de"] == [] and pair["en"] for pair in row["sentences"])
    single = json.loads(run("show", "notiz", "--json").stdout)["rows"]
    assert [row["en"] for row in single] == [None, None]
    assert single[1]["sentences"][0]["en"] == []


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["wolke#6"], 1, "wolke has no row 6. The last one is 5."),
        (["wolk"], 1, "There is no briefing “wolk”. Did you mean wolke?"),
        (["qqqq"], 1, "There is no briefing “qqqq”. `briefing list` shows those there are."),
        (["notiz", "--lang", "en"], 1, "notiz is not there in English."),
    ],
)
def test_what_is_not_there(run: Run, words: list[str], code: int, message: str) -> None:
    for more in ([], ["--json"]):
        result = run("--ui", "en", "show", *words, *more)
        assert (result.exit_code, result.stdout, result.stderr) == (code, "", f"briefing: {message}\n")


def test_titles_are_bold_on_a_terminal_only(run: Run, library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("show", "wolke").stdout
    monkeypatch.setattr(output, "is_styled", lambda: True)
    words = ["--library", str(library), "show", "wolke#2", "--lang", "de"]
    shown = CliRunner().invoke(cli, words, color=True).stdout
    assert shown == "#2  \x1b[1mÖl und Straße\x1b[22m\n"
    assert "\x1b" not in CliRunner().invoke(cli, [*words, "--plain"], color=True).stdout
