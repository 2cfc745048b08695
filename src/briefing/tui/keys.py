"""The key table: one entry for each verb. Bindings, footer, help, palette and the documentation come from it. Pure.

Keys work on German, Austrian, Swiss and US keyboards: none needs AltGr, none is a control key that terminals can't tell
from another. A capital letter is bound as "G" and as "shift+g", because terminals differ in what they send.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from briefing.i18n import n_


class Verb(NamedTuple):
    """Something a reader can do.

    Attributes:
        id: name of the binding and, with dashes as underscores, of the action `action_<id>`.
        keys: in Textual's spelling, the one shown first.
        label: one or two words for the footer.
        help: one sentence for help and palette.
        screens: where it works.
        group: heading in the help.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    screens: tuple[str, ...]
    group: str = ""


ALL = ("library", "reader", "search", "notes")
_LISTS = ("library", "notes", "picker")
_MOVE, _FIND, _VIEW, _NOTE, _APP = n_("Moving"), n_("Finding"), n_("Views"), n_("Notes"), n_("App")

VERBS: tuple[Verb, ...] = (
    # Moving in the text
    Verb("line-down", ("j", "down"), n_("down"), n_("One line down"), ("reader", *_LISTS, "review"), _MOVE),
    Verb("line-up", ("k", "up"), n_("up"), n_("One line up"), ("reader", *_LISTS, "review"), _MOVE),
    Verb("half-down", ("d",), n_("half page"), n_("Half a page down"), ("reader",), _MOVE),
    Verb("half-up", ("u",), n_("half page"), n_("Half a page up"), ("reader",), _MOVE),
    Verb("page-down", ("space", "pagedown"), n_("page"), n_("One page down"), ("reader", "library", "picker", "review"), _MOVE),
    Verb("page-up", ("b", "pageup"), n_("page"), n_("One page up"), ("reader", *_LISTS, "review"), _MOVE),
    Verb("top", ("g", "home"), n_("top"), n_("To the beginning"), ("reader", *_LISTS), _MOVE),
    Verb("bottom", ("G", "end"), n_("end"), n_("To the end"), ("reader", *_LISTS), _MOVE),
    Verb("sentence-next", ("l",), n_("sentence"), n_("Next sentence"), ("reader",), _MOVE),
    Verb("sentence-previous", ("h",), n_("sentence"), n_("Previous sentence"), ("reader",), _MOVE),
    Verb("row-next", ("J", "alt+down"), n_("paragraph"), n_("Next paragraph"), ("reader",), _MOVE),
    Verb("row-previous", ("K", "alt+up"), n_("paragraph"), n_("Previous paragraph"), ("reader",), _MOVE),
    Verb("section-next", ("full_stop",), n_("section"), n_("Next section"), ("reader",), _MOVE),
    Verb("section-previous", ("comma",), n_("section"), n_("Previous section"), ("reader",), _MOVE),
    Verb("briefing-next", ("greater_than_sign",), n_("next"), n_("Next briefing"), ("reader",), _MOVE),
    Verb("briefing-previous", ("less_than_sign",), n_("previous"), n_("Previous briefing"), ("reader",), _MOVE),
    Verb("history-back", ("backspace", "alt+left"), n_("back"), n_("Back to where you came from"), ("reader",), _MOVE),
    Verb("history-forward", ("alt+right",), n_("forward"), n_("Forward again"), ("reader",), _MOVE),
    Verb("go", ("colon",), n_("go to"), n_("Go to an address such as slug#12"), ("library", "reader"), _MOVE),
    Verb("line-down", ("down",), n_("down"), n_("Next hit"), ("search",), _MOVE),
    Verb("line-up", ("up",), n_("up"), n_("Previous hit"), ("search",), _MOVE),
    Verb("page-down", ("pagedown",), n_("page"), n_("One page down"), ("search", "notes"), _MOVE),
    Verb("page-up", ("pageup",), n_("page"), n_("One page up"), ("search",), _MOVE),
    # Finding
    Verb("group-hits", ("f2", "ctrl+o"), n_("by briefing"), n_("The best hits first, or those of each briefing together"), ("search",), _FIND),
    Verb("complete", ("tab",), n_("complete"), n_("Complete the filter at the cursor; again for the next value"), ("search", "notes"), _FIND),
    Verb("complete-back", ("shift+tab",), n_("complete"), n_("The value before"), ("search", "notes"), _FIND),
    Verb("query-older", ("ctrl+r", "alt+up"), n_("earlier"), n_("The query before"), ("search",), _FIND),
    Verb("query-newer", ("alt+down",), n_("later"), n_("The query after, at last what was typed"), ("search",), _FIND),
    Verb("save-search", ("ctrl+s",), n_("save"), n_("Save this search, to find it in the library"), ("search",), _FIND),
    Verb("search", ("s",), n_("search"), n_("Search the whole library"), ("library", "reader", "notes"), _FIND),
    Verb("find", ("slash", "ctrl+f"), n_("find"), n_("Find in this text"), ("reader",), _FIND),
    Verb("find-next", ("n", "f3"), n_("next"), n_("Next match, or next hit of the search"), ("reader",), _FIND),
    Verb("find-previous", ("N", "shift+f3"), n_("previous"), n_("Previous match, or previous hit of the search"), ("reader",), _FIND),
    Verb("outline", ("t",), n_("outline"), n_("Outline of this briefing"), ("reader",), _FIND),
    Verb("links", ("f",), n_("sources"), n_("Sources, footnotes and links of this section"), ("reader",), _FIND),
    Verb("open-source", ("o",), n_("open"), n_("Compare a note here with the text that has changed; else open the first link of this sentence in the browser"), ("reader",), _FIND),
    Verb("filter", ("slash", "ctrl+f"), n_("filter"), n_("Filter this list"), ("notes",), _FIND),
    Verb("sort", ("S",), n_("sort"), n_("Sort by text, newest change, category or state"), ("notes",), _FIND),
    # Views
    Verb("view-german", ("1",), n_("German"), n_("German alone"), ("reader",), _VIEW),
    Verb("view-english", ("2",), n_("English"), n_("English alone"), ("reader",), _VIEW),
    Verb("view-both", ("3",), n_("both"), n_("German and English side by side"), ("reader",), _VIEW),
    Verb("view-stacked", ("4",), n_("stacked"), n_("Each paragraph with its counterpart below"), ("reader",), _VIEW),
    Verb("view-peek", ("5",), n_("peek"), n_("One language, with the counterpart of the current paragraph"), ("reader",), _VIEW),
    Verb("switch-language", ("w",), n_("switch"), n_("The same place in the other language"), ("reader",), _VIEW),
    Verb("peek", ("p",), n_("peek"), n_("Show or hide the counterpart of this paragraph"), ("reader",), _VIEW),
    Verb("swap", ("x",), n_("swap"), n_("Swap the sides"), ("reader",), _VIEW),
    Verb("other-side", ("tab",), n_("other side"), n_("To the counterpart of this sentence"), ("reader",), _VIEW),
    Verb("measure", ("equals_sign",), n_("width"), n_("Next reading width"), ("reader",), _VIEW),
    Verb("lock", ("L",), n_("lock"), n_("Let both sides scroll together, or each alone"), ("reader",), _VIEW),
    Verb("table-right", ("shift+right",), n_("table"), n_("Scroll a wide table to the right"), ("reader",), _VIEW),
    Verb("table-left", ("shift+left",), n_("table"), n_("Scroll a wide table to the left"), ("reader",), _VIEW),
    Verb("text-only", ("z",), n_("focus"), n_("Hide everything but the text"), ("reader",), _VIEW),
    # Notes
    Verb("select", ("v",), n_("select"), n_("Select from here: arrows by word, l h by sentence, J K by paragraph"), ("reader",), _NOTE),
    Verb("select-paragraph", ("V",), n_("paragraph"), n_("Select the whole paragraph"), ("reader",), _NOTE),
    Verb("word-next", ("right",), n_("word"), n_("Next word"), ("reader",), _NOTE),
    Verb("word-previous", ("left",), n_("word"), n_("Previous word"), ("reader",), _NOTE),
    Verb("highlight", ("m",), n_("mark"), n_("Highlight the sentence or selection; a digit then sets the category"), ("reader",), _NOTE),
    Verb("annotate", ("a",), n_("note"), n_("Write a note on the sentence or selection"), ("reader",), _NOTE),
    Verb("annotate-whole", ("B",), n_("on all"), n_("Write a note on the whole briefing"), ("reader",), _NOTE),
    Verb("decide", ("O",), n_("decide"), n_("Notes here whose passage is gone or has changed"), ("reader",), _NOTE),
    Verb("review-note", ("o",), n_("compare"), n_("Compare this note with the text that has changed"), ("notes",), _NOTE),
    Verb("edit-note", ("a",), n_("edit"), n_("Edit this note"), ("notes",), _NOTE),
    Verb("mark", ("space",), n_("select"), n_("Select this note or not, and go on to the next"), ("notes",), _NOTE),
    Verb("mark-range", ("V",), n_("select range"), n_("Select all from the note selected last to this one"), ("notes",), _NOTE),
    Verb("mark-all", ("M",), n_("select all"), n_("Select all notes that are shown"), ("notes",), _NOTE),
    Verb("mark-none", ("N",), n_("select none"), n_("Select no note"), ("notes",), _NOTE),
    Verb("tag", ("t",), n_("tags"), n_("Add or remove tags of this note or the selected ones"), ("notes",), _NOTE),
    Verb("category", ("c",), n_("category"), n_("Set the category of this note or the selected ones"), ("notes",), _NOTE),
    Verb("versions", ("h",), n_("history"), n_("What this note was before; Enter there brings it back"), ("notes",), _NOTE),
    Verb("trash", ("x",), n_("trash"), n_("To the trash, and back to the notes"), ("notes",), _NOTE),
    Verb("restore", ("r",), n_("restore"), n_("Take this note or the selected ones out of the trash"), ("notes",), _NOTE),
    Verb("notes-here", ("i",), n_("notes"), n_("Notes on this briefing"), ("library", "reader"), _NOTE),
    Verb("notes-all", ("A",), n_("all notes"), n_("All notes of the library"), ("library", "reader"), _NOTE),
    Verb("drafts", ("D",), n_("drafts"), n_("Notes that were typed and not saved"), ("library", "reader"), _NOTE),
    Verb("note-next", ("plus",), n_("next note"), n_("Next note in this text"), ("reader",), _NOTE),
    Verb("note-previous", ("minus",), n_("previous note"), n_("Previous note in this text"), ("reader",), _NOTE),
    Verb("delete", ("delete",), n_("delete"), n_("Delete this note (undo brings it back)"), ("reader",), _NOTE),
    Verb("delete", ("delete",), n_("delete"), n_("Delete this note or the selected ones (undo brings them back)"), ("notes",), _NOTE),
    Verb("delete", ("delete",), n_("delete"), n_("Delete this saved search (undo brings it back)"), ("library",), _FIND),
    Verb("undo", ("U", "ctrl+z"), n_("undo"), n_("Undo the last change of a note"), ("reader", "notes"), _NOTE),
    Verb("undo", ("U", "ctrl+z"), n_("undo"), n_("Undo the last change of a note or saved search"), ("library",), _NOTE),
    Verb("redo", ("ctrl+y",), n_("redo"), n_("Redo what was undone"), ("library", "reader", "notes"), _NOTE),
    Verb("copy", ("y",), n_("copy"), n_("Copy the sentence or selection as a citation"), ("reader",), _NOTE),
    Verb("copy-both", ("Y",), n_("copy both"), n_("Copy the citation with its counterpart"), ("reader",), _NOTE),
    Verb("export", ("e",), n_("export"), n_("Export the notes as Markdown or JSON"), ("library", "reader"), _NOTE),
    Verb("export", ("e",), n_("export"), n_("Export the selected notes, or all that are shown"), ("notes",), _NOTE),
    Verb("import", ("I",), n_("import"), n_("Import notes from a file of this or another program"), ("notes",), _NOTE),
    Verb("sync", ("Y",), n_("sync"), n_("Exchange notes with your other devices"), ("notes",), _NOTE),
    # App
    Verb("open", ("enter",), n_("open"), n_("Open"), ("library", "search", "notes", "picker"), _APP),
    Verb("follow", ("enter",), n_("follow"), n_("Follow the link or footnote of this sentence"), ("reader",), _APP),
    Verb("toggle-read", ("r",), n_("read/unread"), n_("Mark as read or unread"), ("library", "reader"), _APP),
    Verb("reload", ("R", "f5"), n_("reload"), n_("Read the files again"), ("library", "reader"), _APP),
    Verb("problems", ("P",), n_("problems"), n_("Files that could not be read"), ("library",), _APP),
    Verb("theme", ("T",), n_("theme"), n_("Light or dark"), ("library", "reader", "notes"), _APP),
    Verb("help", ("question_mark", "f1"), n_("help"), n_("Help for this screen"), ("library", "reader", "notes"), _APP),
    Verb("help", ("f1",), n_("help"), n_("Help for this screen"), ("search",), _APP),
    Verb("back", ("escape", "q"), n_("back"), n_("One step back"), ("reader", "notes", "picker", "review"), _APP),
    Verb("back", ("escape",), n_("back"), n_("One step back"), ("search", "editor", "prompt"), _APP),
    Verb("leave", ("q",), n_("quit"), n_("Quit"), ("library",), _APP),
    Verb("quit", ("ctrl+q",), n_("quit"), n_("Quit"), (*ALL, "editor", "picker", "prompt", "review"), _APP),
    # The editor of a note
    Verb("save", ("ctrl+s",), n_("save"), n_("Save the note"), ("editor",), _NOTE),
    Verb("complete", ("tab",), n_("complete"), n_("Complete the tag at the cursor; again for the next one; else the next field"), ("editor",), _NOTE),
    # Comparing a note with today's text
    Verb("confirm", ("enter",), n_("confirm"), n_("The note belongs on today’s text"), ("review",), _NOTE),
    Verb("reattach", ("r",), n_("select"), n_("Select the passage in the text"), ("review",), _NOTE),
    Verb("leave-it", ("x",), n_("leave it"), n_("Leave the note as it is"), ("review",), _NOTE),
    Verb("case-next", ("n",), n_("next"), n_("Next note that asks for a decision"), ("review",), _NOTE),
    Verb("case-previous", ("N",), n_("previous"), n_("Previous note that asks for a decision"), ("review",), _NOTE),
    Verb("suggestion", ("tab",), n_("place"), n_("Next suggested place; a digit chooses one"), ("review",), _NOTE),
    Verb("external", ("ctrl+e",), n_("editor"), n_("Go on in your own editor ($VISUAL or $EDITOR)"), ("editor",), _NOTE),
)  # fmt: skip

