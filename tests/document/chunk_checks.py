"""A body parsed chunk by chunk must give what it gives as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.token import Token

from briefing.document.chunks import Chunks, cut
from briefing.document.look_ahead import Definitions, look_ahead
from briefing.document.parse_rules import make_parser


def sources(data: bytes, chunks: Chunks) -> list[bytes]:
    """Return the source of each chunk; a body without text has none."""
    return [data[a:b] for a, b in zip(chunks.starts, [*chunks.starts[1:], chunks.end], strict=False)]


def in_chunks(text: str) -> list[bytes]:
    """Cut `text` and return the sources of its chunks."""
    data = text.encode()
    return sources(data, cut(data))


def chunked_tokens(data: bytes, chunks: Chunks, definitions: Definitions) -> Iterator[Token]:
    """Yield the tokens of all chunks, each parsed alone, with the lines of the whole."""
    parser = make_parser()
    line = 0
    for source in sources(data, chunks):
        for token in parser.parse(source.decode(), definitions.env()):
            _shift(token, line)
            yield token
        line += source.count(b"\n")


def _shift(token: Token, lines: int) -> None:
    if token.map:
        token.map = [at + lines for at in token.map]


def difference(text: str) -> str | None:
    """Return how the chunks of a text differ from the whole, or None."""
    data = text.encode()
    chunks = cut(data)
    definitions = look_ahead(data, chunks)
    env: dict[str, Any] = {}
    whole = make_parser().parse(text, env)
    if found := _order(data, chunks):
        return found
    if dict(definitions.references) != env.get("references", {}):
        return f"references {dict(definitions.references)} for {env.get('references')}"
    if dict(definitions.labels) != env.get("footnotes", {}).get("refs", {}):
        return f"footnotes {dict(definitions.labels)} for {env.get('footnotes')}"
    return _first_difference(chunked_tokens(data, chunks, definitions), whole)


def _order(data: bytes, chunks: Chunks) -> str | None:
    starts = list(chunks.starts)
    if not starts:
        return None if not data.strip(b" \t\n") else "no chunks"
    if starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] >= chunks.end or chunks.end != len(data):
        return f"starts {starts} to {chunks.end}"
    if any(data[at - 1 : at] != b"\n" for at in starts[1:]) or len(chunks.shapes) != len(starts):
        return f"starts {starts}, shapes {chunks.shapes!r}"
    return None


def _first_difference(chunked: Iterable[Token], whole: list[Token]) -> str | None:
    got = list(chunked)
    for mine, other in zip(got, whole, strict=False):
        if mine != other:
            return f"{mine}\nfor\n{other}"
    return None if len(got) == len(whole) else f"{len(got)} tokens for {len(whole)}"
