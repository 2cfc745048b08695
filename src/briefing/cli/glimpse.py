"""What a single file says about itself at first sight, so that its first page need not wait for the library's rules.

Only where those rules could say nothing else: a file without front matter whose name or folder tells its language. For
all others the answer is None. The library is made as always once the page is on the screen.
"""

from __future__ import annotations

import os
from pathlib import Path

from briefing.document.model import LANGS, BlockKey, Kind, Lang
from briefing.errors import BriefingError
from briefing.library.model import Briefing, Edition
from briefing.library.source import read_bytes
from briefing.parallel.bitext import Bitext
from briefing.parallel.opening import bitext_of


def glimpse(path: Path) -> tuple[Briefing, Bitext] | None:
    """Return a file and its counterpart in the other language as a briefing, with its text; None if that needs rules.

    Args:
        path: the file.
    """
    file = path.absolute()
    base, _, mark = file.stem.rpartition(".")
    if not base or mark not in LANGS or file.suffix != ".md":
        return None
    paths: dict[Lang, Path] = {lang: file.with_name(f"{base}.{lang}.md") for lang in LANGS}
    found: dict[Lang, bytes] = {}
    stats: dict[Lang, os.stat_result] = {}
    try:
        for lang in LANGS:
            if paths[lang].is_file():
                found[lang] = read_bytes(paths[lang], str(paths[lang]))
                stats[lang] = paths[lang].stat()
        if not found or any(data.startswith((b"---", b"\xef\xbb\xbf")) for data in found.values()):
            return None
        bitext = bitext_of({lang: (data, None) for lang, data in found.items()}, str(file))
    except BriefingError:
        return None  # the long way says what is wrong
    titles = {lang: _title(bitext, lang) for lang in found}
    if not all(titles.values()):
        return None
    editions = {lang: _edition(lang, paths[lang], titles[lang], stats[lang]) for lang in found}
    return Briefing(base, editions), bitext


def _edition(lang: Lang, path: Path, title: str, stat: os.stat_result) -> Edition:
    size, mtime = stat.st_size, stat.st_mtime_ns
    return Edition(lang, path, path.name, title, size=size, mtime_ns=mtime, digest=f"{size}-{mtime}")


def _title(bitext: Bitext, lang: Lang) -> str:
    """Return a text's first heading if the text begins with it."""
    text = bitext.texts[lang]
    blocks = text.blocks(0) if len(text) else ()
    key = BlockKey(0, 0)
    return text.block(key).text if blocks and blocks[0].kind is Kind.HEADING and blocks[0].level == 1 else ""
