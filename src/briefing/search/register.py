"""Models and the organisations that made them, read from a register, and what a query may ask of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefing.document.model import Block, Box, Document, Kind
from briefing.i18n import n_
from briefing.parallel.model import Parallel
from briefing.reference.definitions import lines_of
from briefing.search.filters import MAX_FILTERS, Mistake, Named, written
from briefing.search.query import MAX_LETTERS, Query, words_of
from briefing.text import fold, one_line, sort_key, tokens

_MODEL_HEADERS: Final = frozenset(
    map(fold, ("Modell", "Modelle", "Modellname", "Name des Modells", "Model", "Models", "Model name"))
)
_NAME_HEADERS: Final = frozenset(map(fold, ("Name", "Namen", "Names", "Bezeichnung")))
_ORG_HEADERS: Final = frozenset(
    map(
        fold,
        (
            *("Organisation", "Organisationen", "Anbieter", "Anbieterin", "Hersteller", "Herstellerin", "Herausgeber"),
            *("Entwickler", "Entwicklerin", "Entwickelt von", "Unternehmen", "Firma", "Labor", "Lab", "Labs"),
            *("Organization", "Organizations", "Organisations", "Developer", "Developers", "Developed by", "Publisher"),
            *("Provider", "Vendor", "Maker", "Company"),
        ),
    )
)
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_NEXT_LABEL = re.compile(r"\s(?=[^\W\d_]+:\s)")
"""Where another label begins on the same line: soft breaks are spaces by now."""
_NEAR: Final = 0.6
"""Similarity from which on a name is proposed for another."""
_NEAR_LETTERS: Final = 4
"""Letters that one word of a name needs to be meant for the whole."""

Words = tuple[str, ...]


# --- reading --------------------------------------------------------------------------------------------------------


def entries_of(parallel: Parallel) -> list[tuple[str, str]]:
    """Return the models of a register with their organisations, as spelt, without remarks in parentheses.

    Tables with a column of models and one of organisations, in either language; definition lists whose terms are
    models and whose explanations say "Organisation: x". An organisation may be unknown: an empty text.
    """
    found: dict[tuple[str, str], None] = {}
    for lang in parallel.langs:
        for model, org in _entries(parallel.documents[lang]):
            entry = _name(model), _name(org)
            if entry[0]:
                found[entry] = None
    return list(found)


def _entries(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        if block.kind is Kind.TABLE:
            yield from _of_table(block)
    yield from _of_definitions(document.blocks)


def _name(text: str) -> str:
    """Return a name as it stands in running text; empty for a dash or a question mark."""
    name = one_line(_PARENTHESES.sub("", text)) or one_line(text)
    return name.strip(" .,;:") if words_of(name) else ""


def _is_label(text: str, labels: frozenset[str]) -> bool:
    """Return whether a header or label says one of some things: "Anbieter / Lab", "Organisation (Land)"."""
    return any(" ".join(fold(part).split()) in labels for part in _PARENTHESES.sub("", text).split("/"))


def _of_table(block: Block) -> Iterator[tuple[str, str]]:
    header, *lines = lines_of(block)
    models = [
        at for labels in (_MODEL_HEADERS, _NAME_HEADERS) for at, cell in enumerate(header) if _is_label(cell, labels)
    ]
    orgs = [at for at, cell in enumerate(header) if _is_label(cell, _ORG_HEADERS)]
    if models and orgs:
        for line in lines:
            if len(line) > max(models[0], orgs[0]):
                yield line[models[0]], line[orgs[0]]


def _of_definitions(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    models: list[str] = []
    explained = False
    for block in blocks:
        if block.kind is Kind.DEFINITION and block.level == 0:
            models = [block.text] if explained else [*models, block.text]
            explained = False
        elif any(container.box is Box.DEFINITION for container in block.containers):
            explained = True
            for org in _labelled(block.text):
                yield from ((model, org) for model in models)
        else:
            models = []


def _labelled(text: str) -> Iterator[str]:
    """Yield what follows "Organisation:" and the like."""
    for line in text.split("\n"):
        for part in _NEXT_LABEL.split(line):
            label, colon, value = part.partition(":")
            if colon and _is_label(label, _ORG_HEADERS):
                yield value


# --- looking up -----------------------------------------------------------------------------------------------------


def _key(words: Sequence[str]) -> str:
    """Return what is equal for all spellings of a name: "o3 mini", "o3-mini", "O3mini"."""
    return "".join(words)


class Register:
    """The models and organisations of all registers of a library.

    Args:
        entries: models and organisations, as `entries_of` returns them.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._models: dict[Words, str] = {}
        self._orgs: dict[Words, str] = {}
        self._made: dict[Words, dict[Words, None]] = {}
        for model, org in entries:
            model_words, org_words = tuple(words_of(model)), tuple(words_of(org))
            if model_words:
                self._models.setdefault(model_words, model)
            if org_words:
                self._orgs.setdefault(org_words, org)
                made = self._made.setdefault(org_words, {})
                if model_words:
                    made[model_words] = None

    def __len__(self) -> int:
        return len(self._models) + len(self._orgs)

    def orgs(self) -> tuple[str, ...]:
        """Return the organisations as spelt, sorted."""
        return _spelt(self._orgs)

    def models(self) -> tuple[str, ...]:
        """Return the models as spelt, sorted."""
        return _spelt(self._models)

    def names_for_org(self, folded: str) -> tuple[Words, ...]:
        """Return the words of an organisation's name and of those of its models; none if there is no such one.

        Args:
            folded: its name, or some words of it ("deepmind"), folded.
        """
        orgs = _meant(folded, self._orgs)
        return tuple(dict.fromkeys([*orgs, *(model for org in orgs for model in self._made[org])]))

    def names_for_model(self, folded: str) -> tuple[Words, ...]:
        """Return the words of a model's name in every spelling; none if there is no such one.

        Args:
            folded: its name, or some words of it ("llama" for each Llama), folded.
        """
        return _meant(folded, self._models)

    def knows(self, named: Named) -> bool:
        """Return whether there is what a filter asks for."""
        names = self.names_for_org if named.name == "org" else self.names_for_model
        return bool(names(named.value))

    def may_become(self, named: Named) -> bool:
        """Return whether what a filter asks for is the beginning of something that there is."""
        begun = _key(_words(named.value))
        names = self._names(named.name)
        return any(_key(words[start:]).startswith(begun) for words in names for start in range(len(words)))

    def nearest(self, named: Named) -> str:
        """Return the name as spelt that is most like what a filter asks for, or an empty text."""
        from rapidfuzz import process  # noqa: PLC0415 - only for mistakes
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        spelt: dict[str, str] = {}
        for words, name in self._names(named.name).items():
            spelt.setdefault(_key(words), name)
        for words, name in self._names(named.name).items():
            for word in words:
                if len(word) >= _NEAR_LETTERS:
                    spelt.setdefault(word, name)
        key = _key(_words(named.value))
        found = process.extractOne(key, list(spelt), scorer=OSA.normalized_similarity, score_cutoff=_NEAR)
        return spelt[found[0]] if found else ""

    def _names(self, name: str) -> Mapping[Words, str]:
        return self._orgs if name == "org" else self._models


