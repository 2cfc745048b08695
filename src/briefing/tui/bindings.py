"""The key table as Textual's bindings."""

from __future__ import annotations

from textual.binding import Binding

from briefing.tui.keys import both_cases, verbs_for


def bindings_for(screen: str, *, skip: frozenset[str] = frozenset()) -> list[Binding]:
    """Return Textual's bindings for a screen; each verb's id is the binding's id, so that settings can remap it."""
    return [
        Binding(
            ",".join(both_cases(verb.keys)),
            verb.id.replace("-", "_"),
            verb.label,
            show=False,
            # The text area has keys of its own (ctrl+e is "end of line" there); the editor's few verbs come first.
            priority=screen == "editor",
            id=verb.id,
            tooltip=verb.help,
        )
        for verb in verbs_for(screen)
        if verb.id not in skip
    ]
