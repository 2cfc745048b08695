"""The tags that are in use, and how one that is being typed may go on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.notes.model import Note
from briefing.text import fold


def known_tags(notes: Iterable[Note]) -> list[str]:
    """Return the tags of notes, the most used first, each once however it is spelt; as it is spelt most often."""
    spelt = Counter(tag for note in notes for tag in note.tags)
    used: Counter[str] = Counter()
    best: dict[str, str] = {}
    for tag, count in spelt.most_common():
        key = fold(tag)
        used[key] += count
        best.setdefault(key, tag)
    return [best[key] for key in sorted(used, key=lambda key: (-used[key], key))]


def completions(line: str, cursor: int, known: Sequence[str]) -> tuple[int, list[str]]:
    """Return where the tag at the cursor begins, and the known tags that go on from it, in their order.

    Case and umlauts don't count. Nothing is offered for a tag of which nothing is typed yet, nor one that stands in
    the line already.

    Args:
        line: tags separated by commas, with or without "#".
        cursor: offset in it.
        known: the tags to offer.
    """
    start = line.rfind(",", 0, cursor) + 1
    start += len(line[start:cursor]) - len(line[start:cursor].lstrip(" #"))
    typed = fold(line[start:cursor])
    end = line.find(",", cursor)
    others = f"{line[:start]},{line[end:] if end >= 0 else ''}".split(",")
    taken = {fold(tag.strip(" #")) for tag in others}
    if not typed.strip():
        return start, []
    return start, [
        tag for tag in known if fold(tag).startswith(typed) and fold(tag) not in taken and fold(tag) != typed
    ]
