from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.library.model import Edition
from briefing.library.source import MAX_BYTES, decode, read
from briefing.text import clean


def test_byte_order_mark_line_ends_and_decomposed_letters() -> None:
    text = decode("\ufeff# Übung\r\nZeile\rdrei".encode(), "a.md")
    assert text == "# Übung\nZeile\ndrei"
    assert unicodedata.is_normalized("NFC", text)


def test_escape_sequences_do_not_get_through() -> None:
    assert "\x1b" not in decode(b"a\x1b[2Jb\x1b]0;title\x07c", "a.md")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("eins\nzwei\nfür\n".encode("cp1252"), 3),
        (b"\xe4", 1),
        (b"a\r\nb\r\n\xff", 3),
        (b"a\rb\r\xff", 3),
        (b"\xef\xbb\xbfa\n\x84Zitat\x93", 2),
    ],
)
def test_other_encodings_are_told_with_their_line(data: bytes, line: int) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "ordner/datei.md")
    assert caught.value.values["line"] == line
    assert str(caught.value).startswith(f"ordner/datei.md, line {line}: ")
    assert "UTF-8" in str(caught.value)


def test_utf16_is_named() -> None:
    with pytest.raises(InputError, match="UTF-16"):
        decode("# Titel".encode("utf-16"), "a.md")


@given(data=st.binary(max_size=80))
def test_bytes_are_clean_text_or_an_error_with_a_line_that_is_wrong(data: bytes) -> None:
    try:
        text = decode(data, "a.md")
    except InputError as error:
        line = error.values["line"]
        assert isinstance(line, int)
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            lines = data.splitlines(keepends=True)
            b"".join(lines[: line - 1]).decode("utf-8")
            with pytest.raises(UnicodeDecodeError):
                b"".join(lines[:line]).decode("utf-8")
    else:
        assert text == clean(text)
        assert text == clean(data.decode("utf-8-sig"))


def edition(path: Path) -> Edition:
    return Edition("de", path, "ordner/" + path.name, "Titel")


def test_read_gives_the_text_of_today(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("alt")
    found = edition(path)
    path.write_text("neu")
    assert read(found) == "neu"


def test_what_cannot_be_read_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^ordner/fehlt\.md can't be read: "):
        read(edition(tmp_path / "fehlt.md"))
    with pytest.raises(InputError, match="not a regular file"):
        read(edition(tmp_path))
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="larger than 16 MiB"):
        read(edition(large))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="not a regular file"):
        read(edition(pipe))
