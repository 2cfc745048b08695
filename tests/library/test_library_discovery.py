from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefing.library.discovery import discover
from briefing.library.model import Problem
from briefing.library.source import MAX_BYTES

LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
ORDINARY_USER = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")


def plant(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def names(*roots: Path) -> list[str]:
    return [found.inside for found in discover(roots)[0]]


def problems(*roots: Path) -> dict[str, Problem]:
    return {problem.path: problem for problem in discover(roots)[1]}


def test_markdown_in_all_folders_by_path(tmp_path: Path) -> None:
    plant(tmp_path, dict.fromkeys(["b.md", "a/z.md", "a-b/c.MARKDOWN", "a/b/c.MD", "ü/ß ẞ.md", "no.txt", "md"], "x"))
    assert names(tmp_path) == ["a/b/c.MD", "a/z.md", "a-b/c.MARKDOWN", "b.md", "ü/ß ẞ.md"]
    assert problems(tmp_path) == {}


def test_size_and_time_are_those_of_the_file(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "abc"})
    os.utime(tmp_path / "a.md", ns=(5, 1_234_567_891))
    (found,), _ = discover([tmp_path])
    assert (found.root, found.size, found.mtime_ns) == (0, 3, 1_234_567_891)


def test_hidden_and_foreign_things_are_skipped_with_a_note(tmp_path: Path) -> None:
    plant(tmp_path, dict.fromkeys([".git/a.md", "x/.obsidian/b.md", ".c.md", ".rc", "node_modules/d/e.md", "f.md"], ""))
    assert names(tmp_path) == ["f.md"]
    found = problems(tmp_path)
    assert set(found) == {".git", "x/.obsidian", ".c.md", "node_modules"}
    assert {(problem.code, problem.severity) for problem in found.values()} == {("hidden", "note")}


def test_a_hidden_root_is_asked_for(tmp_path: Path) -> None:
    assert names(plant(tmp_path / ".notes", {"a.md": ""})) == ["a.md"]


def test_a_root_may_be_one_file(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "x", "b.md": "y", "c.txt": "z"})
    assert names(tmp_path / "a.md") == ["a.md"]
    assert names(tmp_path / "c.txt") == ["c.txt"]


def test_a_missing_root_is_an_error_and_hides_nothing(tmp_path: Path) -> None:
    plant(tmp_path / "there", {"a.md": ""})
    found, told = discover([tmp_path / "gone", tmp_path / "there"])
    assert [(one.root, one.inside) for one in found] == [(1, "a.md")]
    assert [(one.code, one.severity) for one in told] == [("root-unreadable", "error")]
    assert "Can't be read" in told[0].text


def test_roots_inside_each_other_give_each_file_once(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "", "in/b.md": ""})
    found, _ = discover([tmp_path / "in", tmp_path])
    assert [(one.root, one.inside) for one in found] == [(0, "b.md"), (1, "a.md")]
    found, told = discover([tmp_path, tmp_path / "in", tmp_path / "a.md"])
    assert [(one.root, one.inside) for one in found] == [(0, "a.md"), (0, "in/b.md")]
    assert [(one.code, one.severity) for one in told] == [("repeated", "note"), ("repeated", "note")]


def test_files_that_are_too_large_are_skipped(tmp_path: Path) -> None:
    for name, size in (("fits.md", MAX_BYTES), ("large.md", MAX_BYTES + 1)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    assert names(tmp_path) == ["fits.md"]
    assert (problems(tmp_path)["large.md"].code, problems(tmp_path)["large.md"].severity) == ("too-large", "note")


@LINKS
def test_links_that_leave_the_root_are_never_followed(tmp_path: Path) -> None:
    plant(tmp_path, {"out/secret.md": "", "lib/a.md": "", "library/b.md": ""})
    for name, target in {"dir": "../out", "file.md": "../out/secret.md", "sibling": "../library", "up": ".."}.items():
        (tmp_path / "lib" / name).symlink_to(target)
    assert names(tmp_path / "lib") == ["a.md"]
    found = problems(tmp_path / "lib")
    assert {path: problem.code for path, problem in found.items()} == dict.fromkeys(
        ["dir", "file.md", "sibling", "up"], "link-outside"
    )


@LINKS
def test_loops_and_repetitions_are_skipped(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "", "sub/b.md": "", ".hidden/h.md": ""})
    links = {
        "self": ".",
        "sub/up": "..",
        "again": "sub",
        "c.md": "a.md",
        "x": "x",
        "y": "z",
        "z": "y",
        "h.md": ".hidden/h.md",
    }
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    assert names(tmp_path) == ["a.md", "sub/b.md"]
    codes = {path: problem.code for path, problem in problems(tmp_path).items()}
    assert codes == {
        **dict.fromkeys(["self", "sub/up", "again", "c.md"], "repeated"),
        **dict.fromkeys(["x", "y", "z"], "link-broken"),
        "h.md": "hidden",
        ".hidden": "hidden",
    }


@LINKS
def test_a_link_to_a_file_inside_that_is_not_read_otherwise_counts(tmp_path: Path) -> None:
    plant(tmp_path, {"LICENSE": "text", "program": ""})
    (tmp_path / "license.md").symlink_to("LICENSE")
    (tmp_path / "twice.md").symlink_to("LICENSE")
    (tmp_path / "tool").symlink_to("program")
    (tmp_path / "lost.so").symlink_to("nowhere")
    assert names(tmp_path) == ["license.md"]
    assert {path: problem.code for path, problem in problems(tmp_path).items()} == {"twice.md": "repeated"}


@LINKS
def test_a_root_may_be_reached_through_a_link(tmp_path: Path) -> None:
    plant(tmp_path, {"real/a.md": ""})
    (tmp_path / "root").symlink_to("real")
    assert names(tmp_path / "root") == ["a.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_and_sockets_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        assert names(tmp_path) == []
        assert {problem.code for problem in problems(tmp_path).values()} == {"not-regular"}


@LINKS
@ORDINARY_USER
def test_a_closed_folder_is_an_error_and_hides_nothing(tmp_path: Path) -> None:
    plant(tmp_path, {"closed/a.md": "", "open/b.md": ""})
    (tmp_path / "closed").chmod(0)
    try:
        assert names(tmp_path) == ["open/b.md"]
        assert [problem.severity for problem in problems(tmp_path).values()] == ["error"]
    finally:
        (tmp_path / "closed").chmod(0o700)


@LINKS
def test_names_that_could_steer_a_terminal_are_shown_clean(tmp_path: Path) -> None:
    plant(tmp_path, {"a\x1b[2Jb/.x\ny.md": ""})
    (path,) = problems(tmp_path)
    assert path == "ab/.x y.md"


def test_a_deep_tree_is_no_problem(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder = folder / "f"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("")
    assert names(tmp_path) == ["f/" * 300 + "a.md"]
