from __future__ import annotations

from briefing.document.model import Kind, Mark
from briefing.document.parse import parse

from .helpers import blocks, nesting, outline, sentences


def test_definitions_stay_where_they_are_and_are_numbered_by_reference() -> None:
    source = "[^b]: Notiz b\n\nEins[^c] zwei[^b].\n\n[^a]: niemand\n[^c]: Notiz c"
    document = parse(source, "de")
    assert outline(source) == [
        ("footnote", 0, "footnote2!", "Notiz b"),
        ("paragraph", 0, "", "Eins zwei."),
        ("footnote", 0, "footnote3!", "niemand"),
        ("footnote", 0, "footnote1!", "Notiz c"),
    ]
    assert list(document.footnotes.items()) == [("c", (1, 3)), ("b", (2, 0)), ("a", (3, 2))]
    assert [block.info for block in document.blocks] == ["b", "", "a", "c"]


def test_a_reference_has_no_text() -> None:
    block = blocks("Das stimmt.[^1] Das [^1] nicht[^1].\n\n[^1]: n")[0]
    assert block.text == "Das stimmt. Das nicht."
    assert [(span.start, span.end, span.target) for span in block.spans] == [
        (11, 11, "1"),
        (15, 15, "1"),
        (21, 21, "1"),
    ]
    assert all(span.mark is Mark.FOOTNOTE for span in block.spans)


def test_a_reference_at_the_end_of_a_sentence_belongs_to_it() -> None:
    for source in ("Eins.[^1] Zwei.", "Eins. [^1] Zwei.", "Eins[^1]. Zwei.", "Eins.\n[^1]\nZwei."):
        block = blocks(source + "\n\n[^1]: n")[0]
        assert sentences(block) == ["Eins.", "Zwei."]
        assert block.spans[0].start <= block.sentences[0][1]


def test_an_undefined_reference_stays_text() -> None:
    assert blocks("a[^x] b\n\n[^1]: n")[0].text == "a[^x] b"


def test_notes_of_several_blocks() -> None:
    source = "x[^1]\n\n[^1]: Eins\n    zwei\n\n    Drei\n\n    - Vier\n\n        code\n\nAußen"
    assert outline(source)[1:] == [
        ("footnote", 0, "footnote1!", "Eins zwei"),
        ("footnote", 0, "footnote1", "Drei"),
        ("list_item", 1, "footnote1 item•~!", "Vier"),
        ("paragraph", 0, "footnote1 item•~", "code"),
        ("paragraph", 0, "", "Außen"),
    ]


def test_a_note_that_begins_with_something_else_and_an_empty_one() -> None:
    document = parse("a[^1] b[^2]\n\n[^1]: - Punkt\n\n[^2]:\n", "de")
    first, second = document.blocks[1:]
    assert (first.kind, nesting(first)) == (Kind.LIST_ITEM, "footnote1! item•!")
    assert (second.kind, second.text, second.info, nesting(second)) == (Kind.FOOTNOTE, "", "2", "footnote2!")
    assert document.footnotes == {"1": (1, 1), "2": (2, 2)}


def test_the_first_of_two_definitions_counts_and_both_are_kept() -> None:
    document = parse("a[^1]\n\n[^1]: eins\n\n[^1]: zwei", "de")
    assert [block.text for block in document.blocks] == ["a", "eins", "zwei"]
    assert document.footnotes == {"1": (1, 1)}


def test_references_in_headings_tables_links_images_and_notes_count() -> None:
    document = parse(
        "# H[^h]\n\n| [^t] |\n|---|\n\n[l[^l]](/u) ![i[^i]](/u)\n\n[^n]: n\n\n[^h]: see[^n]\n[^i]: i\n[^l]: l\n[^t]: t",
        "de",
    )
    assert [(label, number) for label, (number, _) in document.footnotes.items()] == list(
        zip("htlin", range(1, 6), strict=True)
    )


def test_labels_with_umlauts_and_odd_characters() -> None:
    document = parse("a[^größe-1] b[^x.y]\n\n[^größe-1]: g\n[^x.y]: p", "de")
    assert list(document.footnotes) == ["größe-1", "x.y"]
