"""`briefing show`: a briefing, or one row of it, in one language or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from briefing.cli.app_start import PIPED
from briefing.cli.output import Bold, write, write_json
from briefing.cli.piped import piped
from briefing.cli.services import Services
from briefing.cli.texts import language_of, open_address
from briefing.document.model import LANGS, Block, Kind, Lang
from briefing.parallel.model import Pair, Parallel


@click.command("show")
@click.argument("address", metavar="ADDRESS")
@click.option("--lang", type=click.Choice((*LANGS, "both")), default="both", help="Which language; both if not given.")
@click.option("--plain", is_flag=True, help="Only the text: no row numbers, nothing bold.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(services: Services, address: str, lang: str, plain: bool, as_json: bool) -> int:
    """Print a briefing, or one row of it (slug#12).

    Both languages come row by row, each paragraph marked [de] or [en]; in front of each row stands its number. With -
    the text is read from a pipe.
    """
    if address == PIPED:
        with piped(services) as there:
            return show(there, there.library.briefings[0].id, lang, plain=plain, as_json=as_json)
    return show(services, address, lang, plain=plain, as_json=as_json)


def show(services: Services, address: str, lang: str = "both", *, plain: bool = False, as_json: bool = False) -> int:
    """Print what an address means; return the exit code.

    Args:
        services: the parts of this run.
        address: a briefing or one row of it.
        lang: "de", "en" or "both".
        plain: whether to print the text alone.
        as_json: whether to print JSON.

    Raises:
        NotFoundError: there is no such briefing, row or language.
        InputError: its text can't be read.
    """
    briefing, parallel, row = open_address(services, address)
    langs = briefing.langs if lang == "both" else (language_of(services, briefing, lang),)
    numbers = range(len(parallel.rows)) if row is None else (row,)
    rows = [number for number in numbers if any(parallel.rows[number].side(lang) for lang in langs)]
    if as_json:
        write_json({"id": briefing.id, "rows": [row_record(parallel, number, langs) for number in rows]})
    else:
        _print(parallel, rows, langs, plain=plain)
    return 0 if rows else 1


def row_record(parallel: Parallel, number: int, langs: Iterable[Lang]) -> dict[str, Any]:
    """Return one row as JSON; a side that is empty or not wanted is null.

    Sentence ranges are half-open code point ranges into the side's text.
    """
    row = parallel.rows[number]
    shown = [lang for lang in langs if row.side(lang)]
    first = parallel.blocks(number, shown[0] if shown else "de")[0]
    starts = {lang: _starts(parallel, number, lang) for lang in shown}
    return {
        "row": number,
        "kind": first.kind.value,
        "level": first.level,
        **{lang: parallel.text(number, lang) if lang in shown else None for lang in LANGS},
        "confidence": row.confidence,
        "sentences": [
            {
                **{lang: _ranges(parallel, pair, lang, starts.get(lang, {})) for lang in LANGS},
                "confidence": pair.confidence,
            }
            for pair in parallel.pairs[number]
            if any(pair.side(lang) for lang in shown)
        ],
    }


def _starts(parallel: Parallel, number: int, lang: Lang) -> dict[int, int]:
    """Return for each block of a row's side where it begins in the side's text."""
    starts: dict[int, int] = {}
    at = 0
    for index, block in zip(parallel.rows[number].side(lang), parallel.blocks(number, lang), strict=True):
        starts[index] = at
        at += len(block.text) + len("\n\n")
    return starts


def _ranges(parallel: Parallel, pair: Pair, lang: Lang, starts: dict[int, int]) -> list[list[int]]:
    """Return the ranges of a pair's sentences in the text of a row's side; none for a side that isn't shown."""
    found = []
    for block, sentence in pair.side(lang):
        if block in starts:
            start, end = parallel.documents[lang].blocks[block].sentences[sentence]
            found.append([starts[block] + start, starts[block] + end])
    return found


def _print(parallel: Parallel, rows: list[int], langs: tuple[Lang, ...], *, plain: bool) -> None:
    """Print rows with an empty line between them, and between paragraphs of one language."""
    gutter = 0 if plain or not rows else len(f"#{rows[-1]}") + 2
    for position, number in enumerate(rows):
        if position:
            write()
        head = "" if plain else f"#{number}".ljust(gutter)
        for lang in langs:
            mark = f"[{lang}] " if len(langs) > 1 else ""
            for text, bold in _paragraphs(parallel.blocks(number, lang)):
                indented = text.replace("\n", "\n" + " " * gutter)
                write(head, mark, Bold(indented) if bold and not plain else indented)
                head = " " * gutter


def _paragraphs(blocks: Iterable[Block]) -> Iterator[tuple[str, bool]]:
    """Yield the text of each block and whether it is a title; a rule is three hyphens."""
    for block in blocks:
        marker = "".join(
            f"{container.marker} " for container in block.containers if container.opens and container.marker
        )
        text = "---" if block.kind is Kind.RULE and not block.text else block.text
        yield marker + text, block.kind is Kind.HEADING
