"""Whether notes stand where they belong after a text was edited: thousands of cases whose answers are known.

    python benchmarks/anchoring/evaluate.py FOLDER... [--seed 1] [--cases 5000] [--json] [--wrong 20]

Makes revisions of the Markdown below the folders, places notes on the old text in the new one, and prints by operator,
by kind of note and in total: survivors that are rightly placed, wrong places, deleted text that is anchored, notes
anchored in an unrelated document, wrong places where there is a verbatim copy, and the CPU time for 200 notes on 30 KB.
Exits with 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

from anchoring.cases import COMBINED, Case, Revision, cases, revised, revisions  # noqa: E402
from anchoring.corpus import Corpus, Source, read  # noqa: E402
from anchoring.gold import Verdict, judge  # noqa: E402
from anchoring.scoring import BARS, Score, Scores  # noqa: E402 - the folders have to be known first

from briefing.document.parse import parse  # noqa: E402
from briefing.notes.alignment import Aligner  # noqa: E402
from briefing.notes.anchoring import anchor  # noqa: E402
from briefing.notes.model import Anchor, Note, State  # noqa: E402

_SIZE = 30_000
_NOTES = 200
_ROUNDS = 7
_MILLISECONDS = 100.0
_COLUMNS = {
    "right": "survivors right",
    "tight": "survivors tight",
    "wrong": "placed wrong",
    "deleted": "deleted anchored",
    "unrelated": "unrelated anchored",
    "copies": "copies wrong",
    "twin": "twin anchored",
}


def answers(corpus: Corpus, seed: int, count: int) -> Iterator[tuple[Revision, Case, Anchor]]:
    """Yield so many cases with the answers of the product."""
    done = 0
    for number, revision in enumerate(revisions(corpus, seed)):
        aligner = Aligner(revision.old.text, revision.new.text)
        for case in cases(revision, Random(f"{seed} notes {number}")):
            yield revision, case, anchor(case.note, revision.new, revision.old.text, aligner)
            done += 1
            if done >= count:
                return


def milliseconds(corpus: Corpus, seed: int) -> float:
    """Return the CPU time of placing 200 notes on a text of 30 KB, alignment included.

    The median over three strengths of revision in turn, each several times.
    """
    random = Random(seed)
    markdown = ""
    for source in corpus.sources * 100:
        markdown += source.markdown.split("\n---\n", 1)[-1] + "\n\n"
        if len(markdown.encode()) >= _SIZE:
            break
    text = markdown.encode()[:_SIZE].decode(errors="ignore")
    long = parse(text, "en")
    donor = corpus.sources[-1]
    made = Source("long", donor.lang, text, long, donor.sentences, donor.words)
    only = Corpus([made], {"de": [], "en": []} | {made.lang: [made, donor]}, {})
    work = [revision for name in COMBINED if (revision := revised(only, name, random)) is not None]
    times: list[float] = []
    notes = [_notes(revision, random) for revision in work]
    for _ in range(_ROUNDS):
        for revision, some in zip(work, notes, strict=True):
            start = time.process_time()
            aligner = Aligner(revision.old.text, revision.new.text)
            for note in some:
                anchor(note, revision.new, revision.old.text, aligner)
            times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def _notes(revision: Revision, random: Random) -> list[Note]:
    found: list[Note] = []
    while len(found) < _NOTES:
        found += [case.note for case in cases(revision, random)]
    return found[:_NOTES]


def _cell(rates: dict[str, float | None], name: str) -> str:
    rate = rates[name]
    return "" if rate is None else f"{rate:.2f}"


def _line(name: str, score: Score) -> str:
    rates, counts = score.rates(), score.counts
    fates = f"{counts['is survivor']:6}{counts['is partial']:6}{counts['is deleted']:6}{counts['is undecidable']:6}"
    return f"{name:24}{counts['all']:6}{fates}" + "".join(f"{_cell(rates, key):>10}" for key in _COLUMNS.values())


def report(scores: Scores, cpu: float) -> Iterator[str]:
    """Yield the lines of the report."""
    head = f"{'':24}{'cases':>6}{'alive':>6}{'part':>6}{'gone':>6}{'undec':>6}"
    yield head + "".join(f"{name:>10}" for name in _COLUMNS)
    for name, score in [*scores.operators.items(), *scores.kinds.items(), ("total", scores.total)]:
        yield _line(name, score)
    counts = scores.total.counts
    yield "states: " + ", ".join(f"{state} {counts[f'state {state}']}" for state in State)
    for name, (bar, lower) in BARS.items():
        rate = scores.total.rates()[name]
        held = rate is None or (rate >= bar if lower else rate <= bar)
        yield f"{'held  ' if held else 'MISSED'} {name}: {rate if rate is None else f'{rate:.2f} %'} (bar {bar} %)"
    held = cpu <= _MILLISECONDS
    yield f"{'held  ' if held else 'MISSED'} {_NOTES} notes on 30 KB: {cpu:.0f} ms CPU (bar {_MILLISECONDS:.0f} ms)"


def _explain(revision: Revision, case: Case, found: Anchor) -> Iterator[str]:
    """Yield what was asked, what is right, and what was answered."""
    target, text = case.note.target, revision.new.text
    yield f"--- {revision.operator}, {case.kind}: {case.truth.fate}, answered {found.state}"
    yield f"  old: {target.prefix[-30:]!r} [{target.exact[:300]!r}] {target.suffix[:30]!r}"
    for start, end in case.truth.places[:2]:
        yield f"  place: {text[max(0, start - 30) : start]!r} [{text[start:end][:300]!r}]"
    yield f"  found: {text[max(0, found.start - 30) : found.start]!r} [{(found.current or '')[:300]!r}]"


def main(arguments: Sequence[str]) -> int:
    """Run the cases and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--json", action="store_true", help="print the measures as JSON")
    parser.add_argument("--wrong", type=int, default=0, help="explain so many wrong answers, and as many misses")
    options = parser.parse_args(arguments)
    corpus = read(options.folders)
    scores = Scores()
    left = dict.fromkeys(Verdict, options.wrong)
    for revision, case, found in answers(corpus, options.seed, options.cases):
        scores.add(revision, case, found)
        verdict = judge(case.truth, None if found.state is State.ORPHAN else (found.start, found.end))
        if verdict is not Verdict.RIGHT and left[verdict]:
            left[verdict] -= 1
            print("\n".join(_explain(revision, case, found)))
    cpu = milliseconds(corpus, options.seed)
    if options.json:
        groups = {"operators": scores.operators, "kinds": scores.kinds}
        found_rates = {name: {key: one.rates() for key, one in group.items()} for name, group in groups.items()}
        print(json.dumps({"total": scores.total.rates(), "milliseconds": cpu, **found_rates}, indent=1))
    else:
        print("\n".join(report(scores, cpu)))
    return int(bool(scores.failures()) or cpu > _MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
