"""Any note that can be: also ones that no store would take."""

from __future__ import annotations

from hypothesis import strategies as st

from briefing.notes.codec import KINDS
from briefing.notes.model import Category, Note, Target

TEXTS = st.text(max_size=40)
NUMBERS = st.integers(-1, 2**53)
TARGETS = st.builds(
    Target,
    exact=TEXTS,
    prefix=TEXTS,
    suffix=TEXTS,
    start=NUMBERS,
    end=NUMBERS,
    snapshot=TEXTS,
    block=NUMBERS,
    heading_path=st.lists(TEXTS, max_size=3).map(tuple),
    lines=st.tuples(NUMBERS, NUMBERS),
    at=TEXTS,
)
NOTES = st.builds(
    Note,
    id=TEXTS,
    briefing=TEXTS,
    lang=st.sampled_from(["de", "en"]),
    title=TEXTS,
    target=TARGETS,
    kind=st.sampled_from(KINDS),
    category=st.sampled_from(Category),
    body=TEXTS,
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    created=TEXTS,
    updated=TEXTS,
    deleted=TEXTS,
    rev=NUMBERS,
)
