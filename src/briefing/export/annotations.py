"""Notes as a W3C Web Annotation page (JSON-LD), with our own facts under the key "briefing:note"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from briefing.export.items import Item
from briefing.notes.json_text import dumps

_TERMS = "urn:briefing:terms:"
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"briefing": _TERMS, "briefing:note": {"@id": f"{_TERMS}note", "@context": {"@vocab": _TERMS}}},
]


def render_annotations(items: Sequence[Item], exported_at: str) -> str:
    """Return the items as one annotation page.

    Args:
        items: in the order of the page.
        exported_at: UTC ISO 8601.
    """
    stamp = "".join(char for char in exported_at if char.isalnum())
    page = {
        "@context": _CONTEXT,
        "id": f"urn:briefing:export:{stamp}",
        "type": "AnnotationPage",
        "items": [_annotation(item) for item in items],
    }
    return dumps(page, indent=2) + "\n"


def _annotation(item: Item) -> dict[str, Any]:
    note = item.note
    annotation: dict[str, Any] = {
        "id": "urn:uuid:" + quote(note.id, errors="replace"),
        "type": "Annotation",
        "motivation": "commenting" if note.body else "tagging" if note.tags else "highlighting",
        "created": note.created,
        "modified": note.updated,
        "generator": {"id": "urn:briefing:app", "type": "Software", "name": "briefing"},
    }
    bodies = _bodies(item)
    if bodies:
        annotation["body"] = bodies
    return annotation | {"target": _target(item), "briefing:note": _own(item)}


def _bodies(item: Item) -> list[dict[str, str]]:
    note = item.note
    text = {"type": "TextualBody", "value": note.body, "format": "text/markdown", "purpose": "commenting"}
    tags = [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in note.tags]
    return [text, *tags] if note.body else tags


def _target(item: Item) -> dict[str, Any]:
    """Return the place as it was marked; offsets are code points in the text of that moment."""
    target = item.note.target
    state = {"type": "TimeState", "sourceDate": target.at or item.note.created}
    if target.snapshot:
        state["cached"] = f"urn:sha256:{target.snapshot}"
    return {
        "source": f"urn:briefing:{quote(item.note.briefing, safe='', errors='replace')}:{item.note.lang}",
        "state": state,
        "selector": [
            {"type": "TextQuoteSelector", "exact": target.exact, "prefix": target.prefix, "suffix": target.suffix},
            {"type": "TextPositionSelector", "start": target.start, "end": target.end},
        ],
    }


def _own(item: Item) -> dict[str, Any]:
    """Return what the standard has no place for, so that the note can be read back as it is."""
    counterpart, target = item.counterpart, item.note.target
    return {
        "address": item.address,
        "lang": item.note.lang,
        "title": dict(item.titles),
        "date": item.date,
        "path": item.path,
        "url": item.url,
        "section": list(item.section),
        "category": item.note.category.value,
        "state": item.state.value,
        "current": item.placed.anchor.current,
        "counterpart": {"lang": item.placed.counterpart_lang, "text": counterpart} if counterpart else None,
        "rev": item.note.rev,
        "kind": item.note.kind,
        "target": {
            "block": target.block,
            "heading_path": list(target.heading_path),
            "lines": list(target.lines),
            "at": target.at,
        },
    }
