"""What a file may hold to harm a terminal or hide text from the reader."""

from __future__ import annotations

import sys

import pytest

from briefing.document.parse import parse

from .helpers import blocks, only, spans


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\x1b[31mb\x1b[0m", "ab"),
        ("a\x1b]0;Titel\x07b", "ab"),
        ("a\u202eb\u202cc", "abc"),
        ("so\u00adft\u200b \ufeffx", "soft x"),
        ("bell\x07", "bell␇"),
        ("nul\x00", "nul␀"),
        ("a&#x202E;b&rlm;c", "abc"),
        ("so&shy;ft&ZeroWidthSpace;x", "softx"),
        ("a&#27;[31mb", "a\ufffd[31mb"),
        ("a&#0;b", "a\ufffdb"),
        ("a&#13;b", "a b"),
        ("e&#x301;", "é"),
        ("u\u0308ber", "über"),
        ("**&#x202E;a**", "a"),
        ("`a\u202eb`", "ab"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("👩\u200d👩", "👩\u200d👩"),
    ],
)
def test_hostile_characters_are_gone(source: str, text: str) -> None:
    assert only(source).text == text


def test_addresses_bring_nothing_back() -> None:
    block = only("<https://a.b/%E2%80%AE%1B%5B2J> https://c.d/%07")
    assert block.text.isprintable()
    assert all(target.isascii() for _, _, target in spans(block))


def test_code_and_html_are_clean_too() -> None:
    code, html = blocks("```\na\x1b[2J\tb\u202e\n```\n\n<p title='\x07'>\u200b</p>")
    assert code.text == "a   b"
    assert html.text == "<p title='␇'></p>"


def test_markup_hidden_by_invisible_characters_is_read_without_them() -> None:
    assert only("#\u200b Kopf").text == "Kopf"
    assert only("#\u200b Kopf").level == 1


def test_containers_deeper_than_the_parser_follows_lose_nothing() -> None:
    for opener in ("> ", "- ", "1. ", "> - ", "[^a]: "):
        document = parse(opener * 200 + "tief\n\nEnde", "de")
        assert "tief" in document.text
        assert document.blocks[-1].text == "Ende"
        assert 40 <= max(len(block.containers) for block in document.blocks) <= 100


def test_indented_lists_deeper_than_the_parser_follows_lose_nothing() -> None:
    source = "".join("  " * depth + f"- w{depth}\n" for depth in range(150)) + "\nEnde"
    text = parse(source, "de").text
    assert all(f"w{depth}" in text.replace("\n", " ").split() for depth in range(150))
    assert text.endswith("Ende")


def test_nesting_needs_little_of_the_stack() -> None:
    hostile = [
        "> " * 500 + "x",
        "- " * 500 + "x",
        "[^a]: " * 500 + "x",
        "![" * 500 + "a" + "](x)" * 500,
        "[" * 5000,
        "> 1. " * 300 + "![" * 300 + "a" + "](x)" * 300,
    ]

    def deep(frames: int) -> None:
        if frames:
            deep(frames - 1)
            return
        for source in hostile:
            assert parse(source, "de").blocks

    deep(sys.getrecursionlimit() // 2)
