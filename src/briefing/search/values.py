"""The values that filters may have in a library: what completion offers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefing.search.answering import Answering
from briefing.search.cache import Reader


def values_of(answering: Answering, reader: Reader, name: str) -> Sequence[str]:
    """Return the values of a filter, the most frequent one first; none for a filter without a list of values.

    Args:
        answering: at the reader's state.
        reader: knows the tags.
        name: "tag", "org", "model" or "date".
    """
    if name == "org":
        return answering.knowledge.register.orgs()
    if name == "model":
        return answering.knowledge.register.models()
    if name == "tag":
        return _tags(answering, reader)
    if name == "date":
        return _dates(answering)
    return ()


def _tags(answering: Answering, reader: Reader) -> list[str]:
    snapshot = answering.retriever.snapshot
    counts: dict[str, int] = {}
    for term, postings in reader.tags(snapshot.directories).items():
        for posting in postings:
            snapshot.check(posting.docs)
            counts[term] = counts.get(term, 0) + int(np.count_nonzero(snapshot.there[posting.docs]))
    found = sorted((-count, term.removeprefix("tag:")) for term, count in counts.items() if count)
    return [tag for _, tag in found]


def _dates(answering: Answering) -> list[str]:
    snapshot = answering.retriever.snapshot
    days = snapshot.numbers.dates[snapshot.there]
    found = np.unique(days[days > 0])[::-1].tolist()
    return [f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}" for day in found]
