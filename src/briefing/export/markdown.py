"""Notes as Markdown to read and to quote from, through a template."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.export import markdown_text
from briefing.export.items import Item
from briefing.export.labels import LANGUAGES, labels
from briefing.i18n import Translator
from briefing.notes.json_text import dumps
from briefing.notes.model import NAMES
from briefing.text import one_line

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def render_markdown(items: Sequence[Item], exported_at: str, ui: Translator) -> str:
    """Return the items as one Markdown file, a section for each briefing.

    Args:
        items: grouped by briefing, as `collect` returns them.
        exported_at: UTC ISO 8601.
        ui: speaks the language of the labels.
    """
    sections = [list(group) for _, group in groupby(items, key=lambda item: item.note.briefing)]
    template = _environment(ui).get_template("notes.md.j2")
    tags = dict.fromkeys(one_line(tag) for item in items for tag in item.note.tags)
    text = template.render(sections=sections, count=len(items), exported_at=exported_at, tags=list(tags))
    return text.rstrip("\n") + "\n"


def _environment(ui: Translator) -> Environment:
    # Here and not above: it costs more to load than everything else that a command of ours needs.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown, made safe by the filters below
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "plain": markdown_text.plain,
        "quoted": _quoted,
        "indented": markdown_text.indented,
        "code": markdown_text.code_span,
        "word": markdown_text.comment_word,
        "yaml": _yaml,
        "minute": _minute,
        "language": lambda lang: ui(LANGUAGES[lang]),
        "category": lambda category: ui(NAMES[category]),
    }
    environment.globals["label"] = labels(ui)
    return environment


def _quoted(text: str, kind: str) -> str:
    return markdown_text.code_quote(text) if kind == "code" else markdown_text.block_quote(text)


def _yaml(value: object) -> str:
    """Return a value for the front matter: JSON is YAML, and no text can end its quotation marks."""
    return dumps(one_line(value) if isinstance(value, str) else value)


def _minute(stamp: str) -> str:
    """Return a stored time to the minute: "2026-11-22 09:14 UTC"."""
    return f"{stamp[:10]} {stamp[11:16]} UTC" if stamp[10:11] == "T" else stamp
