"""What one file says about itself, without regard to its neighbours: what the catalogue keeps of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.document.source import split
from briefing.errors import InputError
from briefing.i18n import n_
from briefing.library.fields import Fields, take_fields
from briefing.library.front_matter import parse_front_matter
from briefing.library.language import vote
from briefing.library.model import Problem
from briefing.library.source import decode
from briefing.library.titles import first_heading
from briefing.text import one_line, tokens

# Definitions of footnotes and links with their continuation lines, addresses, HTML: nobody reads them as text.
# Each branch begins with a character of its own, which the engine looks for in one go.
_UNREAD = re.compile(
    r"\[(?<=^\[)[^\]\n]+\]:.*(?:\n(?: {2,}|\t).*)*|<[^<>\n]+>|\]\([^()\n]*\)|https?://\S+", re.MULTILINE
)


class Facts(NamedTuple):
    """One file, examined.

    Attributes:
        inside: its path below the root's folder as the file system spells it, with forward slashes.
        size, mtime_ns, digest: what tells that it changed; digest is blake2b-16 in hex.
        readable: whether it could be decoded; the rest is empty if not.
        fields: the known entries of its front matter.
        heading: its first heading.
        vote: the language that its words speak for where its front matter names none, or empty.
        words: number of words of the body that are read: without notes and addresses.
        problems: what is wrong with it.
    """

    inside: str
    size: int
    mtime_ns: int
    digest: str
    readable: bool = True
    fields: Fields = Fields()
    heading: str = ""
    vote: str = ""
    words: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def rel(self) -> str:
        """The path as it is shown."""
        return one_line(self.inside)


def digest_of(data: bytes) -> str:
    """Return the digest by which the catalogue tells one content from another."""
    import hashlib  # noqa: PLC0415 - a single text that is opened needs none

    return hashlib.blake2b(data, digest_size=16).hexdigest()


def count_words(body: str) -> int:
    """Return how many words of a Markdown text a reader reads: footnotes, addresses and HTML don't count."""
    return len(tokens(_UNREAD.sub(" ", body)))


def examine(inside: str, size: int, mtime_ns: int, data: bytes, digest: str = "", *, count: bool = True) -> Facts:
    """Return the facts of a file's bytes; never raises for what is in them.

    Args:
        inside: its path below the root's folder.
        size: in bytes.
        mtime_ns: when it was last changed.
        data: its bytes, or as many as tell what it is about.
        digest: what tells one content from another, if the caller knows better than to hash `data`.
        count: whether to count its words.
    """
    rel = one_line(inside)
    digest = digest or digest_of(data)
    try:
        text = decode(data, rel)
    except InputError as error:
        line = error.values.get("line")
        message = n_("Not UTF-8, so it can't be shown; save it as UTF-8.")
        problem = Problem(rel, line if isinstance(line, int) else 0, "encoding", "error", message)
        return Facts(inside, size, mtime_ns, digest, readable=False, problems=(problem,))
    source = split(text)
    fields, problems = take_fields(parse_front_matter(source.front, source.front_line, rel), rel)
    return Facts(
        inside,
        size,
        mtime_ns,
        digest,
        fields=fields,
        heading="" if fields.title else first_heading(source.body),
        vote="" if fields.lang else vote(source.body) or vote(f"{fields.title} {fields.summary}"),
        words=count_words(source.body) if count else 0,
        problems=problems,
    )
