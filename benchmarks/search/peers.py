"""Other ways to search the same texts, each as simple as its documentation suggests; none knows filters."""

from __future__ import annotations

import bisect
import importlib
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

from corpus import SOURCES, WORD, fold, paths_of, read_document
from measure import own_cpu, peak_of
from product import Engine, Found

_FILTER = re.compile(r"(?<!\S)(?:lang|tag|after|before):\S+")


class Peer:
    """An engine within this process.

    Args:
        folder: the Markdown files.
        limit: documents that are asked for.
    """

    name = ""

    def __init__(self, folder: Path, limit: int) -> None:
        self.limit = limit
        self.build(self.texts(folder))

    def texts(self, folder: Path) -> Iterator[tuple[str, list[str]]]:
        """Yield (path, lines) of each file; the first line is the title."""
        for path in paths_of(folder):
            document = read_document(folder, path)
            lines = [line for source in SOURCES for line in document.lines[source]]
            yield path, [*lines, *filter(None, document.rest.split("\n"))]

    def build(self, texts: Iterator[tuple[str, list[str]]]) -> None:
        """Make an index."""
        raise NotImplementedError

    def find(self, query: str) -> list[str]:
        """Return paths, best first; they may be there twice."""
        raise NotImplementedError

    def search(self, query: str) -> Found:
        """Return the documents that answer a query without its filters."""
        text = _FILTER.sub(" ", query).strip()
        return Found(list(dict.fromkeys(self.find(text)))[: self.limit] if text else [])

    def cpu(self) -> float:
        """Return the CPU milliseconds of this process."""
        return own_cpu()

    def peak(self) -> float:
        """Return the peak memory of this process in MiB, whatever else was in it."""
        return peak_of(os.getpid())

    def close(self) -> None:
        """Nothing has to be ended."""


class FtsPrefix(Peer):
    """SQLite's full text index; the last word stands for all that begins with it."""

    name = "fts5-prefix"
    tokenizer = "unicode61 remove_diacritics 2"

    def build(self, texts: Iterator[tuple[str, list[str]]]) -> None:
        """Fill a table in memory."""
        self._db = sqlite3.connect(":memory:")
        self._db.execute(f"create virtual table d using fts5(path unindexed, title, body, tokenize='{self.tokenizer}')")
        rows = ((path, *map(self.prepare, ("".join(lines[:1]), "\n".join(lines[1:])))) for path, lines in texts)
        self._db.executemany("insert into d values (?, ?, ?)", rows)

    def prepare(self, text: str) -> str:
        """Return a text as it is indexed."""
        return text

    def ask(self, expression: str) -> list[str]:
        """Return the paths for an expression in SQLite's own language."""
        sql = "select path from d where d match ? order by bm25(d, 0, 5, 1) limit ?"
        return [path for (path,) in self._db.execute(sql, (expression, self.limit))]

    def find(self, query: str) -> list[str]:
        """Search for all words, then for any."""
        words = [f'"{word}"' for word in WORD.findall(query)]
        return (self.ask(" ".join(words) + "*") or self.ask(" OR ".join(words) + "*")) if words else []


class FtsTrigram(FtsPrefix):
    """SQLite's full text index over groups of three letters: all words, else whatever shares most groups."""

    name = "fts5-trigram"
    tokenizer = "trigram"

    def prepare(self, text: str) -> str:
        """Return a text as it is indexed."""
        return fold(text)

    def find(self, query: str) -> list[str]:
        """Search for all words, then for their groups."""
        words = [word for word in WORD.findall(fold(query)) if len(word) > 2]
        if not words:
            return []
        groups = sorted({word[at : at + 3] for word in words for at in range(len(word) - 2)})
        whole = self.ask(" ".join(f'"{word}"' for word in words))
        return whole or self.ask(" OR ".join(f'"{group}"' for group in groups))


class Lines(Peer):
    """What goes through all lines for each query."""

    def build(self, texts: Iterator[tuple[str, list[str]]]) -> None:
        """Keep every line."""
        self._lines: list[str] = []
        self._owners: list[str] = []
        for path, lines in texts:
            self._lines += [fold(line) for line in lines]
            self._owners += [path] * len(lines)


