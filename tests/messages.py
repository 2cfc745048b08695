"""Collects the interface's texts from the source and keeps the German catalogue: `make messages`.

Writes `briefing.po` (new texts come in untranslated, old ones go) and compiles `briefing.mo` beside it.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "briefing"
PO = SOURCE / "locale" / "de" / "LC_MESSAGES" / "briefing.po"
MO = PO.with_suffix(".mo")
HEADER = """# German texts of the interface. `make messages` keeps this file in order and compiles it.
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_KEYWORDS: dict[str, tuple[int, ...] | None] = {"tr": None, "_tr": None, "n_": None, "plural": (1, 2)}


def template() -> Catalog:
    """Return every text that the source marks, without translations."""
    found = Catalog(project="briefing", charset="utf-8", fuzzy=False)
    for file, _line, message, _comments, _context in extract_from_dir(
        SOURCE, [("**.py", "python")], keywords=_KEYWORDS, strip_comment_tags=True
    ):
        if message:
            found.add(message, locations=[(file, 0)])
    return found


def catalogue() -> Catalog:
    """Return the German catalogue as it is on the disk."""
    if not PO.is_file():
        return Catalog(locale="de", project="briefing", fuzzy=False)
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def untranslated(messages: Catalog) -> list[str]:
    """Return the texts that have no German form, or not all its plural forms."""
    missing = []
    for message in messages:
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and not (forms and all(forms)):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def main() -> None:
    """Update and compile the catalogue; say what is not translated yet."""
    messages = catalogue()
    messages.update(template(), no_fuzzy_matching=True)
    messages.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, messages, sort_output=True, no_location=True, omit_header=True, width=120)
    PO.write_text(HEADER + text.getvalue().decode("utf-8"), encoding="utf-8", newline="\n")
    with MO.open("wb") as file:
        write_mo(file, messages)
    missing = untranslated(messages)
    for message in missing:
        print(message)
    print(f"{len(messages)} texts, {len(missing)} without a translation")


if __name__ == "__main__" and "--write" in sys.argv:
    main()
