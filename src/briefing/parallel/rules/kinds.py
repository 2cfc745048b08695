"""What blocks are called in messages."""

from __future__ import annotations

from typing import Final

from briefing.document.model import Kind
from briefing.i18n import n_

KINDS: Final[dict[Kind, str]] = {
    Kind.HEADING: n_("heading"),
    Kind.PARAGRAPH: n_("paragraph"),
    Kind.LIST_ITEM: n_("list item"),
    Kind.QUOTE: n_("quotation"),
    Kind.TABLE: n_("table"),
    Kind.CODE: n_("code"),
    Kind.FOOTNOTE: n_("footnote"),
    Kind.DEFINITION: n_("entry of a definition list"),
    Kind.RULE: n_("rule"),
    Kind.HTML: n_("HTML"),
}
"""What blocks are called in messages; values `kind` and `other` of a problem are one of these."""
END: Final = n_("end of the text")
