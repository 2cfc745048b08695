"""A folder of Markdown as the benchmark sees it: words, titles, headings, paragraphs; no engine has a hand in it."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

LANGS = ("de", "en")
SOURCES = ("title", "heading", "body")
WORD = re.compile(r"[^\W_]+")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(title|lang|date|tags)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_NOISE = re.compile(r"https?://\S+|<[^>]*>|\[\^[^\]]*\]")
_MARKS = re.compile(r"[*~_]{1,3}(?=\w)|(?<=\w)[*~]{1,3}|(?<=\w)_{1,3}(?!\w)")
_GERMAN = "der die das und ist nicht mit für von den ein eine werden wird auf zu dem des sind oder"
_ENGLISH = "the and is of to in that for with be are this as on by it or not we you"
_COMMON = {"de": frozenset(_GERMAN.split()), "en": frozenset(_ENGLISH.split())}
_EDITION = re.compile(r"\.(de|en)$")
_CANDIDATES = 60
"""Documents that are read at most to see whether the words stand in one paragraph of them."""


@lru_cache(maxsize=1 << 19)
def _fold_run(run: str) -> str:
    run = run.replace("æ", "ae").replace("ø", "o").replace("ł", "l").replace("œ", "oe")
    return "".join(letter for letter in unicodedata.normalize("NFKD", run) if not unicodedata.combining(letter))


_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """Return a text in lower case in which ä, ae and a are one letter, and ß is ss."""
    folded = _FOREIGN.sub(lambda match: _fold_run(match[0]), text.casefold())
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def unit(path: str) -> str:
    """Return what a path and its other edition have in common."""
    return _EDITION.sub("", path.removesuffix(".md"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document without its text."""

    path: str
    lang: str
    title: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text taken apart: lines of each source, and the text that is neither (code, tables) in `rest`."""

    facts: Facts
    lines: dict[str, list[str]]
    rest: str


def read_front(text: str) -> tuple[dict[str, str], list[str], str]:
    """Return (plain fields, tags, text below) of a text with or without front matter."""
    match = _FRONT.match(text)
    if not match:
        return {}, [], text
    fields: dict[str, str] = {}
    tags: list[str] = []
    listing = False
    for line in match[1].split("\n"):
        item = re.match(r"\s*-\s+(.+)", line)
        if listing and item:
            tags.append(item[1].strip().strip("\"'"))
            continue
        found = _FIELD.match(line)
        listing = bool(found) and found[1].lower() == "tags"
        if found and listing:
            tags = [tag.strip().strip("\"'") for tag in found[2].strip("[] ").split(",") if tag.strip()]
        elif found:
            value = found[2].strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            fields[found[1].lower()] = value[1:-1].replace('\\"', '"') if quoted else value
    return fields, tags, text[match.end() :]


def plain(line: str) -> str:
    """Return a line without the commonest marks of Markdown; code keeps its backquotes."""
    return _MARKS.sub("", _NOISE.sub(" ", _LINK.sub(r"\1", line))).strip()


def read_document(folder: Path, path: str) -> Document:
    """Read one file below a folder."""
    raw = (folder / path).read_text(encoding="utf-8", errors="replace")
    fields, tags, text = read_front(unicodedata.normalize("NFC", raw))
    lines: dict[str, list[str]] = {source: [] for source in SOURCES}
    rest: list[str] = []
    paragraph: list[str] = []
    fenced = False

    def end() -> None:
        if paragraph:
            lines["body"].append(plain(" ".join(paragraph)))
            paragraph.clear()

    for line in text.split("\n"):
        if _FENCE.match(line):
            end()
            fenced = not fenced
        elif fenced or line.lstrip().startswith(("|", "<", "{", "    ")):
            rest.append(line)
        elif heading := _HEADING.match(line):
            end()
            lines["heading"].append(plain(heading[1]))
        elif re.match(r"\s*$", line):
            end()
        else:
            if re.match(r"\s*(?:[-*+]|\d+[.)]|>)\s", line):
                end()
            paragraph.append(line.strip().lstrip("-*+> "))
    end()
    title = fields.get("title") or next(iter(lines["heading"]), "")
    lines["title"] = [title] if title else []
    edition = _EDITION.search(path.removesuffix(".md"))
    lang = fields.get("lang") or (edition[1] if edition else guess(text))
    return Document(Facts(path, lang, title, fields.get("date", ""), tuple(tags)), lines, "\n".join(rest))


def guess(text: str) -> str:
    """Return the language whose commonest words are more in a text."""
    seen = Counter(text.casefold().split())
    return max(LANGS, key=lambda lang: sum(seen[word] for word in _COMMON[lang]))


def paths_of(folder: Path) -> list[str]:
    """Return the Markdown files below a folder, sorted, relative to it."""
    return sorted(str(PurePosixPath(file.relative_to(folder))) for file in folder.rglob("*.md"))


@dataclass
class Corpus:
    """An inverted map over a folder, and the documents that queries may be made from.

    Attributes:
        folder: where it is.
        units: number of each document without its edition.
        paths: files of each number.
        facts: by path.
        bodies: number of the documents that hold a word, by folded word.
        headers: number of the title or heading that holds a word.
        owners: number of the document of each title or heading.
        in_lang: documents of a language that hold a word.
        nouns: German words written with a capital less those without.
        targets: the documents that may be looked for, by language.
    """

    folder: Path
    units: dict[str, int] = field(default_factory=dict)
    paths: list[list[str]] = field(default_factory=list)
    facts: dict[str, Facts] = field(default_factory=dict)
    bodies: dict[str, array[int]] = field(default_factory=dict)
    headers: dict[str, array[int]] = field(default_factory=dict)
    owners: array[int] = field(default_factory=lambda: array("I"))
    in_lang: dict[str, Counter[str]] = field(default_factory=lambda: {lang: Counter() for lang in LANGS})
    nouns: Counter[str] = field(default_factory=Counter)
    targets: dict[str, list[Document]] = field(default_factory=lambda: {lang: [] for lang in LANGS})
    _paragraphs: dict[int, list[frozenset[str]]] = field(default_factory=dict)

    def add(self, document: Document, *, target: bool) -> None:
        """Take up a document."""
        facts = document.facts
        number = self.units.setdefault(unit(facts.path), len(self.units))
        if number == len(self.paths):
            self.paths.append([])
        self.paths[number].append(facts.path)
        self.facts[facts.path] = facts
        for line in (*document.lines["title"], *document.lines["heading"]):
            for word in set(WORD.findall(fold(line))):
                self.headers.setdefault(word, array("I")).append(len(self.owners))
            self.owners.append(number)
        everything = "\n".join([*(line for lines in document.lines.values() for line in lines), document.rest])
        words = set(WORD.findall(fold(everything)))
        for word in words:
            self.bodies.setdefault(word, array("I")).append(number)
        if facts.lang not in LANGS:
            return
        self.in_lang[facts.lang].update(words)
        if target:
            self.targets[facts.lang].append(document)
        if target and facts.lang == "de":
            for word in set(WORD.findall(" ".join(document.lines["body"]))):
                self.nouns[fold(word)] += 1 if word[0].isupper() else -1

    def with_all(self, words: Sequence[str], *, headers: bool) -> set[int]:
        """Return the numbers of titles and headings, or of documents, that hold all words."""
        table = self.headers if headers else self.bodies
        lists = sorted((table.get(word, ()) for word in words), key=len)
        found = set(lists[0])
        for other in lists[1:]:
            if not found:
                break
            found.intersection_update(other)
        return found

    def in_headers(self, words: Sequence[str]) -> set[int]:
        """Return the documents with a title or heading that holds all words."""
        return {self.owners[line] for line in self.with_all(words, headers=True)}

    def in_paragraphs(self, words: Sequence[str]) -> set[int] | None:
        """Return the documents with a paragraph that holds all words; None where that is too long to look for."""
        found = self.with_all(words, headers=False)
        if len(found) > _CANDIDATES:
            return None
        wanted = frozenset(words)
        return {number for number in found if any(wanted <= line for line in self._lines(number))}

    def _lines(self, number: int) -> list[frozenset[str]]:
        if number not in self._paragraphs:
            if len(self._paragraphs) > 4000:
                self._paragraphs.clear()
            documents = [read_document(self.folder, path) for path in self.paths[number]]
            lines = [line for document in documents for source in SOURCES for line in document.lines[source]]
            self._paragraphs[number] = [frozenset(WORD.findall(fold(line))) for line in lines]
        return self._paragraphs[number]

    def share(self, word: str, lang: str) -> float:
        """Return the share of a language in the documents that hold a word, made even for unlike sizes."""
        rates = {each: self.in_lang[each][word] / max(1, len(self.targets[each])) for each in LANGS}
        return rates[lang] / (sum(rates.values()) or 1)


def read_corpus(folder: Path, only: Collection[str] | None = None) -> Corpus:
    """Read a folder; with `only`, nothing but these paths is looked for."""
    corpus = Corpus(folder)
    for path in paths_of(folder):
        corpus.add(read_document(folder, path), target=only is None or path in only)
    return corpus


def words_in(lines: Iterable[str]) -> Iterator[str]:
    """Yield the words of some lines as they are spelt."""
    for line in lines:
        yield from WORD.findall(line)
