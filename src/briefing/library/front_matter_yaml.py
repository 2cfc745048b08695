"""The one place that knows PyYAML: its events to the nodes of front matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from briefing.i18n import n_
from briefing.library.front_matter import MAX_DEPTH, Mapping, Node, Scalar, Sequence
from briefing.library.model import Problem
from briefing.text import one_line

_MAX_PROBLEMS = 20
_MAX_REPAIRS = 5
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = frozenset(
    {"!", *(f"tag:yaml.org,2002:{n}" for n in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp"))}
)
_LIBYAML_DEPTH = "maximum nesting depth"
"""What libyaml says from 0.2.6 on when it gives up first: it looks ahead for a key, past the level where we stop."""


class _TooDeepError(Exception):
    """Nesting beyond `MAX_DEPTH`; the line is the argument."""


@dataclass(slots=True)
class Reader:
    """Builds nodes from events and notes what it doesn't accept."""

    path: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, code: str, message: str, **values: str) -> None:
        """Note something wrong at an absolute line, unless the file had its say."""
        if len(self.problems) < _MAX_PROBLEMS:
            self.problems.append(Problem(self.path, line, code, "warning", message, tuple(values.items())))

    def read(self, text: str) -> dict[str, Node]:
        """Return the top-level entries; a line that is not YAML is told and left out, and the rest read again."""
        lines = text.split("\n")
        while True:
            told = list(self.problems)
            values: dict[str, Node] = {}
            try:
                self._top(iter(yaml.parse("\n".join(lines), Loader=_LOADER)), values)
            except yaml.MarkedYAMLError as error:
                if _LIBYAML_DEPTH in (error.problem or ""):
                    self._too_deep(self.first_line + int(getattr(error.problem_mark, "line", 0)))
                    return values
                quoted = "quoted" in (error.context or "")
                mark = (error.context_mark if quoted else None) or error.problem_mark or error.context_mark
                line = min(int(getattr(mark, "line", 0)), len(lines) - 1)
                reason = one_line(error.problem or error.context or "")
                if len(told) < _MAX_REPAIRS and lines[line].strip():
                    self.problems = told
                    self._broken(line, reason)
                    lines[line] = ""
                    continue
                self._broken(line, reason)
            except yaml.YAMLError as error:
                self._broken(0, one_line(str(error)))
            except _TooDeepError as error:
                self._too_deep(error.args[0])
            return values

    def _too_deep(self, line: int) -> None:
        message = n_("Front matter is nested more than {limit} levels deep; the rest of it is not read.")
        self.problem(line, "front-matter-depth", message, limit=str(MAX_DEPTH))

    def _broken(self, line: int, reason: str) -> None:
        message = n_("Front matter is not YAML here: {reason}.")
        self.problem(self.first_line + line, "front-matter-yaml", message, reason=reason)

    def _top(self, events: Iterator[yaml.Event], values: dict[str, Node]) -> None:
        """Fill `values` with the top-level entries; the caller keeps what was read on damage."""
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                self._check(event)
                self._entries(events, 1, values)
                return
            if isinstance(event, yaml.NodeEvent):
                message = n_("Front matter is not a list of keys and values.")
                self.problem(self._line(event), "front-matter-type", message)
                return

    def _line(self, event: yaml.Event) -> int:
        return self.first_line + int(getattr(event.start_mark, "line", 0))

    def _entries(self, events: Iterator[yaml.Event], depth: int, entries: dict[str, Node]) -> None:
        """Fill `entries` with a mapping's keys and values up to its end; the caller keeps what was read on damage."""
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, events, depth)
            value = self._node(next(events), events, depth)
            line = self._line(event)
            if not isinstance(key, Scalar):
                self.problem(line, "front-matter-type", n_("A key must be a single word."))
            elif value is not None:
                if key.text in entries:
                    message = n_("“{key}” is there twice; the last one counts.")
                    self.problem(line, "front-matter-duplicate", message, key=one_line(key.text))
                entries[key.text] = value

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node | None:
        """Return the node that begins with `event`, or None if it is not accepted."""
        if isinstance(event, yaml.AliasEvent):
            name = one_line(event.anchor or "")
            self.problem(self._line(event), "front-matter-alias", n_("Aliases (*{name}) are not read."), name=name)
            return None
        accepted = self._check(event)
        line = self._line(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, bool(event.implicit[0]), line) if accepted else None
        if depth >= MAX_DEPTH:
            raise _TooDeepError(line)
        if isinstance(event, yaml.MappingStartEvent):
            entries: dict[str, Node] = {}
            self._entries(events, depth + 1, entries)
            return Mapping(entries, line) if accepted else None
        items: list[Node] = []
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                break
            node = self._node(inner, events, depth + 1)
            if node is not None:
                items.append(node)
        return Sequence(tuple(items), line) if accepted else None

    def _check(self, event: yaml.Event) -> bool:
        """Return whether a node may be used; note anchors and tags."""
        anchor = getattr(event, "anchor", None)
        if anchor:
            name = one_line(anchor)
            self.problem(self._line(event), "front-matter-alias", n_("Anchors (&{name}) are not read."), name=name)
        tag = getattr(event, "tag", None)
        if tag and tag not in _PLAIN_TAGS:
            message = n_("The tag {tag} is not known; its value is not read.")
            self.problem(self._line(event), "front-matter-tag", message, tag=one_line(tag))
            return False
        return True
