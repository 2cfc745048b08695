"""Colours for code: which ranges of a block are keywords, strings, comments. Only this module knows Pygments.

Pygments and the lexer of a language are imported when a block in that language is first coloured, which takes tens of
milliseconds; so views paint code plain first and ask for colours afterwards, on another thread if they like.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from pygments.lexer import Lexer

CODE_ROLES: Final = tuple(
    f"code-{name}" for name in ("keyword", "string", "comment", "number", "name", "operator", "inserted", "deleted")
)
MOST_TEXT: Final = 100_000
"""Code points of the longest block that is coloured."""
MOST_LINE: Final = 1_000
"""Code points of the longest line that is coloured; some lexers take the square of a line's length."""
MOST_SECONDS: Final = 0.5
"""Time after which the rest of a block stays plain. It is looked at between tokens: see `code_spans`."""

# Pygments' names for kinds of tokens; one that isn't here counts as what it is a kind of.
_ROLES: Final = {
    "Token.Keyword": "code-keyword",
    "Token.Operator.Word": "code-keyword",
    "Token.Comment.Preproc": "code-keyword",
    "Token.Generic.Heading": "code-keyword",
    "Token.Generic.Subheading": "code-keyword",
    "Token.Literal.String": "code-string",
    "Token.Literal.Date": "code-string",
    "Token.Comment": "code-comment",
    "Token.Literal.Number": "code-number",
    "Token.Keyword.Constant": "code-number",
    "Token.Name.Attribute": "code-name",
    "Token.Name.Builtin": "code-name",
    "Token.Name.Class": "code-name",
    "Token.Name.Decorator": "code-name",
    "Token.Name.Exception": "code-name",
    "Token.Name.Function": "code-name",
    "Token.Name.Namespace": "code-name",
    "Token.Name.Tag": "code-name",
    "Token.Operator": "code-operator",
    "Token.Generic.Prompt": "code-operator",
    "Token.Generic.Inserted": "code-inserted",
    "Token.Generic.Deleted": "code-deleted",
}

_ALIASES: Final = {
    "cc": "cpp",
    "h": "c",
    "hpp": "cpp",
    "htm": "html",
    "jsonc": "json",
    "jsonl": "json",
    "kt": "kotlin",
    "mjs": "js",
    "patch": "diff",
    "svg": "xml",
}
"""Names that authors use and Pygments doesn't know."""
_MIXTURES: Final = frozenset({"pycon", "python-console"})
"""Lexers that put two languages together and still are quick."""
_PLAIN: Final = frozenset({"text", "txt", "plain", "plaintext", "output", "none", "easytrieve"})
"""Names of what has no colours; and one lexer that takes seconds for a line of tabs, in one expression."""


class CodeSpan(NamedTuple):
    """A role over `text[start:end]` of a code block's plain text."""

    start: int
    end: int
    role: str


Spans: TypeAlias = tuple[CodeSpan, ...]


def code_spans(text: str, language: str, *, clock: Callable[[], float] = time.monotonic) -> Spans:
    """Return what is to be coloured in a code block, in order and without overlaps.

    A language that isn't known is never guessed: its code stays plain. So do blocks that are longer, or have longer
    lines, than code that anybody reads, and what is left of a block after `MOST_SECONDS`: the expressions of a lexer
    can't be interrupted, but they take long only on long texts.

    Args:
        text: the block's plain text.
        language: the first word of the fence's info string.
        clock: seconds that only grow.
    """
    if not _is_readable(text):
        return ()
    lexer = _lexer_named(language)
    return _spans(lexer, text, clock) if lexer else ()


class Colours:
    """Remembers the colours of code blocks. May be asked on one thread while another one computes.

    Args:
        most: blocks and unknown languages that are remembered; those not asked for longest are forgotten.
    """

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._found: OrderedDict[tuple[str, str], Spans] = OrderedDict()
        self._lock = Lock()

    def known(self, text: str, language: str) -> Spans | None:
        """Return the colours of a block, or None if they have to be computed; costs next to nothing."""
        if not text or not language or len(text) > MOST_TEXT:
            return ()
        with self._lock:
            # The empty text, which is never asked for, stands for all texts in a language that isn't known.
            key = (language, "") if (language, "") in self._found else (language, text)
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def compute(self, text: str, language: str) -> Spans:
        """Return the colours of a block and remember them, or that the language isn't known."""
        known = self.known(text, language)
        if known is not None:
            return known
        lexer = _lexer_named(language)
        spans = _spans(lexer, text, time.monotonic) if lexer and _is_readable(text) else ()
        with self._lock:
            self._found[language, text if lexer else ""] = spans
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return spans


def _is_readable(text: str) -> bool:
    return len(text) <= MOST_TEXT and max(map(len, text.split("\n"))) <= MOST_LINE


def _lexer_named(name: str) -> Lexer | None:
    """Return a lexer that knows a language by this very name, or None.

    Pygments' own look-up reads the entry points of all installed packages before it gives up; its table of names is
    enough, and loads nothing.
    """
    name = name.lower()
    name = _ALIASES.get(name, name)
    if not name or name in _PLAIN:
        return None
    from pygments.lexer import DelegatingLexer  # noqa: PLC0415 - not on the way to the first frame
    from pygments.lexers import LEXERS, find_lexer_class  # noqa: PLC0415

    for _module, title, names, _patterns, _types in LEXERS.values():
        if name in names:
            found = find_lexer_class(title)
            # Mixtures such as XML in Cheetah make all tokens before they give the first, and some take minutes for it.
            if found is None or (issubclass(found, DelegatingLexer) and name not in _MIXTURES):
                return None
            # Code inside Markdown would be looked up by Pygments, slowly, and lexed in turn.
            return found(handlecodeblocks=False)
    return None


def _spans(lexer: Lexer, text: str, clock: Callable[[], float]) -> Spans:
    """Return the tokens that have a role; neighbours of one role are one."""
    roles: dict[object, str] = {}
    spans: list[CodeSpan] = []
    for start, end, kind in _tokens(lexer, text, clock):
        role = roles.get(kind)
        if role is None:
            role = roles[kind] = _role_of(str(kind))
        if not role:
            continue
        joins = bool(spans) and spans[-1].end == start and spans[-1].role == role
        spans.append(CodeSpan(spans.pop().start if joins else start, end, role))
    return tuple(spans)


def _tokens(lexer: Lexer, text: str, clock: Callable[[], float]) -> Iterator[tuple[int, int, object]]:
    """Yield the tokens of a text, none of them empty and each where the one before it ended.

    What the lexers' public method does first (strip line feeds, widen tabs, add a last line feed) would move offsets.
    Some lexers need that last line feed, so it is added here and cut off again. A few lexers return text that isn't
    there; the first such token is the last one.
    """
    until = clock() + MOST_SECONDS
    at = 0
    for _index, kind, value in lexer.get_tokens_unprocessed(text + "\n"):
        end = min(at + len(value), len(text))
        if clock() > until or text[at:end] != value[: end - at]:
            return
        if at < end:
            yield at, end, kind
        at = end


def _role_of(kind: str) -> str:
    while kind:
        if kind in _ROLES:
            return _ROLES[kind]
        kind = kind.rpartition(".")[0]
    return ""
