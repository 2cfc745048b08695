from __future__ import annotations

from pathlib import Path

import pytest

from briefing.document.anchors import anchor_key
from briefing.library.source import read_bytes
from briefing.parallel.check import check_briefing
from parallel.checking import FRONT, library


def test_dead_links(tmp_path: Path) -> None:
    (tmp_path / "da.md").write_text("---\ntitle: t\nsummary: s\ndate: 2026\nlang: de\n---\n# X\n")
    (tmp_path / "ein bild.png").write_text("")
    body = f"""\
[da](da.md#x) ![da](ein%20bild.png) [fort](fort.md)
[Seite](../anderswo/) [Netz](https://x.org/a.md) [Wurzel](/a.md) [Anker](#titel)
![fort](bilder/fort.svg?x) [Post](mailto:a@b.md) [fort](zwei%20teile.markdown)
[Netz](\\\\\\\\host\\\\a.md) [lang]({"x" * 5_000}.md)
"""
    found = library(tmp_path, {"a.de.md": FRONT.format("Titel") + body})
    told = [(problem.line, problem.text) for problem in check_briefing(found.by_id["a"])]
    assert told[:3] == [
        (6, "There is no file fort.md."),
        (8, "There is no file bilder/fort.svg?x."),
        (8, "There is no file zwei%20teile.markdown."),
    ]
    assert [line for line, _ in told[3:]] == [9]


OTHER = """---
title: Das Ziel
lang: de
---
## 2021: Von DALL·E nur ein Bauteil

## Größe & Öffnung {#gross}

## Zweimal

## Zweimal

<a id="fest"></a> Text <h2 name='alt'>x</h2>
"""


@pytest.mark.parametrize(
    ("target", "alive"),
    [
        ("ziel.md#2021-von-dalle-nur-ein-bauteil", True),
        ("ziel.md#2021-von-dall-e-nur-ein-bauteil", True),
        ("ziel.md#größe--öffnung", True),
        ("ziel.md#gr%C3%B6%C3%9Fe-%C3%B6ffnung", True),
        ("ziel.md#groesse-oeffnung", True),
        ("ziel.md#gross", True),
        ("ziel.md#fest", True),
        ("ziel.md#alt", True),
        ("ziel.md#zweimal-1", True),
        ("ziel.md#das-ziel", False),
        ("ziel.md#dreimal", False),
        ("ziel.md#2021-von-dalle", False),
        ("ziel.md", True),
        ("ziel.md#", True),
        ("#hier", True),
        ("#dort", False),
        ("#top", True),
        ("#fn:1", True),
        ("https://x.org/ziel.md#dreimal", True),
    ],
)
def test_links_to_headings(tmp_path: Path, target: str, alive: bool) -> None:
    body = f"Eins.\n\n## Hier\n\nZwei\nund [Link]({target}).\n"
    made = library(tmp_path, {"a.de.md": FRONT.format("Titel") + body, "ziel.md": OTHER})
    found = [(problem.line, problem.code) for problem in check_briefing(made.by_id["a"])]
    assert found == ([] if alive else [(11, "anchor-dead")])


def test_a_file_that_links_go_to_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    def counted(path: Path, shown: str) -> bytes:
        read.append(path)
        return read_bytes(path, shown)

    monkeypatch.setattr("briefing.parallel.rules.headings.read_bytes", counted)
    made = library(tmp_path, {"a.de.md": FRONT.format("x") + "[a](ziel.md#x) [b](ziel.md#y)\n", "ziel.md": OTHER})
    assert len(check_briefing(made.by_id["a"])) == 2
    assert len(read) == 1


def test_an_unreadable_target_is_no_dead_heading(tmp_path: Path) -> None:
    made = library(tmp_path, {"a.de.md": FRONT.format("x") + "[a](ziel.md#x)\n"})
    (tmp_path / "ziel.md").write_bytes(b"\xe4")
    assert check_briefing(made.by_id["a"]) == []


def test_a_key_is_the_same_for_each_way_to_write_an_anchor() -> None:
    ways = ("Über die Größe: 2 Wege", "über-die-größe-2-wege", "ueber-die-groesse--2-wege", "uber die grosse 2 wege")
    assert len({anchor_key(way) for way in ways}) == 1
