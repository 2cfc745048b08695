"""A small bilingual library on the disk: an ordinary briefing, a long one, one without English, a hostile one."""

from __future__ import annotations

from pathlib import Path

from tui.making import ENGLISH, GERMAN

SECTIONS = 12
"""Sections of the long briefing; each is a heading and `PARAGRAPHS` paragraphs of three sentences."""
PARAGRAPHS = 4
HOSTILE = "[/] [bold]{word}[/bold] \\x1b[31m[@click=app.quit]{end}[/]"
"""A title as the front matter has it: markup of the framework, and an escape sequence."""


def long_text(lang: str) -> str:
    """Return the long briefing in one language; paragraph 2 of section 3 begins with "Absatz 3.2" or "Passage 3.2"."""
    german = lang == "de"
    lines = ["---", f"title: {'Ein langer Text' if german else 'A long text'}", "weight: 2", "---", ""]
    for section in range(1, SECTIONS + 1):
        lines += [f"## {'Kapitel' if german else 'Chapter'} {section}", ""]
        for paragraph in range(1, PARAGRAPHS + 1):
            at = f"{section}.{paragraph}"
            lines.append(
                f"Absatz {at} beginnt mit einer Überschrift über Größen. Er fährt mit der Zahl {section}{paragraph} "
                "fort, damit jede Zeile anders ist als die vorige. Er endet hier."
                if german
                else f"Passage {at} begins with a headline about sizes. It goes on with the number "
                f"{section}{paragraph} so that every line differs from the one before. It ends here."
            )
            lines.append("")
    return "\n".join(lines)


def write_library(folder: Path) -> None:
    """Write four briefings: "offen", the long "lang", the German "nur" and the hostile "boese"; and one broken file."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "offen.de.md": GERMAN.replace("---\n", "---\nweight: 1\n", 1).replace("zwei.de.md", "boese.de.md"),
        "offen.en.md": ENGLISH.replace("---\n", "---\nweight: 1\n", 1).replace("zwei.en.md", "boese.en.md"),
        "lang.de.md": long_text("de"),
        "lang.en.md": long_text("en"),
        "nur.de.md": "---\ntitle: Nur auf Deutsch\nweight: 3\n---\n\nEin Satz ohne Gegenstück. Und noch einer.\n",
        "boese.de.md": _hostile("Böse", "Ende", "Ein [bold]Satz[/bold] mit [/] Klammern."),
        "boese.en.md": _hostile("Evil", "End", "A [bold]sentence[/bold] with [/] brackets."),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "kaputt.md").write_bytes(b"Gr\xfc\xdfe aus einer anderen Zeit, nicht in UTF-8.\n")


def _hostile(word: str, end: str, body: str) -> str:
    title = HOSTILE.format(word=word, end=end)
    links = "[Web](https://example.org/a) and [home](offen#drei-stufen) and [bad](ftp://example.org/x).[^n]"
    return f'---\ntitle: "{title}"\nweight: 4\n---\n\n{body}\n\n{links}\n\n[^n]: See <https://example.org/note>.\n'
