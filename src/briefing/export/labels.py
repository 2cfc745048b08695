"""The words of an export, in the interface language."""

from __future__ import annotations

from briefing.document.model import Lang
from briefing.i18n import Translator, n_

LANGUAGES: dict[Lang, str] = {"de": n_("German"), "en": n_("English")}
_WORDS = {
    "notes": n_("Notes"),
    "note": n_("Note"),
    "tags": n_("Tags"),
    "as_of": n_("as of"),
    "created": n_("noted"),
    "changed": n_("The text has changed since; today it reads:"),
    "review": n_("The text has changed a good deal since; today it may read:"),
    "orphan": n_("This passage is no longer in the text."),
    "missing": n_("This briefing is not in the library."),
}


def labels(ui: Translator) -> dict[str, str]:
    """Return the words that the templates use, by name."""
    return {name: ui(message) for name, message in _WORDS.items()}
