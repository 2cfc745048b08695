"""Make queries whose answers are known, from any folder of Markdown, the same way each time.

    python benchmarks/search/make_queries.py FOLDER --seed 1 [--per-kind 60] [--targets FOLDER_OR_LIST] -o queries.jsonl

A base - words of a title, a heading or a sentence - is unique before it is damaged: no other document has a title or
heading, or a paragraph, with all its words. With `--targets`, a folder or a file with one path a line, only these are
looked for, but still among all. Several seeds share the reading: `--seed 1 2 3 -o queries-{seed}.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bases import FILTERS, Base, Finder, respell
from corpus import LANGS, SOURCES, fold, paths_of, read_corpus, unit
from damage import damageable, edit, edit_twice, nonsense, parts, strange, transpose

Change = Callable[[random.Random, Base], Base | None]


class Maker:
    """Makes the queries of one seed.

    Args:
        find: finds bases in what was read.
        seed: decides everything that is chosen.
    """

    def __init__(self, find: Finder, seed: int) -> None:
        self.find = find
        self.corpus = find.corpus
        self.seed = seed

    def phrases(self, kind: str, count: int, change: Change, langs: tuple[str, ...] = LANGS) -> Iterator[dict]:
        """Yield queries made by changing bases, a third from each source, the languages in turn."""
        rng = random.Random(f"{self.seed}/{kind}")
        seen: set[str] = set()
        for number in range(count):
            source, lang = SOURCES[number % len(SOURCES)], langs[number % len(langs)]
            for base in self.find.bases(rng, lang, source, lambda base: all(not w.isdigit() for w in base.words[-1:])):
                changed = change(rng, base)
                text = " ".join(changed.words) if changed else ""
                if not text or text in seen:
                    continue
                seen.add(text)
                if rng.random() < 0.5:
                    text = text.lower()
                yield query(kind, text, base, changed.source if changed else source)
                break

    def rare(self, kind: str, count: int, errors: int) -> Iterator[dict]:
        """Yield rare words alone, misspelt: of one document where there are such."""
        rng = random.Random(f"{self.seed}/{kind}")
        seen: set[str] = set()
        for number in range(count):
            lang = LANGS[number % len(LANGS)]
            for word, document in self.find.rare_words(rng, lang, 8 if errors == 2 else 6):
                changed = edit_twice(rng, word, lang) if errors == 2 else edit(rng, word, lang)[0]
                if word in seen or fold(changed) in self.corpus.bodies:
                    continue
                seen.add(word)
                yield query(kind, changed.lower(), Base(document, "body", (word,)))
                break

    def mixed(self, count: int) -> Iterator[dict]:
        """Yield words of both languages that stand together in one document only."""
        rng = random.Random(f"{self.seed}/mixed")
        langs = list(LANGS)
        for number in range(count):
            for lang in (langs[number % len(langs)], *langs) if langs else ():
                found = next(self.find.mixtures(rng, lang), None)
                if found:
                    yield query("mixed", " ".join(found[0]), Base(found[1], "body", tuple(found[0])))
                    break
                if lang in langs:
                    langs.remove(lang)

    def filtered(self, count: int) -> Iterator[dict]:
        """Yield few words with filters that leave one document, if possible of several."""
        rng = random.Random(f"{self.seed}/filter")
        for number in range(count):
            source, lang = SOURCES[number % len(SOURCES)], LANGS[number % len(LANGS)]
            spare: tuple[Base, dict[str, str]] | None = None
            for base in self.find.candidates(rng, lang, source, 3):
                filters = self.find.filters_of(rng, base.document, number)
                holders = self.find.holders(base) if filters else None
                if not holders or self.find.left(holders, filters) != {unit(base.document.facts.path)}:
                    continue
                spare = base, filters
                if len(holders) > 1:
                    break
            if spare:
                base, filters = spare
                text = " ".join([*base.words, *(f"{name}:{value}" for name, value in filters.items())])
                yield {**query("filter", text, base), "filters": filters}

    def garbage(self, count: int) -> Iterator[dict]:
        """Yield nonsense that no document holds, nor anything like it."""
        rng = random.Random(f"{self.seed}/garbage")
        words = strange([nonsense(rng) for _ in range(count * 8)], sorted(self.corpus.bodies))
        for number in range(min(count, len(words) // 2)):
            text = words[number] if number % 3 else f"{words[number]} {words[-1 - number]}"
            yield {"kind": "garbage", "query": text, "target": None, "filters": {}}

    def all(self, count: int) -> Iterator[dict]:
        """Yield the queries of every kind."""
        german = ("de",)
        yield from self.phrases("exact", count, lambda _, base: base)
        yield from self.phrases("edit1", count, self.edit_one)
        yield from self.phrases("edit2", count, self.edit_two)
        yield from self.phrases("transpose", count, self.transpose)
        yield from self.phrases("umlaut_ae", count, lambda _, base: respell(base, double=True), german)
        yield from self.phrases("umlaut_plain", count, lambda _, base: respell(base, double=False), german)
        yield from self.phrases("dropswap", count, self.drop_and_swap)
        yield from self.phrases("compound", count, self.part, german)
        yield from self.phrases("compound_typo", count, self.part_with_error, german)
        yield from self.phrases("prefix", count, self.cut)
        yield from self.phrases("typo_prefix", count, self.cut_with_error)
        yield from self.rare("word_edit1", count, 1)
        yield from self.rare("word_edit2", count, 2)
        yield from self.mixed(count)
        yield from self.filtered(count)
        yield from self.garbage(count)

    def edit_one(self, rng: random.Random, base: Base, least: int = 5, places: range | None = None) -> Base | None:
        """Damage one word once."""
        places = places or range(len(base.words))
        fitting = [at for at in places if damageable(base.words[at], least)]
        if not fitting:
            return None
        at = rng.choice(fitting)
        return base.change(at, edit(rng, base.words[at], base.lang)[0])

    def edit_two(self, rng: random.Random, base: Base) -> Base | None:
        """Damage two words, or one long word twice."""
        long = [at for at, word in enumerate(base.words) if damageable(word, 8)]
        fitting = [at for at, word in enumerate(base.words) if damageable(word)]
        if long and (len(fitting) < 2 or rng.random() < 0.5):
            at = rng.choice(long)
            return base.change(at, edit_twice(rng, base.words[at], base.lang))
        if len(fitting) < 2:
            return None
        for at in rng.sample(fitting, 2):
            base = base.change(at, edit(rng, base.words[at], base.lang)[0])
        return base

    def transpose(self, rng: random.Random, base: Base) -> Base | None:
        """Swap two letters of one word."""
        fitting = [at for at, word in enumerate(base.words) if damageable(word)]
        at = rng.choice(fitting) if fitting else 0
        changed = transpose(rng, base.words[at]) if fitting else None
        return base.change(at, changed) if changed else None

    def drop_and_swap(self, rng: random.Random, base: Base) -> Base | None:
        """Leave out a word if two others remain, and put the rest into another order; what is left is still unique."""
        words = list(base.words)
        if len(words) > 3 or (len(words) == 3 and rng.random() < 0.5):
            words.pop(rng.randrange(len(words)))
        before = tuple(words)
        rng.shuffle(words)
        changed = replace(base, words=tuple(words))
        solid = sum(damageable(word, 4) for word in words) >= 2
        return changed if solid and tuple(words) != before and self.find.unique(changed) else None

    def part(self, rng: random.Random, base: Base) -> Base | None:
        """Type a part for a compound."""
        found = self.part_at(rng, base)
        return base.change(*found) if found else None

    def part_with_error(self, rng: random.Random, base: Base) -> Base | None:
        """Type a part for a compound, with an error."""
        found = self.part_at(rng, base)
        return base.change(found[0], edit(rng, found[1], "de")[0]) if found else None

    def part_at(self, rng: random.Random, base: Base) -> tuple[int, str] | None:
        """Return the place of a compound and one of its parts."""
        split = [(at, part) for at, word in enumerate(base.words) for part in parts(word, self.corpus.nouns)]
        return rng.choice(split) if split else None

    def cut(self, rng: random.Random, base: Base) -> Base | None:
        """Stop within the last word."""
        last = base.words[-1]
        return base.change(len(base.words) - 1, last[: rng.randint(3, len(last) - 1)]) if damageable(last) else None

    def cut_with_error(self, rng: random.Random, base: Base) -> Base | None:
        """Stop within the last word after an error."""
        cut = self.cut(rng, base)
        changed = self.edit_one(rng, cut) if cut else None
        harmless = changed and fold(" ".join(base.words)).startswith(fold(" ".join(changed.words)))
        return None if harmless else changed


def query(kind: str, text: str, base: Base, source: str | None = None) -> dict:
    """Return one line of the output."""
    return {
        "kind": kind,
        "query": text,
        "target": base.document.facts.path,
        "filters": {},
        "lang": base.lang,
        "source": source or base.source,
        "base": " ".join(base.words),
    }


def main() -> None:
    """Make the queries that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--per-kind", type=int, default=60)
    parser.add_argument("--targets", type=Path, help="a folder, or a file with one path a line")
    parser.add_argument("--filters", nargs="+", choices=FILTERS, default=list(FILTERS))
    parser.add_argument("-o", "--output", default="-", help="file; {seed} stands for the seed")
    options = parser.parse_args()
    only = None
    if options.targets:
        listed = options.targets.read_text(encoding="utf-8").split("\n") if options.targets.is_file() else None
        only = set(listed or paths_of(options.targets))
    corpus = read_corpus(options.folder, only)
    find = Finder(corpus, tuple(options.filters))
    for seed in options.seed:
        made = list(Maker(find, seed).all(options.per_kind))
        text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in made)
        if options.output == "-":
            sys.stdout.write(text)
        else:
            Path(options.output.replace("{seed}", str(seed))).write_text(text, encoding="utf-8")
    print(f"{len(corpus.units)} documents, {len(corpus.bodies)} words", file=sys.stderr)


if __name__ == "__main__":
    main()
