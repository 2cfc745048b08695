"""Colours for code: exact offsets in every language, bounded work, nothing guessed, nothing imported early."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.tui.syntax import CODE_ROLES, MOST_LINE, MOST_TEXT, Colours, Spans, _lexer_named, _tokens, code_spans

SOURCE = Path(__file__).parents[2] / "src"
LANGUAGES = (
    *("sh", "bash", "zsh", "console", "python", "py", "pycon", "js", "javascript", "ts", "typescript", "tsx", "jsx"),
    *(
        "json",
        "jsonc",
        "yaml",
        "yml",
        "toml",
        "ini",
        "html",
        "htm",
        "xml",
        "svg",
        "css",
        "scss",
        "sql",
        "c",
        "h",
        "cpp",
    ),
    *("c++", "rust", "rs", "go", "java", "kotlin", "swift", "csharp", "ruby", "php", "perl", "lua", "r", "diff"),
    *("patch", "markdown", "md", "dockerfile", "make", "powershell", "latex", "nginx", "http", "graphql"),
)
SAMPLES = {
    "python": "@dekoriert\ndef größe(x: int) -> str:\n    '''Ein\n    Text.'''\n    return f\"{x}: ä\" + 'b'  # Ende\n",
    "pycon": ">>> 1 + 1\n2\n>>> print('ä')\nä\n",
    "console": "$ echo \"$HOME\" | wc -c\n12\n# rm -r /\n",
    "bash": "#!/bin/sh\nfor f in *.md; do echo \"$f\"; done # alle\ncat <<EOF\nText\nEOF",
    "js": "// Gruß\nconst a = async () => `x${1 + b}`;\n/* mehr\nzeilig */",
    "ts": "interface A<T> { x: T; }\nexport const f = (a: A<number>): string => `${a.x}`;",
    "json": '\n\n{"a": [1, 2.5e3, null, true], "ö": "\\u00e4"}\n\n',
    "yaml": "---\na: &x 1\nb:\n  - *x\n  - 'zwei' # Wort\nc: |\n  Text\n",
    "toml": "[a.b]\nx = 1\ny = \"ä\" # ja\nz = 2025-08-05\n",
    "html": "<!-- c --><p class=\"a\">Ä &amp; <script>let x = 1;</script><style>p { color: red }</style></p>",
    "css": "@media print { .a > b:hover { color: #fff; margin: 0 1px } } /* x */",
    "sql": "SELECT a, COUNT(*) FROM b WHERE c = 'ä' -- ja\nGROUP BY a;",
    "c": "#include <stdio.h>\nint main(void) {\n\treturn 0x1F; /* \u00e4 */\n}\n",
    "cpp": "template <class T> auto f(T t) -> decltype(t) { return R\"(roh)\" + t; }",
    "rust": "fn main() { let x: &'static str = r#\"ä\"#; println!(\"{}\", x); } // Ende",
    "go": "package main\nfunc main() {\n\tx := `roh\nzwei`\n\t_ = x\n}\n",
    "java": "class A { @Override public String toString() { return \"ä\" + 'c' + 1L; } }",
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-alt\n+neu\n gleich\n",
    "markdown": "# Kopf\n\n- *kursiv* und `code`\n\n```python\nx = 1\n```\n",
    "dockerfile": "FROM python:3.12\nRUN pip install x && \\\n    rm -r /tmp\n",
}  # fmt: skip
_CODE = st.lists(
    st.one_of(
        st.sampled_from(list("\"'`/*#(){}[]<>=+-.,;:\\\n\t $@%&|!?~^ab0")),
        st.sampled_from(
            ["def ", "class ", "/*", "*/", "<!--", '"""', "<<EOF", ">>> ", "\r\n", "ä", "日本", "👩‍👩‍👧", "\ufeff"]
        ),
        st.sampled_from(list(SAMPLES.values())),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
).map("".join)


def _assert_spans(spans: Spans, text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) and span.role in CODE_ROLES for span in spans)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


