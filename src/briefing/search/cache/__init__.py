"""The index on disk or in memory. Only this package knows its schema.

Postings are kept in segments, one for each transaction; segments of like size are merged, so that a briefing takes
part in a logarithmic number of merges (logarithmic merging: Büttcher, Clarke, Cormack, Information Retrieval, 2010).
Documents that are gone stay in old segments until a merge; their numbers are never used again. The vocabulary is kept
in the same way, as a few lists of words with what each adds to their counts.

What is read is checked by sums of our own, for SQLite notices damage to its structure only.
"""

from briefing.search.cache.file import Cache, State
from briefing.search.cache.nouns import Entry, Place, StoredText
from briefing.search.cache.reader import Reader

__all__ = ["Cache", "Entry", "Place", "Reader", "State", "StoredText"]
