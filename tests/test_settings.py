from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SettingsError
from briefing.settings import Settings, load_settings


def config(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def failure(tmp_path: Path, text: str | bytes) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load_settings(config(tmp_path, text))
    assert str(tmp_path / "config.toml") in str(caught.value)
    return caught.value


def test_no_file_means_defaults_and_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "config.toml"
    assert load_settings(path) == Settings()
    assert not path.parent.exists()


def test_everything_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    text = """\
        libraries = ["~/texte", "beside", "/absolute/ünï"]
        ui = "de"
        theme = "textual-light"
        width = 72
        view = "peek"
        [keys]
        find = "ctrl+f"
        quit = ["q", "ctrl+q"]
        help = []
        reader.next = "n"
        "notes.add" = "a"
        [notes]
        sync = "~/shared"
        """
    found = load_settings(config(tmp_path, "\ufeff" + text.replace("\n", "\r\n")))
    assert found.libraries == (tmp_path / "home/texte", tmp_path / "beside", Path("/absolute/ünï"))
    assert (found.ui, found.theme, found.width, found.view) == ("de", "textual-light", 72, "peek")
    assert found.sync == tmp_path / "home/shared"
    assert found.keys == {
        "find": ("ctrl+f",),
        "quit": ("q", "ctrl+q"),
        "help": (),
        "reader.next": ("n",),
        "notes.add": ("a",),
    }


def test_reading_writes_nothing(tmp_path: Path) -> None:
    path = config(tmp_path, "width = 80\n")
    before = path.stat()
    load_settings(path)
    assert path.read_bytes() == b"width = 80\n"
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# eins\n\nwidht = 80\n", 3, ["widht", "“width”"]),
        ("ui = 'de'\n[key]\nfind = 'x'\n", 2, ["key", "“keys”"]),
        ("zzzzqqqq = 1\n", 1, ["zzzzqqqq", "libraries, ui, theme"]),
        ("ui = 'de'\nview = 'bothh'\n", 2, ["view", "de, en, both, stacked, peek", "Did you mean both?"]),
        ("ui = 'fr'\n", 1, ["ui", "auto, de, en"]),
        ("ui = ['de']\n", 1, ["ui"]),
        ("\nwidth = 39\n", 2, ["width", "40 to 120"]),
        ("width = 121\n", 1, ["width"]),
        ("width = true\n", 1, ["width"]),
        ("width = 80.0\n", 1, ["width"]),
        ("theme = ''\n", 1, ["theme"]),
        ("theme = 3\n", 1, ["theme"]),
        ("libraries = 'texte'\n", 1, ["libraries", "list of paths"]),
        ("libraries = [1]\n", 1, ["libraries"]),
        ("libraries = ['']\n", 1, ["libraries"]),
        ("libraries = ['~nobody-of-this-name/x']\n", 1, ["libraries"]),
        ("keys = 'x'\n", 1, ["keys"]),
        ("[keys]\nfind = 'x'\nquit = 3\n", 3, ["quit"]),
        ("[keys]\nfind = ['x', '']\n", 2, ["find"]),
        ("[keys]\nfind = ' '\n", 2, ["find"]),
        ("[keys.reader]\nnext = [1]\n", 2, ["next"]),
        ("notes = 'x'\n", 1, ["notes", "table"]),
        ("[notes]\nsynk = 'x'\n", 2, ["synk", "“sync”"]),
        ("[notes]\nsync = ''\n", 2, ["sync", "path of a folder"]),
        ("[notes]\nsync = 3\n", 2, ["sync", "path of a folder"]),
        ("[notes]\nsync = '~nobody-of-this-name/x'\n", 2, ["sync"]),
        ("ui = 'de'\nwidth = = 3\n", 2, ["not TOML"]),
        ("ui = 'de'\nwidth = 80\nwidth = 81\n", 3, ["not TOML"]),
        ("ui = 'de'\ntheme = '", 2, ["not TOML"]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: list[str]) -> None:
    error = failure(tmp_path, text)
    assert error.values["line"] == line
    assert f"line {line}" in str(error)
    for word in words:
        assert word in str(error)


def test_files_that_are_no_toml(tmp_path: Path) -> None:
    assert failure(tmp_path, b"ui = 'de'\ntheme = '\xe4'\n").values["line"] == 2
    assert "KB" in str(failure(tmp_path, b"#" * 300_000))
    assert "not TOML" in str(failure(tmp_path, "width = " + "9" * 5_000))
    assert "nested" in str(failure(tmp_path, "ui = " + "[" * 100_000))
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    with pytest.raises(SettingsError, match="can't be read"):
        load_settings(folder)


@given(data=st.binary(max_size=200))
def test_any_bytes_give_settings_or_one_clear_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    try:
        found = load_settings(config(tmp_path_factory.getbasetemp(), data))
    except SettingsError as error:
        assert "config.toml" in str(error)
        assert "\n" not in str(error)
    else:
        assert isinstance(found, Settings)


KEYS = st.sampled_from(["libraries", "ui", "theme", "width", "view", "keys", "breite", "Keys"])
VALUES = st.one_of(
    st.integers(0, 200).map(str),
    st.sampled_from(['"de"', '"both"', '"dark"', "[]", '["a"]', "true", "{find = 'x'}", "1979-05-27", "nan"]),
)


@given(lines=st.lists(st.tuples(KEYS, VALUES), unique_by=lambda line: line[0], max_size=5))
def test_nothing_is_silently_ignored(tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in lines)
    path = config(tmp_path_factory.getbasetemp(), text)
    table = tomllib.loads(text)
    try:
        found = load_settings(path)
    except SettingsError as error:
        wrong = str(error.values["key"])
        assert wrong in table
        assert error.values["line"] == [key for key, _ in lines].index(wrong) + 1
    else:
        for key in set(table) - {"libraries", "keys"}:
            assert getattr(found, key) == table[key]
        assert len(found.libraries) == len(table.get("libraries", []))
        assert found.keys.keys() == table.get("keys", {}).keys()
