"""What the catalogue takes from front matter: known keys, checked and put into one form."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from briefing.i18n import n_
from briefing.library.front_matter import FrontMatter, Node, Scalar, Sequence
from briefing.library.language import language
from briefing.library.model import Problem
from briefing.text import one_line

KINDS: Final = ("briefing", "timeline", "register", "glossary", "guide")
"""What a briefing can be; the first is meant where nothing is said."""
DATE_KEYS: Final = ("date", "lastmod", "updated")
SUMMARY_KEYS: Final = ("summary", "description", "subtitle")

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ].*)?)?)?", re.ASCII)
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_DOMAIN = re.compile(r"^https?://[^/]*")


class Fields(NamedTuple):
    """The known entries of front matter; empty or None where there is none.

    Attributes:
        lang: "de", "en", `language.OTHER`.
        key: what `translationKey` says.
        permalink: path of the published text without domain and surrounding slashes.
        url: its whole address.
        Others as in `Edition` and `Briefing`.
    """

    title: str = ""
    summary: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    weight: float | None = None
    kind: str = ""
    lang: str = ""
    id: str = ""
    slug: str = ""
    permalink: str = ""
    key: str = ""
    url: str = ""


def take_fields(front: FrontMatter, path: str) -> tuple[Fields, tuple[Problem, ...]]:
    """Return the known entries and what is wrong with them, the problems of the front matter included."""
    taker = _Taker(front.values, one_line(path), list(front.problems))
    url = taker.text("canonical") or taker.text("url")
    fields = Fields(
        title=taker.text("title"),
        summary=taker.text(*SUMMARY_KEYS),
        date=taker.date(),
        tags=taker.tags("tags") or taker.tags("categories"),
        weight=taker.number("weight", "order", "nav_order"),
        kind=taker.kind(),
        lang=taker.language(),
        id=taker.text("id"),
        slug=taker.text("slug").strip("/"),
        permalink=_DOMAIN.sub("", taker.text("permalink") or (url if url.startswith("/") else "")).strip("/"),
        key=taker.text("translationKey", "translation_key"),
        url=url if re.match(r"https?://[^\s/]", url) else "",
    )
    return fields, tuple(taker.problems)


def iso_date(text: str) -> str:
    """Return "2026-11-22", "2026-11" or "2026" for an ISO or German date, or empty if it is none."""
    german = _GERMAN.fullmatch(text)
    match = _ISO.fullmatch(text)
    if german:
        day, month, year = (int(part) for part in german.groups())
    elif match:
        year, month, day = (int(part or 0) for part in match.groups())
    else:
        return ""
    try:
        from datetime import date  # noqa: PLC0415 - only front matter has dates

        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7] if month else whole[:4]


@dataclass(slots=True)
class _Taker:
    """Takes values by key and notes those of the wrong type; the first of several names that has a value counts."""

    values: Mapping[str, Node]
    path: str
    problems: list[Problem] = field(default_factory=list)

    def _problem(self, code: str, node: Node, message: str, **values: str) -> None:
        shown = tuple((name, one_line(value)[:80]) for name, value in values.items())
        self.problems.append(Problem(self.path, node.line, code, "warning", message, shown))

    def _present(self, names: tuple[str, ...]) -> list[tuple[str, Node]]:
        """Return the entries with these names that have a value."""
        return [
            (name, node)
            for name in names
            if (node := self.values.get(name)) is not None and not (isinstance(node, Scalar) and node.is_null)
        ]

    def text(self, *names: str) -> str:
        """Return the first of the entries that is a single text."""
        for name, node in self._present(names):
            if isinstance(node, Scalar):
                if text := one_line(node.text):
                    return text
            else:
                self._problem("front-matter-type", node, n_("“{key}” must be a text."), key=name)
        return ""

    def date(self) -> str:
        """Return the first date that is one."""
        for name, node in self._present(DATE_KEYS):
            found = iso_date(one_line(node.text)) if isinstance(node, Scalar) else ""
            if found:
                return found
            self._problem("front-matter-date", node, n_("“{key}” must be a date like 2026-11-22."), key=name)
        return ""

    def tags(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, written as a list or with commas, without repetition."""
        found: list[str] = []
        for _, node in self._present((name,)):
            if isinstance(node, Scalar):
                found += node.text.split(",")
            elif isinstance(node, Sequence):
                found += [item.text for item in node.items if isinstance(item, Scalar) and not item.is_null]
            if not isinstance(node, Scalar | Sequence) or (
                isinstance(node, Sequence) and not all(isinstance(item, Scalar) for item in node.items)
            ):
                self._problem("front-matter-type", node, n_("“{key}” must be a list of words."), key=name)
        return tuple(dict.fromkeys(tag for tag in (one_line(text).lstrip("#") for text in found) if tag))

    def number(self, *names: str) -> float | None:
        """Return the first of the entries that is a number."""
        for name, node in self._present(names):
            if isinstance(node, Scalar) and re.fullmatch(r"[-+]?\d{1,15}(?:\.\d{1,15})?", node.text, re.ASCII):
                value = float(node.text)
                if math.isfinite(value):
                    return value
            self._problem("front-matter-type", node, n_("“{key}” must be a number."), key=name)
        return None

    def kind(self) -> str:
        """Return what kind of briefing it is."""
        text = self.text("kind").casefold()
        if text and text not in KINDS:
            message = n_("“{value}” is not a kind of briefing: {kinds}.")
            self._problem("front-matter-kind", self.values["kind"], message, value=text, kinds=", ".join(KINDS))
            return ""
        return text

    def language(self) -> str:
        """Return the language."""
        for name in ("lang", "language"):
            text = self.text(name)
            if text:
                found = language(text)
                if found:
                    return found
                message = n_("“{value}” is not a language: de or en.")
                self._problem("front-matter-language", self.values[name], message, value=text)
        return ""
