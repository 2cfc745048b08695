"""The documentation says what the code does: keys, commands and checks."""

from __future__ import annotations

from pathlib import Path

from briefing.parallel.rules.codes import CODES
from briefing.tui.keys import VERBS, shown
from conftest import ROOT

KEYS = ROOT / "docs" / "keys.md"
CHECKS = ROOT / "docs" / "check.md"
_SCREENS = {
    "library": "Library",
    "reader": "Reader",
    "search": "Search",
    "notes": "Notes",
    "timeline": "Timeline",
    "register": "Register of models",
    "glossary": "Terms of a sentence",
    "editor": "Note editor",
    "review": "Comparing a note with today’s text",
    "picker": "Lists over a screen",
    "prompt": "One-line prompts",
}


def keys_page() -> str:
    """Return the page of keys as the key table has it."""
    lines = [
        "# Keys",
        "",
        "Made from the key table in `src/briefing/tui/keys.py`. The name in the last column is what `[keys]` in",
        '`config.toml` takes to remap a key, for example `sentence-next = ["l", "n"]`.',
    ]
    for screen, title in _SCREENS.items():
        lines += ["", f"## {title}", "", "| keys | does | name |", "| --- | --- | --- |"]
        for verb in VERBS:
            if screen in verb.screens:
                keys = " ".join(f"`{shown(key)}`" for key in verb.keys)
                lines.append(f"| {keys} | {verb.help} | {verb.id} |")
    return "\n".join(lines) + "\n"


def check_page() -> str:
    """Return the page of the author's checks as their table has it."""
    lines = [
        "# What `briefing check` finds",
        "",
        "Made from the table in `src/briefing/parallel/rules/codes.py`. Each line of `briefing check` is file, line,",
        "severity, code and one sentence. It exits with 1 if there is an error or a warning.",
        "",
        "- **always**: told wherever it is.",
        "- **once**: the first of each file; `briefing check --strict` tells all of them, as warnings.",
        "- **strict**: only `briefing check --strict` looks for it, and of most only in texts of `kind: briefing`.",
        "",
        "| code | when | severity | what it means |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| `{name}` | {code.level} | {code.severity} | {code.means} |" for name, code in CODES.items()]
    lines += [
        "",
        "Front matter and files that can't be used have codes of their own (`front-matter-…`, `encoding`, `id-taken`).",
        "Code, HTML and addresses are never looked into; a paragraph that is quoted from the other language may have",
        "its quotation marks. Two languages are compared row by row, where it is sure that both sides say the same.",
    ]
    return "\n".join(lines) + "\n"


def test_checks_page_is_fresh(update_goldens: bool) -> None:
    if update_goldens:
        CHECKS.write_text(check_page(), encoding="utf-8", newline="\n")
    assert CHECKS.read_text(encoding="utf-8") == check_page()


def test_keys_page_is_fresh(update_goldens: bool) -> None:
    if update_goldens:
        Path(KEYS).write_text(keys_page(), encoding="utf-8", newline="\n")
    assert KEYS.read_text(encoding="utf-8") == keys_page()


def test_readme_shows_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("make run", "make test", "uvx --from", "pipx install", "pip install"):
        assert command in readme
