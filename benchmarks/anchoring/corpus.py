"""The texts that are revised: any folder of Markdown, with what each needs from the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from anchoring.traced import Part, built, fresh, traced

from briefing.document.model import LANGS, Document, Kind, Lang
from briefing.document.parse import parse

_NAMED = re.compile(r"[.-](de|en)$")
_FRONT = re.compile(r"\A---\n.*?^lang: *[\"']?(de|en)\b.*?^---$", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"\w{3,}")
_TITLES = {"de": ("Beispiel", "Fazit", "Kosten"), "en": ("Example", "Summary", "Notes")}
_ITEMS = {"de": ("Siehe oben.", "Noch offen."), "en": ("See above.", "To be done.")}


@dataclass(slots=True)
class Source:
    """One file: its Markdown and its document, and what it lends to others: sentences and words."""

    name: str
    lang: Lang
    markdown: str
    document: Document
    sentences: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Corpus:
    """The texts by language, and for each its translation by name."""

    sources: list[Source]
    by_lang: dict[Lang, list[Source]]
    twins: dict[str, Source]

    def other(self, source: Source, random: Random) -> Source:
        """Return another text in the same language, or the same one if there is no other."""
        others = [other for other in self.by_lang[source.lang] if other is not source]
        return random.choice(others or [source])


def read(folders: Iterable[Path]) -> Corpus:
    """Return the texts below some folders that are long enough to be revised.

    Raises:
        ValueError: there is none.
    """
    sources: list[Source] = []
    keys: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    for path in sorted(path for folder in folders for path in folder.rglob("*.md")):
        try:
            markdown = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        lang, key = _language(path, markdown)
        document = parse(markdown, lang)
        if len(document.blocks) < 6 or len(document.text) < 500:
            continue
        source = Source(str(path), lang, markdown, document)
        for block in document.blocks:
            if block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE):
                source.sentences += [block.text[start:end] for start, end in block.sentences if end - start > 30]
        source.words = sorted(set(_WORD.findall(" ".join(source.sentences))))
        if len(source.sentences) >= 3:
            sources.append(source)
            keys[key].append(source)
    if not sources:
        raise ValueError("there is no Markdown text of at least 500 characters")
    by_lang = {lang: [source for source in sources if source.lang == lang] for lang in LANGS}
    twins = {one.name: two for pair in keys.values() for one in pair for two in pair if _are_twins(one, two)}
    return Corpus(sources, by_lang, twins)


def _language(path: Path, markdown: str) -> tuple[Lang, tuple[str, str]]:
    """Return a file's language and what it has in common with its translation."""
    named = _NAMED.search(path.stem)
    front = _FRONT.match(markdown)
    parent = path.parent.name if path.parent.name in LANGS else ""
    lang: Lang = "de" if "de" in (named and named[1], parent, front and front[1]) else "en"
    folder = path.parent.parent if parent else path.parent
    return lang, (str(folder), _NAMED.sub("", path.stem))


def _are_twins(one: Source, two: Source) -> bool:
    """Whether two files are translations of each other; one that was left untranslated is no translation."""
    texts = [{block.text for block in source.document.blocks} for source in (one, two)]
    return one.lang != two.lang and 5 * len(texts[0] & texts[1]) < len(texts[0])


def prepared(source: Source, operator: str, donor: Source, random: Random) -> Document:
    """Return the old text for an operator: with a table, with code, or with titles and items that repeat."""
    parts = traced(source.document)
    if operator == "table" or (operator.startswith("combined") and random.random() < 0.3):
        head = " | ".join(random.sample(donor.words, 3))
        numbers = range(random.randint(4, 9))
        rows = [
            f"{random.choice(donor.words)} | {random.choice(donor.words)} | {random.randrange(99)}" for _ in numbers
        ]
        parts.insert(random.randrange(1, len(parts)), fresh("\n".join([head, *rows]), Kind.TABLE))
    if operator == "code" or (operator.startswith("combined") and random.random() < 0.3):
        parts.insert(random.randrange(1, len(parts)), fresh(_code(donor, random), Kind.CODE))
    if operator == "sections" or (operator.startswith("combined") and random.random() < 0.3):
        _repeat(parts, source.lang, random)
    return built(parts, source.lang) if len(parts) and operator != "markup" else source.document


def _code(donor: Source, random: Random) -> str:
    lines: list[str] = []
    for _ in range(random.randint(2, 4)):
        one, two, three = random.sample(donor.words, 3)
        lines += [f"def {one}({two}):", f"    for {three} in {two}:", f"        print({three})", "    return None", ""]
    return "\n".join(lines[:-1])


def _repeat(parts: list[Part], lang: Lang, random: Random) -> None:
    headings = [part for part in parts if part.block.kind is Kind.HEADING][1:]
    for part in random.sample(headings, len(headings) // 2):
        part.text = random.choice(_TITLES[lang])
    for _ in range(4):
        parts.insert(random.randrange(1, len(parts)), fresh(random.choice(_ITEMS[lang]), Kind.LIST_ITEM, 1))
