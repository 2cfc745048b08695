from __future__ import annotations

from dataclasses import replace

import yaml

from briefing.export import FORMATS, render
from briefing.export.markdown_text import block_quote, code_span, plain
from briefing.i18n import Translator
from briefing.notes.model import Category, State

from .making import AT, German, items, note, placed

EXPECTED = """\
---
title: "Notizen: Destillation"
source: briefing
exported: "2026-11-22T10:00:00.000Z"
notes: 1
tags: ["kosten","zu prüfen"]
---

# Notizen

## Destillation / Distillation

> Es kostet ein Zehntel.

*Englisch:*

> It costs a tenth.

- **Notiz**

  Quelle prüfen:
  Tabelle 3, "Kosten pro 1k Token".

— *Destillation* · Kosten · Stand 2026-11-20 · `distillation#2` · `d.de.md`

zu tun · Schlagwörter: kosten, zu prüfen · noted 2026-11-22 09:14 UTC

<!-- briefing:note 01934f0e-7c1a-7b52-9c0d-2f6a3f0c9b11 rev=2 -->

---
"""


def test_a_note_is_good_to_read_in_german() -> None:
    made = note('Quelle prüfen:\nTabelle 3, "Kosten pro 1k Token".', tags=("kosten", "zu prüfen"))
    assert render(items(placed(made)), "markdown", AT, German()) == EXPECTED


def test_a_bare_highlight_in_english_has_no_empty_parts() -> None:
    made = note(lang="en", quote="It costs a tenth.", category=Category.FIGURE)
    text = render(items(placed(made, counterpart=None, counterpart_lang=None)), "markdown", AT, Translator("en"))
    assert text.split("Distillation\n\n", 1)[1] == (
        "> It costs a tenth.\n\n"
        "— *Distillation* · Kosten · as of 2026-11-20 · `distillation#2` · `d.en.md` · <https://example.org/d_1>\n\n"
        "figure · noted 2026-11-22 09:14 UTC\n\n"
        "<!-- briefing:note 01934f0e-7c1a-7b52-9c0d-2f6a3f0c9b11 rev=2 -->\n\n"
        "---\n"
    )


def test_what_became_of_a_passage_is_said() -> None:
    changed = render(items(placed(note(), State.CHANGED, "Es kostet die Hälfte.")), "markdown", AT)
    assert (
        "> Es kostet ein Zehntel.\n\n*The text has changed since; today it reads:*\n\n> Es kostet die Hälfte.\n"
        in changed
    )
    lost = render(items(placed(note(), State.ORPHAN)), "markdown", AT)
    assert "**This passage is no longer in the text.**\n\n> Es kostet ein Zehntel.\n" in lost
    gone = render(items(placed(note(briefing="weg"), State.ORPHAN)), "markdown", AT)
    assert "**This briefing is not in the library.**\n\n> Es kostet ein Zehntel.\n" in gone


def test_each_briefing_has_one_section() -> None:
    text = render(items(placed(note()), placed(note(briefing="b")), placed(note())), "markdown", AT)
    assert text.count("\n## ") == 2
    assert yaml.safe_load(text.split("---\n")[1]) == {
        "title": "Notes",
        "source": "briefing",
        "exported": AT,
        "notes": 3,
        "tags": [],
    }


def test_a_title_that_is_the_same_in_both_languages_stands_once() -> None:
    (item,) = items(placed(note()))
    text = render([replace(item, titles={"de": "MoE", "en": "MoE"})], "markdown", AT)
    assert "\n## MoE\n" in text


def test_nothing_is_exported_from_nothing() -> None:
    assert render([], "markdown", AT).endswith("# Notes\n")
    assert render([], "jsonl", AT) == ""
    assert set(FORMATS) == {"markdown", "json", "jsonl"}


def test_front_matter_holds_any_title_and_tag() -> None:
    title = 'A "b": #c\n---\nd: \\e'
    made = note(briefing="x", title=title, tags=("- [x]", "a: b", "---"))
    text = render(items(placed(made, State.ORPHAN)), "markdown", AT)
    front = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
    assert (front["title"], front["tags"]) == ('Notes: A "b": #c --- d: \\e', ["- [x]", "a: b", "---"])


def test_plain_text_is_escaped_only_where_it_must_be() -> None:
    assert plain("snake_case, 2 < 3 & a-b (c) #4 > 5.") == "snake_case, 2 < 3 & a-b (c) #4 > 5."
    assert plain("*a* _b_ `c` [d](e) <f> ~~g~~ &amp; \\h") == r"\*a\* \_b\_ \`c\` \[d](e) \<f> \~\~g\~\~ \&amp; \\h"
    starts = ["# a", "- a", "+ a", "> a", "1. a", "23) a", "===", ": a", "1.5 a", "2026 a"]
    escaped = [r"\# a", r"\- a", r"\+ a", r"\> a", r"1\. a", r"23\) a", r"\===", r"\: a", r"1\.5 a", r"2026 a"]
    assert [plain(text) for text in starts] == escaped
    assert plain("s. https://e.org/a_b*c*, dort*") == r"s. <https://e.org/a_b*c>\*, dort\*"


def test_lines_of_a_quote_stay_lines() -> None:
    assert block_quote("a | b\nc | d\n\n  e") == "> a | b\\\n> c | d\n>\n> e"


def test_code_and_links() -> None:
    assert [code_span(text) for text in ("a#1", "a`b", "`a`", "")] == ["`a#1`", "``a`b``", "`` `a` ``", ""]
    assert plain("https://e.org/a_b?c=d&e") == "<https://e.org/a_b?c=d&e>"
    assert plain("https://e.org/<script>") == r"<https://e.org/>\<script>"
    assert plain("javascript:alert(1)") == "javascript:alert(1)"
