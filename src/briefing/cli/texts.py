"""What commands need to read, search and place texts: addresses, rows, engine, notebook."""

from __future__ import annotations

from briefing.cli.services import Services
from briefing.document.model import Lang
from briefing.errors import NotFoundError, UsageError
from briefing.i18n import Translator, n_
from briefing.library.address import find, parse_address
from briefing.library.model import Briefing
from briefing.notes.notebook import Notebook
from briefing.parallel.model import Parallel
from briefing.parallel.opening import open_parallel

_LANGUAGES = {"de": n_("German"), "en": n_("English")}


def make_notebook(services: Services, *, writing: bool = False) -> Notebook:
    """Return the notes in their places.

    Raises:
        StoreError: the notes can't be opened.
    """
    return Notebook(services.store(writing=writing), open_parallel)


def open_address(services: Services, address: str) -> tuple[Briefing, Parallel, int | None]:
    """Return the briefing that an address means, its texts, and its row if it names one.

    Raises:
        NotFoundError: there is no such briefing or row.
        InputError: its text can't be read.
    """
    briefing, row = find(services.library, address)
    parallel = open_parallel(briefing)
    if row is not None and row >= len(parallel.rows):
        raise NotFoundError(
            n_("{briefing} has no row {row}."),
            n_("The last one is {last}.") if parallel.rows else "",
            briefing=briefing.id,
            row=row,
            last=len(parallel.rows) - 1,
        )
    return briefing, parallel, row


def language_of(services: Services, briefing: Briefing, wanted: str | None) -> Lang:
    """Return the language that is wanted, or the only one that there is.

    Raises:
        UsageError: there are two and none was named.
        NotFoundError: the briefing isn't there in the language.
    """
    for lang in briefing.langs:
        if wanted == lang or (wanted is None and len(briefing.langs) == 1):
            return lang
    if wanted is None:
        raise UsageError(n_("{briefing} has two languages: name one with --lang."), briefing=briefing.id)
    raise NotFoundError(
        n_("{briefing} is not there in {language}."),
        briefing=briefing.id,
        language=language_name(services.tr, wanted),
    )


def language_name(tr: Translator, lang: str) -> str:
    """Return the name of a language in the language of messages."""
    return tr(_LANGUAGES[lang])


def find_noted(services: Services, address: str) -> tuple[str, int | None]:
    """Return the id of the briefing that an address means, and the row; also of one that only notes remember.

    Raises:
        NotFoundError: neither the library nor the notes have such a briefing.
        StoreError: the notes can't be read.
    """
    try:
        briefing, row = find(services.library, address)
    except NotFoundError:
        parsed = parse_address(address)
        store = services.store()
        if parsed and (store.notes(parsed.briefing) or store.notes(parsed.briefing, deleted=True)):
            return parsed.briefing, parsed.row
        raise
    return briefing.id, row
