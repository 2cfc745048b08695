"""From items to the text of a file, by the name of a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.errors import UsageError
from briefing.export.annotations import render_annotations
from briefing.export.items import Item
from briefing.export.jsonl import render_jsonl
from briefing.export.markdown import render_markdown
from briefing.i18n import Translator, n_

_RENDERERS: dict[str, Callable[[Sequence[Item], str, Translator], str]] = {
    "markdown": render_markdown,
    "json": lambda items, exported_at, _: render_annotations(items, exported_at),
    "jsonl": lambda items, _, __: render_jsonl(items),
}

FORMATS = {"markdown": ".md", "json": ".json", "jsonl": ".jsonl"}
"""The formats and how their files end: Markdown to read, W3C Web Annotations, and the exchange without loss."""


def render(items: Sequence[Item], fmt: str, exported_at: str, ui: Translator | None = None) -> str:
    """Return notes as text in a format.

    Args:
        items: as `collect` returns them.
        fmt: one of `FORMATS`.
        exported_at: now, UTC ISO 8601.
        ui: speaks the language of the labels; English if None.

    Raises:
        UsageError: there is no such format.
    """
    renderer = _RENDERERS.get(fmt)
    if renderer is None:
        raise UsageError(
            n_("There is no format {fmt}."), n_("Use one of: {formats}."), fmt=fmt, formats=", ".join(FORMATS)
        )
    return renderer(items, exported_at, ui or Translator("en"))
