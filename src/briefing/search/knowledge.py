"""What the glossaries and registers of a library say: terms in the other language, who made which model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from briefing.library.model import Briefing
from briefing.parallel.model import Parallel
from briefing.search.database import CacheDamagedError
from briefing.search.glossary import Glossary, pairs_of
from briefing.search.register import Register, entries_of


class Knowledge(NamedTuple):
    """All glossaries and registers of one state of the index.

    Attributes:
        told: what it was made of, as the index keeps it.
        glossary: all terms.
        register: all models and organisations.
    """

    told: tuple[str, ...]
    glossary: Glossary
    register: Register


def facts_of(briefing: Briefing, parallel: Parallel) -> str:
    """Return what a glossary or register says, as the index keeps it; nothing for other texts."""
    if briefing.kind == "glossary":
        return json.dumps({"terms": pairs_of(parallel)}, ensure_ascii=False)
    if briefing.kind == "register":
        return json.dumps({"models": entries_of(parallel)}, ensure_ascii=False)
    return ""


def knowledge_of(told: Iterable[str]) -> Knowledge:
    """Return what glossaries and registers said when they were indexed.

    Raises:
        CacheDamagedError: it is something else.
    """
    kept = tuple(told)
    terms: list[tuple[str, str]] = []
    models: list[tuple[str, str]] = []
    try:
        for text in kept:
            facts = json.loads(text)
            terms += [(str(german), str(english)) for german, english in facts.get("terms", ())]
            models += [(str(model), str(org)) for model, org in facts.get("models", ())]
    except (ValueError, TypeError, AttributeError) as error:
        raise CacheDamagedError(str(error)) from error
    return Knowledge(kept, Glossary(terms), Register(models))
