"""The interface in German and English: gettext catalogues under `locale/`, English as the message ids."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from gettext import NullTranslations

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "briefing"


def n_(message: str) -> str:
    """Mark a message id for extraction where it is defined but not yet translated."""
    return message


def ui_language(environ: Mapping[str, str]) -> str:
    """Return "de" or "en" from the locale variables, in their POSIX order of precedence."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "de" if value.lower().startswith("de") else "en"
    return "en"


class Translator:
    """Turns message ids into text of one interface language.

    Args:
        lang: "de" or "en"; anything else speaks English.
        words: what the reader wants to read for some message ids, whatever the language.
    """

    def __init__(self, lang: str, words: Mapping[str, str] | None = None) -> None:
        self.lang = "de" if lang == "de" else "en"
        self._words = words or {}
        self._catalogue: NullTranslations | None = None
        if self.lang != "en":  # English is what the messages are written in
            from gettext import translation  # noqa: PLC0415

            self._catalogue = translation(DOMAIN, LOCALES, [self.lang], fallback=True)

    def __call__(self, message: str, **values: object) -> str:
        """Return `message` in the interface language, with `{name}` replaced by values (as they are, no markup)."""
        if message in self._words:
            return self._words[message]
        text = self._catalogue.gettext(message) if self._catalogue and message else message
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """Return `one` or `many` by the language's rule for `count`, with `{count}` and other values filled in."""
        text = self._catalogue.ngettext(one, many, count) if self._catalogue else one if count == 1 else many
        return text.format(count=count, **values)

    def error(self, error: BriefingError) -> str:
        """Return an error's message and hint in the interface language."""
        return " ".join(self(part, **error.values) for part in (error.message, error.hint) if part)


def default_translator() -> Translator:
    """Return the translator for this process's environment."""
    return Translator(ui_language(os.environ))
