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

_IN_PROTOCOL = re.compile(r"\x1b\[(?:[\d:;]*u|[\d;]*:[\d:;]*[~A-FHPQS])")
_REPORT = re.compile(
    r"\x1b\[(?P<code>\d{1,7})(?::(?P<shifted>\d{0,7}))?(?::\d{0,7})?"
    r"(?:;(?P<modifiers>\d{0,3})(?::(?P<event>\d))?)?(?:;(?P<text>[\d:]*))?(?P<end>[u~A-FHPQS])"
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
        in_protocol = _IN_PROTOCOL.fullmatch(sequence) is not None
        found = self._reported(sequence) if in_protocol else self._legacy(sequence, alt)
        if not found and (in_protocol or _FOREIGN.fullmatch(sequence)):
            found = [events.Key(Keys.Ignore, sequence)]
        yield from found

    def _legacy(self, sequence: str, alt: bool = False) -> list[events.Key]:
        """Return the keys of what terminals sent before there was the protocol."""
        found = list(super()._sequence_to_key_events(sequence, alt))
        if len(found) == 2 and found[0].key == Keys.Escape:
            # Textual takes Alt+arrow for Esc and the arrow; here Esc leaves the screen.
            found = [key.copy() for key in self._parse_extended_key(sequence) or found]
        return found

    def _reported(self, sequence: str) -> list[events.Key]:
        """Return the keys of a report: what was typed where it says so, else the key that was pressed."""
        report = _REPORT.fullmatch(sequence)
        if report is None or report["event"] == _RELEASED:
            return []
        modifiers = max(1, int(report["modifiers"] or 1))
        if report["end"] != "u":
            code = report["code"] if report["end"] == "~" or modifiers > 1 else ""
            plain = f"\x1b[{code}{f';{modifiers}' if modifiers > 1 else ''}{report['end']}"
            return self._legacy(plain)
        text = report["text"] or ""
        if not text and report["shifted"] and modifiers - 1 == _SHIFT:
            text = report["shifted"]
        if not all(_is_character(point) for point in (report["code"], *text.split(":")) if point):
            return []
        return [key.copy() for key in self._parse_extended_key(f"\x1b[{report['code']};{modifiers};{text}u") or ()]


def _is_character(point: str) -> bool:
    return int(point) <= _LAST_CHARACTER and int(point) not in _SURROGATES
