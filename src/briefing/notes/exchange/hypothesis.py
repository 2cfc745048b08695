"""The JSON export of Hypothesis, and what its web service answers; offsets there are UTF-16 code units."""

from __future__ import annotations

from typing import Any, Final

from briefing.i18n import n_
from briefing.notes.exchange.model import Content, Foreign, MalformedError
from briefing.notes.exchange.values import id_of, line_of, listed, offset_of, tags_of, text_of, time_of

SOURCE: Final = "hypothesis"
_LISTS: Final = ("annotations", "rows")


def is_export(data: Any) -> bool:
    """Whether JSON looks like annotations of Hypothesis."""
    found = _annotations(data)
    return any(isinstance(each, dict) and "uri" in each and "target" in each for each in found[:10]) or (
        isinstance(data, dict) and "client_version" in data and isinstance(data.get("annotations"), list)
    )


def read_export(data: Any) -> Content:
    """Return the annotations of an export; each that can't be understood is set aside."""
    content = Content("hypothesis")
    for number, annotation in enumerate(_annotations(data), 1):
        try:
            content.foreign.append(_foreign(number, annotation))
        except (ValueError, RecursionError) as error:
            content.reject(number, error, annotation)
    return content


def _annotations(data: Any) -> list[Any]:
    if isinstance(data, dict):
        data = next((data[name] for name in _LISTS if isinstance(data.get(name), list)), [data])
    return data if isinstance(data, list) else []


def _foreign(number: int, annotation: Any) -> Foreign:
    if not isinstance(annotation, dict):
        raise MalformedError(n_("it is no annotation"))
    document = annotation.get("document")
    targets = [each for each in listed(annotation.get("target")) if isinstance(each, dict)]
    selectors = [each for each in listed(targets[0].get("selector") if targets else None) if isinstance(each, dict)]
    quote = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), {})
    position = next((each for each in selectors if each.get("type") == "TextPositionSelector"), {})
    urls = (line_of(annotation.get("uri"), "uri"), line_of(targets[0].get("source") if targets else None, "source"))
    created = time_of(annotation.get("created"), "created")
    made = Foreign(
        where=number,
        source=SOURCE,
        id=id_of(annotation.get("id")),
        urls=tuple(url for url in dict.fromkeys(urls) if url),
        title=line_of(document.get("title"), "title") if isinstance(document, dict) else "",
        exact=text_of(quote.get("exact"), "exact"),
        prefix=text_of(quote.get("prefix"), "prefix"),
        suffix=text_of(quote.get("suffix"), "suffix"),
        start=offset_of(position.get("start")),
        end=offset_of(position.get("end")),
        utf16=True,
        body=text_of(annotation.get("text"), "text"),
        tags=tags_of(annotation.get("tags")),
        created=created,
        updated=time_of(annotation.get("updated"), "updated") or created,
        raw=annotation,
    )
    if not (made.exact or made.body or made.tags):
        raise MalformedError(n_("it has neither a quote nor a note"))
    if not made.document:
        raise MalformedError(n_("it doesn't say which text it is on"))
    return made
