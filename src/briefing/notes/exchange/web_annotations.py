"""W3C Web Annotations (JSON-LD): pages, collections and single annotations, ours and those of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from briefing.i18n import n_
from briefing.notes.codec import decode_note
from briefing.notes.exchange.model import Content, Entry, Foreign, MalformedError
from briefing.notes.exchange.values import id_of, in_stamps, line_of, listed, offset_of, tags_of, text_of, time_of
from briefing.notes.model import Version

SOURCE: Final = "web-annotation"
OWN: Final = "briefing:note"
"""The key that holds what only we know of an annotation."""
_UUID: Final = "urn:uuid:"
_URN: Final = "urn:briefing:"
_CACHED: Final = "urn:sha256:"
_PAGES: Final = 10_000
_TARGETS: Final = 1_000
_EVERYWHERE: Final = re.compile(r"[A-Za-z][\w+.-]*:\S", re.ASCII)
"""How a name begins that means the same everywhere (RFC 3986)."""


def is_annotations(data: Any) -> bool:
    """Whether JSON looks like Web Annotations."""
    if isinstance(data, list):
        return bool(data) and any(is_annotations(each) for each in data[:10])
    if not isinstance(data, dict):
        return False
    types = {str(each).rpartition(":")[2] for each in listed(data.get("type", data.get("@type")))}
    return bool(types & {"Annotation", "AnnotationPage", "AnnotationCollection"}) or "@graph" in data


def read_annotations(data: Any) -> Content:
    """Return the annotations of a JSON value; each that can't be understood is set aside."""
    content = Content("json")
    number = 0
    for number, annotation in enumerate(_items(data), 1):
        try:
            _read(content, number, annotation)
        except (ValueError, RecursionError) as error:
            content.reject(number, error, annotation)
    for page in _absent(data):
        absent = MalformedError(n_("more of it is at another address: {address}"), address=page)
        content.reject(number + 1, absent, page)
    return content


def _absent(data: Any) -> Iterator[str]:
    """Yield the addresses of pages that a collection or page names but doesn't hold; nothing is ever fetched."""
    waiting = [data]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, dict):
            following = [each.get("next"), *([] if "items" in each else [each.get("first")])]
            yield from (page for page in following if isinstance(page, str))
            waiting += [page for page in (each.get("first"), each.get("next")) if isinstance(page, dict)]


def _items(data: Any) -> Iterator[Any]:
    """Yield the annotations of a list, graph, page or collection with the pages that it holds."""
    waiting = [data]
    for _ in range(_PAGES):
        if not waiting:
            return
        each = waiting.pop(0)
        if isinstance(each, list):
            yield from each
        elif not isinstance(each, dict):
            yield each
        elif "items" in each or "first" in each or "@graph" in each:
            yield from listed(each.get("items"))
            yield from listed(each.get("@graph"))
            waiting += [page for page in (each.get("first"), each.get("next")) if isinstance(page, dict)]
        else:
            yield each


def _read(content: Content, number: int, annotation: Any) -> None:
    if not isinstance(annotation, dict):
        raise MalformedError(n_("it is no annotation"))
    if isinstance(annotation.get(OWN), dict) and str(annotation.get("id", "")).startswith(_UUID):
        content.entries.append(Entry(number, _own(annotation), annotation))
        return
    targets = listed(annotation.get("target"))
    if not targets:
        raise MalformedError(n_("“{name}” is missing or can't be so"), name="target")
    if len(targets) > _TARGETS:
        raise MalformedError(n_("it has more than {limit} targets"), limit=str(_TARGETS))
    name, bodies = _name(annotation), _bodies(annotation)
    content.foreign += [
        _foreign(number, annotation, target, name and f"{name}\0{index}", bodies)
        for index, target in enumerate(targets)
    ]


# --- ours -----------------------------------------------------------------------------------------------------------