class Rapidfuzz(Lines):
    """The best part of a line, among lines that are not much shorter than the query."""

    name = "rapidfuzz"

    def build(self, texts: Iterator[tuple[str, list[str]]]) -> None:
        """Keep every line and find the package."""
        self._fuzz = importlib.import_module("rapidfuzz.fuzz")
        self._process = importlib.import_module("rapidfuzz.process")
        super().build(texts)
        pairs = sorted(zip(self._lines, self._owners, strict=True), key=lambda pair: len(pair[0]))
        self._lines, self._owners = [line for line, _ in pairs], [owner for _, owner in pairs]
        self._lengths = [len(line) for line in self._lines]

    def find(self, query: str) -> list[str]:
        """Compare with every line."""
        text = fold(query)
        first = bisect.bisect_left(self._lengths, 0.7 * len(text))
        found = self._process.extract(
            text,
            self._lines[first:],
            scorer=self._fuzz.partial_ratio,
            processor=None,
            limit=self.limit * 5,
            score_cutoff=65,
        )
        return [self._owners[first + at] for _, _, at in found]


class Fzf(Lines):
    """The command of that name as a filter."""

    name = "fzf"

    def build(self, texts: Iterator[tuple[str, list[str]]]) -> None:
        """Keep every line with its number."""
        super().build(texts)
        self._command = shutil.which("fzf")
        if not self._command:
            raise SystemExit("fzf is not installed")
        lines = (line.replace("\t", " ").replace("\n", " ") for line in self._lines)
        self._input = "\n".join(f"{at}\t{line}" for at, line in enumerate(lines))

    def find(self, query: str) -> list[str]:
        """Filter all lines."""
        run = subprocess.run(
            [self._command, "--filter", fold(query), "--delimiter", "\t", "--nth", "2.."],
            input=self._input,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        numbers = (int(line.partition("\t")[0]) for line in run.stdout.split("\n")[: self.limit * 5] if line)
        return [self._owners[at] for at in numbers]


class Tantivy(Peer):
    """A full text index with terms that may be misspelt, if its package is there."""

    name = "tantivy"

    def build(self, texts: Iterator[tuple[str, list[str]]]) -> None:
        """Fill an index in memory."""
        self._tantivy = importlib.import_module("tantivy")
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("path", stored=True, tokenizer_name="raw")
        builder.add_text_field("title")
        builder.add_text_field("body")
        self._schema = builder.build()
        self._index = self._tantivy.Index(self._schema)
        writer = self._index.writer()
        for path, lines in texts:
            title, body = fold("".join(lines[:1])), fold("\n".join(lines))
            writer.add_document(self._tantivy.Document(path=path, title=title, body=body))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, query: str) -> list[str]:
        """Search for all words, each as it is or misspelt, then for any."""
        words = WORD.findall(fold(query))
        parts = [self.term(word, last=word == words[-1]) for word in words]
        return self.ask(parts, self._tantivy.Occur.Must) or self.ask(parts, self._tantivy.Occur.Should)

    def term(self, word: str, *, last: bool) -> object:
        """Return a part of a query; whole words and those in the title count more."""
        kinds = self._tantivy.Query
        errors = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
        parts = []
        for name, weight in (("title", 3.0), ("body", 1.0)):
            parts.append(kinds.boost_query(kinds.term_query(self._schema, name, word), 2 * weight))
            parts += [
                kinds.boost_query(kinds.fuzzy_term_query(self._schema, name, word, distance, True, last), weight)
                for distance in range(errors + 1)
            ]
        return kinds.boolean_query([(self._tantivy.Occur.Should, part) for part in parts])

    def ask(self, parts: list[object], occur: object) -> list[str]:
        """Return the paths for all parts or for any of them."""
        whole = self._tantivy.Query.boolean_query([(occur, part) for part in parts])
        hits = self._searcher.search(whole, self.limit).hits
        return [self._searcher.doc(address)["path"][0] for _, address in hits]


PEERS: dict[str, type[Peer]] = {peer.name: peer for peer in (Rapidfuzz, Fzf, FtsPrefix, FtsTrigram, Tantivy)}


def peer(name: str, folder: Path, limit: int) -> Engine:
    """Return a peer, ready to be asked."""
    return PEERS[name](folder, limit)
