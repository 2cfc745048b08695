"""What the bars of the reader say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from briefing.document.model import LANGS, Lang
from briefing.i18n import Translator, n_
from briefing.library.model import Briefing
from briefing.tui.columns import View
from briefing.tui.keys import footer_for, shown
from briefing.tui.lines import Shown, fitting
from briefing.tui.scene import Scene
from briefing.tui.wrap import width_of

_MISSING: Final[Mapping[Lang, str]] = {"de": n_("∅ only in English"), "en": n_("∅ only in German")}
_ROOMY: Final = 60
"""Cells from which on there is room for a briefing's name."""
_ROOMIER: Final = 100
"""The same beside what says which match or hit this is."""
_EDGES: Final = 4
"""Cells of the upper bar that are neither title nor facts."""
_VIEW_NAMES: Final = {
    View.GERMAN: n_("German"),
    View.ENGLISH: n_("English"),
    View.BOTH: n_("both"),
    View.STACKED: n_("stacked"),
    View.PEEK: n_("peek"),
}


def missing_words(tr: Translator) -> dict[Lang, str]:
    """Return what is said where a side of a row is missing, by the missing language."""
    return {lang: tr(_MISSING[lang]) for lang in LANGS}


def reader_line(
    tr: Translator, briefing: Briefing, scene: Scene, lang: Lang, found: str = "", notes: tuple[str, str] = ("", "")
) -> tuple[str, str]:
    """Return the title and the facts of the reader's upper bar.

    Args:
        tr: language of the interface.
        briefing: the open one.
        scene: what is shown of it.
        lang: whose title to show while there is no cursor.
        found: which match or hit this is, or nothing.
        notes: how many notes there are, in words and, where there is no room for these, in signs.
    """
    bitext = scene.bitext
    title = briefing.edition(scene.cursor.lang if scene.cursor else lang).title
    if bitext is None:
        return title, ""
    progress = bitext.progress(max(scene.row, scene.last_row))
    number = bitext.number(scene.row)
    roomy = scene.size[0] >= (_ROOMIER if found else _ROOMY)
    facts = [
        f"{briefing.id if roomy else ''}#{'…' if number is None else number}",
        tr(_VIEW_NAMES[scene.columns.view]),
        tr("{count}%", count=round(100 * progress)),
    ]
    if not scene.locked and scene.columns.view is View.BOTH:
        facts.insert(1, tr("each side alone"))
    if found:
        facts.insert(0, found)
    if scene.selection:
        facts.insert(0, tr("selection") if scene.selection.growing else tr("word"))
    if notes[0]:
        room = scene.size[0] - width_of(title) - width_of(" · ".join(facts)) - len(" · ") - _EDGES
        facts.insert(0, notes[0] if width_of(notes[0]) <= room else notes[1])
    return title, " · ".join(facts)


def footer_keys(
    screen: str, tr: Translator, remapped: Mapping[str, tuple[str, ...]], width: int
) -> list[tuple[Shown, str]]:
    """Return the keys that fit into a screen's lower bar, as shown and as pressed.

    Args:
        screen: its name in the key table.
        tr: language of the interface.
        remapped: the settings' keys by verb.
        width: cells of the bar.
    """
    verbs = [(verb, remapped.get(verb.id, verb.keys)) for verb in footer_for(screen)]
    items = [(Shown(shown(keys[0], tr), tr(verb.label)), keys[0]) for verb, keys in verbs if keys]
    return [items[index] for index in fitting([item for item, _ in items], width)]