_MODIFIERS = {"ctrl": n_("Ctrl"), "alt": n_("Alt"), "shift": n_("Shift")}
_SHOWN = {
    "question_mark": "?", "full_stop": ".", "comma": ",", "colon": ":", "slash": "/", "greater_than_sign": ">",
    "less_than_sign": "<", "equals_sign": "=", "plus": "+", "minus": "-", "escape": "Esc", "space": n_("Space"),
    "enter": n_("Enter"), "pagedown": n_("PgDn"), "pageup": n_("PgUp"), "home": n_("Home"), "end": n_("End"), "delete": n_("Del"),
    "backspace": n_("Backspace"), "tab": "Tab", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip


FOOTERS: dict[str, tuple[str, ...]] = {
    "library": ("open", "search", "notes-all", "export", "toggle-read", "theme", "leave", "help"),
    "reader": ("sentence-next", "search", "annotate", "highlight", "outline", "links", "back", "help"),
    "search": ("open", "group-hits", "save-search", "complete", "query-older", "back", "help"),
    "notes": ("open", "filter", "mark", "edit-note", "sort", "trash", "back", "help"),
    "trash": ("restore", "filter", "mark", "sort", "versions", "back", "help"),
    "editor": ("external", "save", "back"),
    "review": ("confirm", "reattach", "leave-it", "case-next", "suggestion", "back"),
    "prompt": ("back", "quit"),
}
"""The verbs that a screen's footer shows, in order."""
_OF: Final = {"trash": "notes"}
"""Footers of screens that have another one, by whose verbs they show."""


def footer_for(screen: str) -> tuple[Verb, ...]:
    """Return the verbs of a footer."""
    verbs = {verb.id: verb for verb in verbs_for(_OF.get(screen, screen))}
    return tuple(verbs[each] for each in FOOTERS[screen])


def verbs_for(screen: str) -> tuple[Verb, ...]:
    """Return the verbs of a screen, in the order of the table."""
    return tuple(verb for verb in VERBS if screen in verb.screens)


def remapped(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return Textual's keymap from the settings' table of verb ids and keys."""
    return {verb: ",".join(both_cases(given)) for verb, given in keys.items()}


def verb_ids() -> tuple[str, ...]:
    """Return the ids of all verbs, each once."""
    return tuple(dict.fromkeys(verb.id for verb in VERBS))


def shown(key: str, tr: Callable[[str], str] = str) -> str:
    """Return how a key is written for people, its words translated by `tr`."""
    *modifiers, name = key.split("+")
    label = tr(_SHOWN[name]) if name in _SHOWN else name if len(name) == 1 else name.upper()
    return "+".join([*(tr(_MODIFIERS[modifier]) for modifier in modifiers), label])


def key_for(screen: str, verb: str, keys: Mapping[str, tuple[str, ...]], tr: Callable[[str], str]) -> str:
    """Return the first key of a verb as it is written for people; empty where the settings took all keys from it.

    Args:
        screen: where it works.
        verb: its id.
        keys: the settings' table of verb ids and keys.
        tr: the interface's language.
    """
    (found,) = (each for each in verbs_for(screen) if each.id == verb)
    given = keys.get(verb, found.keys)
    return shown(given[0], tr) if given else ""


def both_cases(keys: tuple[str, ...]) -> list[str]:
    """Return keys with each capital letter also as "shift+g": terminals differ in what they send."""
    bound: list[str] = []
    for key in keys:
        bound.append(key)
        if len(key) == 1 and key.isupper():
            bound.append(f"shift+{key.lower()}")
    return bound


def digit_of(key: str) -> int:
    """Return the digit that a key types, 0 for any other key: "²" (AltGr+2 on German keyboards) is none."""
    return int(key) if len(key) == 1 and key in "123456789" else 0
