"""How well and how fast known documents are found: the product, and its peers on the same queries.

    python benchmarks/search/evaluate.py FOLDER queries.jsonl [...] [--engine briefing fts5-prefix] [--prefixes 80]

MRR@10 and recall@10 by kind of query (the two editions of a document count as one), the number of results for nonsense,
results that a filter forbids, ranges that mark nothing, CPU and wall time of each query, and with `--prefixes` of each
key press when so many queries are typed letter by letter. With `--interleave` the engines get each query in turn.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bases import passes
from corpus import Facts, read_front, unit
from measure import percentiles
from peers import PEERS, peer
from product import Engine, Found, Product

_HITS = 3
"""Hits that the product is asked for, for each document that counts."""
_WARM = "xyzzyq"


@dataclass
class Score:
    """What came out for one engine.

    Attributes:
        ranks: by kind, the rank of each target, 0 where it is not there.
        shown: documents shown for each piece of nonsense.
        violations: hits that their filters forbid.
        hits: hits of the product that were looked at.
        unmarked: those without a range.
        bad_ranges: ranges outside their text, empty or out of order.
        whole: (CPU, wall) milliseconds of each query.
        keys: (CPU, wall) milliseconds of each key press.
    """

    ranks: dict[str, list[int]] = field(default_factory=dict)
    shown: list[int] = field(default_factory=list)
    violations: int = 0
    hits: int = 0
    unmarked: int = 0
    bad_ranges: int = 0
    whole: list[tuple[float, float]] = field(default_factory=list)
    keys: list[tuple[float, float]] = field(default_factory=list)

    def take(self, query: dict, found: Found, limit: int, folder: Path) -> None:
        """Judge one answer."""
        documents = list(dict.fromkeys(unit(path) for path in found.paths))[:limit]
        if query["target"] is None:
            self.shown.append(len(documents))
        else:
            target = unit(query["target"])
            rank = documents.index(target) + 1 if target in documents else 0
            self.ranks.setdefault(query["kind"], []).append(rank)
        for hit in found.hits:
            self.look_at(hit)
            self.violations += bool(query["filters"]) and not allowed(hit, query["filters"], folder)

    def look_at(self, hit: dict) -> None:
        """Check the ranges of a hit."""
        self.hits += 1
        self.unmarked += not hit["ranges"]
        end = 0
        for first, last in hit["ranges"]:
            self.bad_ranges += not end <= first < last <= len(hit["text"])
            end = last


@cache
def facts_of(file: Path) -> Facts:
    """Return what the front matter of a file says."""
    fields, tags, _ = read_front(file.read_text(encoding="utf-8", errors="replace"))
    return Facts(str(file), fields.get("lang", ""), fields.get("title", ""), fields.get("date", ""), tuple(tags))


def allowed(hit: dict, filters: dict[str, str], folder: Path) -> bool:
    """Tell whether a hit passes the filters of its query, by its own word and by its file's."""
    facts = facts_of(folder / hit["path"])
    return passes(facts, filters) and hit["lang"] == filters.get("lang", hit["lang"])


def timed(engine: Engine, query: str) -> tuple[Found, tuple[float, float]]:
    """Ask; return the answer with (CPU, wall) milliseconds."""
    cpu, began = engine.cpu(), time.perf_counter()
    found = engine.search(query)
    wall = (time.perf_counter() - began) * 1000
    return found, (engine.cpu() - cpu, wall)


def turns(engines: Sequence[Engine], texts: Sequence[str], *, interleave: bool) -> Iterator[tuple[Engine, int]]:
    """Yield which engine gets which query, in order."""
    if interleave:
        yield from ((engine, number) for number in range(len(texts)) for engine in engines)
    else:
        yield from ((engine, number) for engine in engines for number in range(len(texts)))