def _own(annotation: dict[str, Any]) -> Version:
    """Return the note that an export of ours was made of: the same version, unless somebody changed it since."""
    own = annotation[OWN]
    target = next(iter(listed(annotation.get("target"))), None)
    if not isinstance(target, dict):
        raise MalformedError(n_("“{name}” is missing or can't be so"), name="target")
    slug, _, lang = str(target.get("source", "")).removeprefix(_URN).rpartition(":")
    quote, position = _selectors(target)
    state = target.get("state")
    cached = str(state.get("cached", "")) if isinstance(state, dict) else ""
    titles = own.get("title")
    place = own.get("target") if isinstance(own.get("target"), dict) else {}
    body, tags = _bodies(annotation)
    data = {
        "id": unquote(annotation["id"].removeprefix(_UUID)),
        "briefing": unquote(slug),
        "lang": lang,
        "title": titles.get(lang, "") if isinstance(titles, dict) else "",
        "body": body,
        "tags": tags,
        "created": annotation.get("created", ""),
        "updated": annotation.get("modified", ""),
        **{key: own[key] for key in ("kind", "category", "rev") if key in own},
        "target": {
            **{key: quote.get(key, "") for key in ("exact", "prefix", "suffix")},
            **{key: position.get(key) for key in ("start", "end")},
            **{key: place[key] for key in ("block", "heading_path", "lines", "at") if key in place},
            "snapshot": cached.removeprefix(_CACHED) if cached.startswith(_CACHED) else "",
        },
    }
    try:
        note = in_stamps(decode_note(data))
    except ValueError as error:
        raise MalformedError(n_("“{name}” is missing or can't be so"), name=str(error)) from error
    return Version(note, "import", note.updated)


# --- those of others ------------------------------------------------------------------------------------------------


def _name(annotation: dict[str, Any]) -> str:
    """Return what an annotation is called everywhere; a name that means something in its file only is none."""
    name = id_of(annotation.get("id", annotation.get("@id")))
    return name if _EVERYWHERE.match(name) else ""


def _foreign(number: int, annotation: dict[str, Any], target: Any, name: str, bodies: tuple[str, list[Any]]) -> Foreign:
    body, tags = bodies
    quote, position = _selectors(target) if isinstance(target, dict) else ({}, {})
    source = target if isinstance(target, str) else None
    title: Any = ""
    if isinstance(target, dict):
        source = target.get("source", target.get("id"))
        title = target.get("title") or target.get("dc:title")
    if isinstance(source, dict):
        title = title or source.get("title") or source.get("dc:title")
        source = source.get("id") or source.get("@id")
    created = time_of(annotation.get("created"), "created")
    exact = text_of(quote.get("exact"), "exact")
    url = line_of(source, "source")
    if not (exact or body or tags):
        raise MalformedError(n_("it has neither a quote nor a note"))
    if not url:
        raise MalformedError(n_("it doesn't say which text it is on"))
    return Foreign(
        where=number,
        source=SOURCE,
        id=name,
        urls=(url,),
        title=line_of(title, "title"),
        lang=_language(annotation, target),
        exact=exact,
        prefix=text_of(quote.get("prefix"), "prefix"),
        suffix=text_of(quote.get("suffix"), "suffix"),
        start=offset_of(position.get("start")),
        end=offset_of(position.get("end")),
        body=clean_text(body),
        tags=tags_of(tags),
        created=created,
        updated=time_of(annotation.get("modified"), "modified") or created,
        raw=annotation,
    )


def clean_text(text: str) -> str:
    """Return the text of a note, cleaned."""
    return text_of(text, "body")


def _language(annotation: dict[str, Any], target: Any) -> str:
    found = target.get("language") if isinstance(target, dict) else None
    name = str(next(iter(listed(found)), "") or annotation.get("language") or "").lower()
    return name[:2] if name[:2] in ("de", "en") and name[2:3] in ("", "-", "_") else ""


def _selectors(target: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the first quote and the first position among the selectors of a target and what refines them."""
    quote: dict[str, Any] = {}
    position: dict[str, Any] = {}
    waiting = listed(target.get("selector"))[::-1]
    while waiting and not (quote and position):
        each = waiting.pop()
        if not isinstance(each, dict):
            continue
        if each.get("type") == "TextQuoteSelector":
            quote = quote or each
        elif each.get("type") == "TextPositionSelector":
            position = position or each
        waiting += [*listed(each.get("refinedBy")), *listed(each.get("items"))][::-1]
    return quote, position


def _bodies(annotation: dict[str, Any]) -> tuple[str, list[Any]]:
    """Return the text and the tags of an annotation."""
    texts = [annotation["bodyValue"]] if isinstance(annotation.get("bodyValue"), str) else []
    tags: list[Any] = []
    for each in listed(annotation.get("body")):
        if isinstance(each, str):
            texts.append(f"<{each}>")
            continue
        if not isinstance(each, dict):
            raise MalformedError(n_("“{name}” is missing or can't be so"), name="body")
        value = each.get("value", each.get("source", each.get("id")))
        if not isinstance(value, str):
            continue
        (tags if "tagging" in listed(each.get("purpose")) else texts).append(value)
    return "\n\n".join(text for text in texts if text), tags
