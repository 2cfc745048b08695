"""The Markdown parser as we use it: which constructs, and rules bounded so that no text is lost and no time either."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Final, TypeAlias

import markdown_it.main
import mdurl
from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefing.document.addresses import Addresses

Parser: TypeAlias = MarkdownIt

# A parser makes its recogniser itself, from this name, and there is no other way to give it one that is made later.
vars(markdown_it.main)["linkify_it"] = SimpleNamespace(LinkifyIt=Addresses)

NESTING: Final = 100
"""Levels of block or inline nesting that the parser follows."""
_DEEPEST: Final = NESTING - 3  # a list takes two levels, and the parser drops what stands at the last one
_CONTAINERS: Final = ("blockquote", "list", "footnote_def", "deflist")
_CHAINS: Final = ("paragraph", "reference", "blockquote", "list")
_NORMAL = re.compile(
    r"(?:https?://[a-z0-9]+(?:[.-][a-z0-9]+)*)?(?:/[A-Za-z0-9._~-]+)*/?(?:\?[A-Za-z0-9._~=&-]+)?(?:#[A-Za-z0-9._~-]+)?"
)
_UNRESERVED = re.compile(r"[A-Za-z0-9;/?:@&=+$,._!~*'()#-]*")
_LONG: Final = 100
"""Characters from which on an address is worth a look at all of its letters at once."""
_REFERENCE = re.compile(r"\[\^([^\s\[\]]{1,999})\]")


class _Markdown(MarkdownIt):
    """The parser, with a short way for addresses that are as they should be, which nearly all are."""

    def normalizeLink(self, url: str) -> str:
        """Return an address with what may not stand in one encoded."""
        if _NORMAL.fullmatch(url):
            return url
        if len(url) > _LONG and url.isascii():
            parsed = mdurl.parse(url, slashes_denote_host=True)
            formatted = mdurl.format(parsed)
            if ":" not in (parsed.hostname or "") and _UNRESERVED.fullmatch(formatted):
                return formatted  # the parser would go through it letter by letter to find that out
        return super().normalizeLink(url)


def make_parser() -> MarkdownIt:
    """Return a parser for CommonMark with tables, strikethrough, bare addresses, footnotes and definition lists.

    It takes half a millisecond, and what recognises bare addresses may keep state while it runs: each thread has its
    own (`reader.Reader`), which may read many texts. Names that only look like hosts (`README.md`, `main.rs`) are no
    links.
    """
    md = _Markdown("commonmark", {"linkify": True, "maxNesting": NESTING})
    md.enable(["table", "strikethrough", "linkify"])
    md.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    md.inline.ruler.at("footnote_ref", _footnote_ref)
    for name in _CONTAINERS:
        _bound(md, name)
    return md


def _bound(md: MarkdownIt, name: str) -> None:
    """Make a container's rule decline at the deepest level, so that its text becomes a paragraph.

    The parser itself drops everything that stands deeper than it follows.
    """
    ruler = md.block.ruler
    rule = ruler.getRules("")[ruler.get_active_rules().index(name)]
    chains = [chain for chain in _CHAINS if rule in ruler.getRules(chain)]

    def bounded(state: StateBlock, start: int, end: int, silent: bool, rule: RuleFuncBlockType = rule) -> bool:
        return state.level < _DEEPEST and rule(state, start, end, silent)

    ruler.at(name, bounded, {"alt": chains})


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    """Read `[^label]` where the label is defined.

    The plugin's rule looks for the closing bracket to the end of the text at each opening one.
    """
    if not state.src.startswith("[^", state.pos):
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not found or ":" + found[1] not in state.env.get("footnotes", {}).get("refs", ()):
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True