def typed(queries: Sequence[dict], count: int) -> list[str]:
    """Return what stands in the field after each key press while so many of the queries are typed."""
    step = max(1, len(queries) // count)
    chosen = [query["query"] for query in queries[::step]][:count]
    return [text[:end] for text in chosen for end in range(1, len(text) + 1)]


def summary(engine: Engine, score: Score) -> dict:
    """Return everything that is reported of one engine."""
    kinds = {kind: quality(ranks) for kind, ranks in score.ranks.items()}
    everything = [rank for ranks in score.ranks.values() for rank in ranks]
    return {
        "engine": engine.name,
        "kinds": {**kinds, "all": quality(everything)},
        "shown for nonsense": round(sum(score.shown) / max(1, len(score.shown)), 2),
        "filter violations": score.violations,
        "hits": score.hits,
        "hits without a mark": score.unmarked,
        "bad ranges": score.bad_ranges,
        "query CPU ms": percentiles([cpu for cpu, _ in score.whole]),
        "query wall ms": percentiles([wall for _, wall in score.whole]),
        "key CPU ms": percentiles([cpu for cpu, _ in score.keys]),
        "key wall ms": percentiles([wall for _, wall in score.keys]),
        "peak MiB": round(engine.peak(), 1),
    }


def quality(ranks: Sequence[int]) -> dict[str, float]:
    """Return the number of queries, the mean reciprocal rank and the recall."""
    count = max(1, len(ranks))
    reciprocal = sum(1 / rank for rank in ranks if rank) / count
    return {"n": len(ranks), "mrr": round(reciprocal, 3), "recall": round(sum(map(bool, ranks)) / count, 3)}


def table(reports: Sequence[dict]) -> str:
    """Return the reports side by side."""
    lines = [f"{'':22}{'n':>5}" + "".join(f"{report['engine']:>32}" for report in reports)]
    for kind, first in reports[0]["kinds"].items():
        cells = (f"{each['mrr']:.3f} / {each['recall']:.3f}" for each in (report["kinds"][kind] for report in reports))
        lines.append(f"{kind:22}{first['n']:5}" + "".join(f"{cell:>32}" for cell in cells))
    for name in list(reports[0])[2:]:
        lines.append(f"{name:27}" + "".join(f"{_cell(report[name]):>32}" for report in reports))
    return "\n".join(lines)


def _cell(value: object) -> str:
    return " / ".join(f"{each:.1f}" for each in value.values()) if isinstance(value, dict) else str(value)


def run(options: argparse.Namespace, home: Path) -> list[dict]:
    """Ask every engine every query; return the reports."""
    lines = [line for file in options.queries for line in file.read_text(encoding="utf-8").split("\n") if line]
    queries = [query for query in map(json.loads, lines) if set(query["filters"]) <= set(options.filters)]
    engines: list[Engine] = []
    for name in options.engine:
        ours = name == Product.name
        folder = options.folder
        engines.append(Product(folder, home, options.limit * _HITS) if ours else peer(name, folder, options.limit))
    scores = {engine.name: Score() for engine in engines}
    for engine in engines:
        engine.search(_WARM)
    texts = [query["query"] for query in queries]
    for engine, number in turns(engines, texts, interleave=options.interleave):
        found, took = timed(engine, texts[number])
        scores[engine.name].whole.append(took)
        scores[engine.name].take(queries[number], found, options.limit, options.folder)
    presses = typed([query for query in queries if query["target"]], options.prefixes) if options.prefixes else []
    for engine, number in turns(engines, presses, interleave=options.interleave):
        scores[engine.name].keys.append(timed(engine, presses[number])[1])
    reports = [summary(engine, scores[engine.name]) for engine in engines]
    for engine in engines:
        engine.close()
    return reports


def main() -> None:
    """Run the measurements that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("queries", type=Path, nargs="+")
    parser.add_argument("--engine", nargs="+", choices=[Product.name, *PEERS], default=[Product.name])
    parser.add_argument("--limit", type=int, default=10, help="documents that count")
    parser.add_argument("--prefixes", type=int, default=0, help="queries that are typed letter by letter")
    parser.add_argument("--filters", nargs="*", default=["lang", "tag", "after"], help="leave out queries with others")
    parser.add_argument("--home", type=Path, help="where the product keeps its index; else a folder that is removed")
    parser.add_argument("--interleave", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="search-") as made:
        reports = run(options, options.home or Path(made))
    print(json.dumps(reports, ensure_ascii=False, indent=1) if options.json else table(reports))


if __name__ == "__main__":
    main()
