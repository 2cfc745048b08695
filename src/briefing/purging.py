"""Characters that could steer a terminal or hide text from a reader: taken out, or made visible.

Imported when a text first holds something that isn't plainly printable: nearly no text does.
"""

from __future__ import annotations

import re

# Escape sequences of ECMA-48: OSC/DCS/SOS/PM/APC strings up to their terminator, CSI sequences, two-character ones;
# in their seven-bit form and with the eight-bit C1 introducers.
_ESCAPES = re.compile(
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|\x1b[ -/]*[0-~]?"
)
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: "\u2421"}
_DROPPED = dict.fromkeys(
    [
        *(0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF),  # soft hyphen, zero width, direction marks
        *range(0x202A, 0x202F),  # embeddings and overrides
        *range(0x2066, 0x2070),  # isolates, deprecated format controls
        *range(0xFFF9, 0xFFFC),  # interlinear annotation
        *(0xE0001, *range(0xE0020, 0xE0080)),  # tags: invisible text
    ]
)
_REPLACED = {0x2028: " ", 0x2029: " ", 0x0085: " "} | dict.fromkeys(
    [*(c for c in range(0x80, 0xA0) if c != 0x85), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF], "\ufffd"
)
_TABLE: dict[int, str | None] = {**_PICTURES, **_DROPPED, **_REPLACED}
_SUSPECT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u206f\ufdd0-\ufdef"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001\U000e0020-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def purge(text: str) -> str:
    """Return text without escape sequences and invisible characters; what else is no text becomes a sign that shows."""
    if not _SUSPECT.search(text):
        return text
    return _SURROGATES.sub("\ufffd", _ESCAPES.sub("", text)).translate(_TABLE)