def _assert_whole(text: str, language: str) -> None:
    """All tokens together are the text, each where it says it is."""
    lexer = _lexer_named(language)
    assert lexer is not None
    parts = [(start, text[start:end]) for start, end, _kind in _tokens(lexer, text, lambda: 0)]
    assert "".join(part for _start, part in parts) == text
    assert [start for start, _part in parts] == [0, *itertools.accumulate(len(part) for _, part in parts)][: len(parts)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_common_names_are_known_and_all_code_is_covered(language: str) -> None:
    for text in SAMPLES.values():
        _assert_whole(text, language)
        _assert_spans(code_spans(text, language), text)


@given(_CODE, st.sampled_from(LANGUAGES))
def test_any_text_in_any_language_keeps_its_offsets(text: str, language: str) -> None:
    _assert_whole(text, language)
    _assert_spans(code_spans(text, language), text)


def _roles(text: str, language: str) -> dict[str, str]:
    return {text[span.start : span.end]: span.role for span in code_spans(text, language)}


def test_what_is_what() -> None:
    python = _roles(SAMPLES["python"], "python")
    assert python["def"] == python["return"] == "code-keyword"
    assert python["größe"] == python["@dekoriert"] == "code-name"
    assert python["# Ende"] == "code-comment"
    assert python["'b'"] == python["'''Ein\n    Text.'''"] == "code-string"
    assert "x" not in python
    assert _roles(SAMPLES["json"], "json")["2.5e3"] == "code-number"
    diff = _roles(SAMPLES["diff"], "patch")
    assert diff["+++ b"] == diff["+neu"] == "code-inserted"
    assert diff["-alt"] == "code-deleted"
    assert " gleich" not in "".join(diff)
    assert _roles(SAMPLES["c"], "c")["return"] == "code-keyword"


def test_the_language_is_the_author_s_word_and_nothing_is_guessed() -> None:
    python = SAMPLES["python"]
    assert code_spans(python, "PYTHON") == code_spans(python, "python") != ()
    for name in ("", "text", "plaintext", "pythn", "*.py", "text/x-python", "Python 3", "{.python}"):
        assert code_spans(python, name) == ()


@pytest.mark.parametrize("language", ["xml+cheetah", "js+mako", "html+erb", "easytrieve"])
def test_lexers_that_can_t_be_stopped_are_not_used(language: str) -> None:
    assert code_spans('<a href="x">1</a>', language) == ()


def test_code_in_markdown_is_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pygments.lexers.get_lexer_by_name", lambda _name: pytest.fail("looked up"))
    assert code_spans("# Kopf\n\n```klingonisch\nx\n```\n", "markdown")


def test_long_texts_and_long_lines_stay_plain() -> None:
    line = "x = 1\n"
    assert code_spans(line * (MOST_TEXT // len(line)), "python")
    assert code_spans(line * (MOST_TEXT // len(line) + 1), "python") == ()
    assert code_spans("x" * (MOST_LINE - 1) + "\n1", "python")
    assert code_spans("x" * (MOST_LINE + 1) + "\n1", "python") == ()


def test_what_takes_too_long_is_coloured_as_far_as_it_got() -> None:
    ticks = iter([0.0] * 50 + [1e9] * 1_000_000)
    text = "x = 1\n" * 1000
    spans = code_spans(text, "python", clock=lambda: next(ticks))
    assert 0 < len(spans) < 100
    assert spans == code_spans(text, "python")[: len(spans)]


def test_colours_are_computed_once_and_the_oldest_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    colours = Colours(most=2)
    assert colours.known("x = 1", "python") is None
    spans = colours.compute("x = 1", "python")
    assert spans and colours.known("x = 1", "python") is spans
    assert colours.known("x = 1", "js") is None
    colours.compute("x = 2", "python")
    assert colours.known("x = 1", "python") is spans
    colours.compute("x = 3", "python")
    assert colours.known("x = 2", "python") is None
    assert colours.known("x = 1", "python") is spans
    monkeypatch.setattr("briefing.tui.syntax._lexer_named", lambda _name: pytest.fail("computed twice"))
    assert colours.compute("x = 1", "python") is spans


def test_an_unknown_language_is_looked_up_once_and_only_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pygments.plugin.iter_entry_points", lambda _group: pytest.fail("read what is installed"))
    colours = Colours()
    assert colours.known("a", "klingonisch") is None
    assert colours.compute("a", "klingonisch") == ()
    monkeypatch.setattr("briefing.tui.syntax._lexer_named", lambda _name: pytest.fail("looked up twice"))
    assert colours.known("b", "klingonisch") == ()
    assert colours.compute("b", "klingonisch") == ()


def test_nothing_to_colour_is_known_at_once() -> None:
    colours = Colours()
    assert colours.known("", "python") == colours.known("x = 1", "") == colours.known("x" * (MOST_TEXT + 1), "c") == ()
    colours.compute("", "python")
    colours.compute("x" * (MOST_LINE + 1), "python")
    assert colours.known("x" * (MOST_LINE + 1), "python") == ()
    assert colours.compute("x = 1", "python") != ()


def test_the_module_imports_no_lexers() -> None:
    program = "import sys, briefing.tui.syntax as s; s.Colours().known('x', 'c'); print('pygments' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "False"
