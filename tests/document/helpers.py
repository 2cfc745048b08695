"""Short ways to parse and to say what came out."""

from __future__ import annotations

from briefing.document.model import Block, Container, Lang
from briefing.document.parse import parse


def blocks(source: str, lang: Lang = "de") -> tuple[Block, ...]:
    return parse(source, lang).blocks


def only(source: str, lang: Lang = "de") -> Block:
    """Return the one block of `source`."""
    (block,) = blocks(source, lang)
    return block


def spans(block: Block) -> list[tuple[str, str, str]]:
    """Return mark, covered text and target of each span."""
    return [(span.mark.value, block.text[span.start : span.end], span.target) for span in block.spans]


def sentences(block: Block) -> list[str]:
    return [block.text[start:end] for start, end in block.sentences]


def nesting(block: Block) -> str:
    """Return the containers as text: `item•!` opens here, `item•` doesn't; a loose list's item has a tilde."""
    return " ".join(_box(container) for container in block.containers)


def _box(container: Container) -> str:
    loose = "~" if container.box in ("item", "definition") and not container.tight else ""
    return f"{container.box}{container.marker}{loose}{'!' if container.opens else ''}"


def outline(source: str) -> list[tuple[str, int, str, str]]:
    """Return kind, level, nesting and text of each block."""
    return [(block.kind.value, block.level, nesting(block), block.text) for block in blocks(source)]
