"""`briefing notes add`: a highlight or note on a briefing, on a row, or on words quoted from them."""

from __future__ import annotations

import re

import click

from briefing.cli.note_records import SHORT, address_of, record
from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.cli.texts import language_name, language_of, open_address
from briefing.document.model import LANGS, Document, Lang, Range
from briefing.errors import NotFoundError, UsageError
from briefing.i18n import n_
from briefing.notes.model import WHOLE, Category, Note
from briefing.notes.placing import place
from briefing.notes.selectors import kind_of, make_target, whole_target
from briefing.parallel.model import Parallel
from briefing.text import clean, one_line


@click.command("add")
@click.argument("address", metavar="ADDRESS")
@click.option("--lang", type=click.Choice(LANGS), help="Language of the text; needed where there are two.")
@click.option("--quote", metavar="TEXT", help="Words to mark; all of the row or briefing if not given.")
@click.option("--note", "body", metavar="TEXT", default="", help="What to note, in Markdown; without it, a highlight.")
@click.option("--tag", "tags", metavar="T", multiple=True, help="A tag; may be repeated.")
@click.option(
    "--category",
    type=click.Choice([category.value for category in Category]),
    default=Category.CLAIM.value,
    show_default=True,
    help="What the mark means.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the new note as JSON.")
@click.pass_obj
def command(
    services: Services,
    address: str,
    lang: str | None,
    quote: str | None,
    body: str,
    tags: tuple[str, ...],
    category: str,
    as_json: bool,
) -> int:
    """Add a highlight or note to a row or a whole briefing.

    To all of a row (slug#12) or briefing (slug), or to words quoted from it. The new note is
    printed when it is safely stored.
    """
    briefing, parallel, row = open_address(services, address)
    side = language_of(services, briefing, lang)
    document = parallel.documents[side]
    if row is None and quote is None:
        target, kind = whole_target(document), WHOLE
    else:
        where = (0, len(document.text)) if row is None else _row_range(services, parallel, row, side)
        target = make_target(document, *(where if quote is None else find_quote(document, where, quote)))
        kind = kind_of(document, target)
    note = services.store(writing=True).add(
        Note(
            id="",
            briefing=briefing.id,
            lang=side,
            title=briefing.editions[side].title,
            target=target,
            kind=kind,
            category=Category(category),
            body=body,
            tags=tags,
        ),
        document.text,
    )
    placed = place(note, parallel, document.text)
    if as_json:
        write_json(record(placed))
    else:
        write(services.tr("Stored: note {id} on {address}.", id=note.id[-SHORT:], address=address_of(placed)))
    return 0


def _row_range(services: Services, parallel: Parallel, row: int, lang: Lang) -> Range:
    """Return the range of a row's side in the text of its document.

    Raises:
        NotFoundError: the row has no text in this language.
    """
    document = parallel.documents[lang]
    blocks = parallel.rows[row].side(lang)
    if not (parallel.text(row, lang) or "").strip():
        language = language_name(services.tr, lang)
        raise NotFoundError(n_("Row {row} has no text in {language}."), row=row, language=language)
    return document.starts[blocks[0]], document.starts[blocks[-1]] + len(document.blocks[blocks[-1]].text)


def find_quote(document: Document, where: Range, quote: str) -> Range:
    """Return the range of quoted words in a part of a document's text; white space of any kind and length is equal.

    Raises:
        UsageError: the quote is blank or stands there more than once.
        NotFoundError: it isn't there.
    """
    words, whole = clean(quote).split(), where == (0, len(document.text))
    if not words:
        raise UsageError(n_("The quote is empty."))
    # In a look-ahead, so that places that overlap count as two.
    pattern = re.compile("(?=(" + r"\s+".join(map(re.escape, words)) + "))")
    found = [match.span(1) for match in pattern.finditer(document.text, *where)]
    if not found:
        raise NotFoundError(
            n_("“{quote}” is not in this text.") if whole else n_("“{quote}” is not in this row."),
            n_("`briefing show` prints its text."),
            quote=one_line(quote),
        )
    if len(found) > 1:
        message = (
            n_("“{quote}” stands {count} times in this text: quote more of it, or name a row.")
            if whole
            else n_("“{quote}” stands {count} times in this row: quote more of it.")
        )
        raise UsageError(message, quote=one_line(quote), count=len(found))
    return found[0]