def check(query: Query, register: Register) -> Query:
    """Return a query without the organisations and models that there are not, and with what is to be said about them.

    What is still being typed and may become a name has no effect yet and is no mistake.

    Args:
        query: as `parse` returns it.
        register: of the library; an empty one if it has none.
    """
    known: list[Named] = []
    mistakes = list(query.mistakes)
    for named in query.named:
        if register and register.knows(named):
            known.append(named)
        elif not (register and named.last and register.may_become(named)):
            mistakes.append(_mistake(named, register))
    return replace(
        query,
        orgs=tuple(dict.fromkeys(one.value for one in known if one.name == "org")),
        models=tuple(dict.fromkeys(one.value for one in known if one.name == "model")),
        mistakes=tuple(sorted(mistakes, key=lambda one: one.start)[:MAX_FILTERS]),
        named=tuple(known),
    )


def _mistake(named: Named, register: Register) -> Mistake:
    values = [("typed", named.typed)]
    if not register:
        return Mistake(named.start, named.end, n_("{typed}: this library has no register of models."), tuple(values))
    nearest = written(named.name, register.nearest(named))
    if nearest:
        values.append(("nearest", nearest))
    if named.name == "org":
        near = n_("{typed}: the register has no such organisation; did you mean {nearest}?")
        message = near if nearest else n_("{typed}: the register has no such organisation.")
    else:
        near = n_("{typed}: the register has no such model; did you mean {nearest}?")
        message = near if nearest else n_("{typed}: the register has no such model.")
    return Mistake(named.start, named.end, message, tuple(values))


def _words(folded: str) -> Words:
    return tuple(word[:MAX_LETTERS] for word in tokens(folded))


def _spelt(names: Mapping[Words, str]) -> tuple[str, ...]:
    """Return names as first spelt, one of each, sorted."""
    found: dict[str, str] = {}
    for words, name in names.items():
        found.setdefault(_key(words), name)
    return tuple(sorted(found.values(), key=sort_key))


def _meant(folded: str, names: Iterable[Words]) -> tuple[Words, ...]:
    """Return the names that are the same but for spelling, or else those that hold the same words side by side."""
    wanted = _words(folded)
    if not wanted:
        return ()
    same = tuple(words for words in names if _key(words) == _key(wanted))
    return same or tuple(words for words in names if _holds(words, wanted))


def _holds(words: Words, wanted: Words) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
