"""Key reports in kitty's protocol, read although they were not asked for.

The protocol is switched off, but a terminal may still be in it after another program. What a report says is
`ESC [ code:shifted:base ; modifiers:event ; text u`, each part but the first optional
(https://sw.kovidgoyal.net/kitty/keyboard-protocol).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import Keys

_REPORT = re.compile(
    r"\x1b\[(?P<code>\d{1,7})(?::(?P<shifted>\d{0,7}))?(?::\d{0,7})?"
    r"(?:;(?P<modifiers>\d{0,3})(?::(?P<event>\d))?)?(?:;(?P<text>[\d:]*))?u"
)
# Answers and reports that nobody knows; not those that begin like the mouse's, which come later.
_FOREIGN = re.compile(r"\x1b\[(?:[\d:;]+[A-LN-Za-ln-z~]|[?>=][\d:;]*[a-xz])")
_RELEASED = "3"
_SHIFT = 0b1
_LAST_CHARACTER = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class CarefulParser(XTermParser):
    """Reads what comes from the terminal; what it can't mean is dropped, never taken for typed letters."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        report = _REPORT.fullmatch(sequence)
        if report is not None:
            yield from self._reported(report)
            return
        found = list(super()._sequence_to_key_events(sequence, alt))
        if not found and _FOREIGN.fullmatch(sequence):
            found = [events.Key(Keys.Ignore, sequence)]
        yield from found

    def _reported(self, report: re.Match[str]) -> Iterable[events.Key]:
        """Return the keys of a report: what was typed where it says so, else the key that was pressed."""
        plain = _plain_report(report)
        keys = self._parse_extended_key(plain) if plain else None
        return [key.copy() for key in keys] if keys else [events.Key(Keys.Ignore, report.group())]


def _plain_report(report: re.Match[str]) -> str:
    """Return a report as Textual reads it, without alternate keys and event types; empty if it means no key."""
    code = int(report["code"])
    modifiers = int(report["modifiers"] or 1)
    text = report["text"] or ""
    if not text and report["shifted"] and (modifiers - 1) == _SHIFT:
        text = report["shifted"]
    points = [int(part) for part in (str(code), *text.split(":")) if part]
    if report["event"] == _RELEASED or any(point > _LAST_CHARACTER or point in _SURROGATES for point in points):
        return ""
    return f"\x1b[{code};{max(1, modifiers)};{text}u"
