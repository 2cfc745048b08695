"""JSON that is safe to print: nothing in it can steer a terminal or hide text, and nothing is lost."""

from __future__ import annotations

import json
import re

_UNSAFE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return `value` as JSON text: readable letters as they are, control and direction characters as escapes."""
    separators = (",", ":") if indent is None else None
    return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
