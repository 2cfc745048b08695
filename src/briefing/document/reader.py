"""The Markdown parser in the hands of one thread: made when a text first needs it, and kept for the texts after it."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

from briefing.document.tokens import Token

if TYPE_CHECKING:
    from markdown_it.token import Token as MarkdownToken

    from briefing.document.parse_rules import Parser


class Reader:
    """What parses chunks. For one thread at a time; whoever reads many texts hands one down to all of them.

    Attributes:
        made: how many parsers were made; for tests that guard the work done, as the others are.
        parsed: how many pieces of text went through the block rules.
        inlined: how many pieces of text went through the inline rules alone.
    """

    def __init__(self) -> None:
        self._parser: Parser | None = None
        self.made = 0
        self.parsed = 0
        self.inlined = 0

    @property
    def parser(self) -> Parser:
        """The parser itself."""
        if self._parser is None:
            from briefing.document.parse_rules import make_parser  # noqa: PLC0415 - plain texts do without its import

            self._parser = make_parser()
            self.made += 1
        return self._parser

    def blocks(self, source: str, env: MutableMapping[str, Any]) -> Sequence[Token]:
        """Return the tokens that the block rules make of a piece of text, what they contain unread.

        Args:
            source: Markdown.
            env: what is known of the whole text; is added to.
        """
        self.parsed += 1
        tokens: list[MarkdownToken] = []
        self.parser.block.parse(source, self.parser, env, tokens)
        return tokens

    def inline(self, content: str, env: MutableMapping[str, Any]) -> Sequence[Token]:
        """Return what the parser makes of the content of one paragraph, heading or the like."""
        self.inlined += 1
        return self.parser.parseInline(content, env)[0].children or ()
