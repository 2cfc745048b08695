from __future__ import annotations

import time
from dataclasses import replace

import pytest

from briefing.notes.alignment import Aligner
from briefing.notes.anchoring import anchor
from briefing.notes.model import Anchor, Note, State, Target
from briefing.notes.selectors import make_target

from .making import document, note, noted

OLD = """# Destillation

## Kosten

Das kleinere Modell erreicht 94 % der Genauigkeit bei einem Zehntel der Kosten. Niemand hatte das erwartet.

Die Tabelle nennt „Kosten pro 1k Token“ für beide Modelle.

## Grenzen

Wer das Modell verkleinert, verliert seltene Sprachen zuerst. Das zeigen drei Messungen aus dem Frühjahr.

Zuletzt zählt, was ein Betrieb im Alltag spart und was er dafür an Strom und Zeit ausgibt.
"""
QUOTE = "Das kleinere Modell erreicht 94 % der Genauigkeit bei einem Zehntel der Kosten."


def anchored(quote: str, *edits: tuple[str, str], old: str = OLD, snapshot: bool = True) -> tuple[Anchor, str]:
    """Return where a note on `quote` stands after the edits, and the new text."""
    before = document(old)
    made = noted(before, quote)
    for was, becomes in edits:
        assert was in old
        old = old.replace(was, becomes)
    after = document(old)
    if not snapshot:
        made = replace(made, target=replace(made.target, snapshot=""))
    return anchor(made, after, before.text if snapshot else None), after.text


@pytest.mark.parametrize("snapshot", [True, False])
@pytest.mark.parametrize(
    "edits",
    [
        [],
        [("kleinere", "**kleinere**"), ("Kosten.", "[Kosten](https://example.org).")],
        [("„Kosten pro 1k Token“", '"Kosten pro 1k Token"')],
        [("# Destillation", "# Destillation\n\nEin neuer Absatz davor.")],
        [("## Grenzen", "## Schranken"), ("Niemand hatte das erwartet.", "Das hatte niemand erwartet.")],
    ],
)
def test_a_sentence_that_stayed_is_exact(edits: list[tuple[str, str]], snapshot: bool) -> None:
    found, text = anchored(QUOTE, *edits, snapshot=snapshot)
    assert found.state is State.EXACT
    assert text[found.start : found.end] == found.current == QUOTE


def test_other_quotation_marks_and_spaces_are_no_change() -> None:
    found, _ = anchored("nennt „Kosten pro 1k Token“ für", ("„Kosten pro 1k Token“", '"Kosten pro 1k\u00a0Token"'))
    assert found.state is State.EXACT
    assert found.current == 'nennt "Kosten pro 1k\u00a0Token" für'


def test_a_corrected_word_is_a_change() -> None:
    found, _ = anchored(QUOTE, ("94 % der", "93 % der"))
    assert found == Anchor(State.CHANGED, found.start, found.end, QUOTE.replace("94", "93"))


def test_a_replaced_first_and_last_word_are_taken_in() -> None:
    found, _ = anchored(QUOTE, ("Das kleinere", "Ein kleineres"), ("Zehntel der Kosten.", "Achtel des Preises."))
    assert found.state in (State.CHANGED, State.REVIEW)
    assert found.current == "Ein kleineres Modell erreicht 94 % der Genauigkeit bei einem Achtel des Preises."


def test_a_rewritten_sentence_asks_for_review() -> None:
    new = "Das kleinere Modell schafft noch 94 % der Genauigkeit und kostet nur ein Zehntel."
    found, _ = anchored(QUOTE, (QUOTE, new))
    assert (found.state, found.current) == (State.REVIEW, new)


def test_a_paragraph_that_moved_takes_its_notes_along() -> None:
    last = "Zuletzt zählt, was ein Betrieb im Alltag spart und was er dafür an Strom und Zeit ausgibt."
    for quote in (last, "Strom"):
        found, _ = anchored(quote, (f"\n{last}\n", ""), ("## Kosten\n", f"{last}\n\n## Kosten\n"))
        assert (found.state, found.current) == (State.MOVED, quote)


def test_a_sentence_that_moved_into_another_paragraph_is_found() -> None:
    sentence = "Niemand hatte das erwartet."
    found, _ = anchored(sentence, (f" {sentence}", ""), ("aus dem Frühjahr.", f"aus dem Frühjahr. {sentence}"))
    assert (found.state, found.current) == (State.MOVED, sentence)


def test_a_deleted_paragraph_leaves_an_orphan_at_its_last_place() -> None:
    paragraph = "Die Tabelle nennt „Kosten pro 1k Token“ für beide Modelle."
    found, text = anchored(paragraph, (f"{paragraph}\n\n", ""))
    assert found.state is State.ORPHAN and found.current is None
    assert found.start == found.end
    assert text[: found.start].endswith("erwartet.") and text[found.start :].strip().startswith("Grenzen")


@pytest.mark.parametrize("word", ["Kosten", "das", "Modell", "der"])
def test_a_word_whose_sentence_was_deleted_is_not_found_in_another_one(word: str) -> None:
    before = document(OLD)
    start = before.text.index(word, before.text.index(QUOTE[:10]))
    made = note(target=replace(noted(before, QUOTE).target, exact=word, start=start, end=start + len(word)))
    sentence = f"{QUOTE} Niemand hatte das erwartet."
    after = document(OLD.replace(f"{sentence}\n\n", ""))
    assert anchor(made, after, before.text).state is State.ORPHAN


def test_a_copy_elsewhere_does_not_win_over_the_edited_original() -> None:
    edited = QUOTE.replace("94", "93")
    found, text = anchored(QUOTE, (QUOTE, edited), ("## Grenzen", f"## Grenzen\n\nKurz gesagt: {QUOTE}"))
    assert (found.state, found.current) == (State.CHANGED, edited)
    assert found.start < text.index("Grenzen")


def test_an_inserted_sentence_inside_the_selection_is_part_of_it() -> None:
    paragraph = f"{QUOTE} Niemand hatte das erwartet."
    found, _ = anchored(paragraph, (f"{QUOTE} ", f"{QUOTE} So steht es im Bericht. "))
    assert found.state in (State.CHANGED, State.REVIEW)
    assert found.current == f"{QUOTE} So steht es im Bericht. Niemand hatte das erwartet."


def test_a_note_over_two_paragraphs_keeps_both() -> None:
    old = document(OLD)
    start, end = old.text.index("Niemand"), old.text.index("beide Modelle.") + len("beide Modelle.")
    made = note(target=Target(old.text[start:end], "", "", start, end, "x"))
    new = document(OLD.replace("# Destillation", "# Neue Zeile\n\nVorspann."))
    found = anchor(made, new, old.text)
    assert (found.state, found.current) == (State.EXACT, made.target.exact)


def test_a_repeated_heading_whose_surroundings_are_gone_is_an_orphan() -> None:
    old = document(
        "# A\n\nEins zwei drei.\n\n## Kosten\n\nVier fünf.\n\n# B\n\nSechs sieben.\n\n## Kosten\n\nAcht neun."
    )
    start = old.text.rindex("Kosten")
    made = note(target=Target("Kosten", old.text[start - 30 : start], "\n\nAcht neun.", start, start + 6, "x"))
    assert anchor(made, document("# A\n\nEins zwei drei.\n\n## Kosten\n\nVier fünf."), old.text).state is State.ORPHAN


@pytest.mark.parametrize("snapshot", [True, False])
def test_another_text_has_no_place_for_a_note(snapshot: bool) -> None:
    other = "# Ganz anderes\n\nDer Hafen lag still, das Modell eines Schiffes stand da. Die Kosten trug niemand."
    for quote in (QUOTE, "Modell", "der Kosten", "Kosten", "Niemand hatte das erwartet."):
        before = document(OLD)
        made = noted(before, quote)
        assert anchor(made, document(other), before.text if snapshot else None).state is State.ORPHAN


def test_a_phrase_in_another_text_is_no_place_for_its_words() -> None:
    other = "# Hafen\n\nDie Fracht kam bei einem Zehntel der Kosten an, und niemand fragte nach. " * 3
    before = document(OLD)
    for quote in ("einem Zehntel der", "Zehntel"):
        assert anchor(noted(before, quote), document(other), before.text).state is State.ORPHAN


def test_a_word_between_new_words_is_not_proved_by_its_place() -> None:
    rest = "Hier steht ein langer Absatz, der sich nicht ändert, damit die Texte verwandt sind.\n\n"
    words = " ".join(f"{n * 7919}" for n in range(40))
    old = (
        "Alle fragten damals den Händler, weil doch keiner im Ort begriff, warum Strom teuer bleibt, "
        "obwohl die Netze voll sind und jeder zweite Bauer ein Dach belegt hat"
    )
    new = (
        "Übrigens zog jenes Jahr Kälte ins Tal; vor jeder Hütte hing Eis, und Strom gab es selten: "
        "Licht kam aus Öllampen, man ging früh schlafen, Kerzen waren Luxus pur"
    )
    before = document(f"{rest}{words} {old} {words}.")
    found = anchor(noted(before, "Strom"), document(f"{rest}{words} {new} {words}."), before.text)
    assert found.state is State.ORPHAN
    near = new.replace("und Strom gab", "warum Strom gab")
    found = anchor(noted(before, "Strom"), document(f"{rest}{words} {near} {words}."), before.text)
    assert (found.state, found.current) == (State.EXACT, "Strom")


def test_of_two_like_paragraphs_the_deleted_one_does_not_take_the_place_of_the_other() -> None:
    power = "Der Preis für Strom stieg im Jahr 2024 um 12 Prozent gegenüber dem Jahr davor, sagt das Amt."
    gas = "Der Preis für Gas stieg im Jahr 2024 um 14 Prozent gegenüber dem Jahr davor, sagt das Amt."
    rest = [f"Absatz {n} handelt von etwas anderem, nämlich von Nummer {n * 7919}." for n in range(6)]
    before = document("\n\n".join([power, gas, *rest]))
    after = document("\n\n".join([*rest, gas.replace("sagt das Amt", "meldet das Amt")]))
    assert anchor(noted(before, power), after, before.text).state is State.ORPHAN
    found = anchor(noted(before, gas), after, before.text)
    assert (found.state, found.current) == (State.CHANGED, after.blocks[-1].text)


def test_of_two_equal_paragraphs_none_is_followed_elsewhere() -> None:
    twin = "Dieser Hinweis steht zweimal im Text."
    rest = [f"Absatz {n} handelt von etwas anderem, nämlich von Nummer {n * 7919}." for n in range(6)]
    before = document("\n\n".join([twin, rest[0], twin, *rest[1:]]))
    after = document("\n\n".join([*rest, twin]))
    start = before.text.rindex(twin)
    for made in (noted(before, twin), note(target=replace(noted(before, twin).target, start=start, end=start + 37))):
        assert anchor(made, after, before.text).state is State.ORPHAN


def test_without_the_old_text_context_tells_two_equal_words_apart() -> None:
    before = document("Der Rat tagt heute in Bonn. Morgen tagt der Rat in Kiel. Niemand weiß, wo der Rat sonst tagt.")
    start = before.text.index("Rat in Kiel")
    target = Target("Rat", before.text[start - 20 : start], before.text[start + 3 : start + 23], start, start + 3)
    found = anchor(note(target=target), document("Neu ist: " + before.text), None)
    assert (found.state, found.start) == (State.EXACT, start + len("Neu ist: "))
    assert anchor(note(target=replace(target, prefix="", suffix="")), before, None).state is State.ORPHAN


def test_without_the_old_text_a_changed_sentence_is_found_between_its_neighbours() -> None:
    found, _ = anchored(QUOTE, ("94 % der", "93 % der"), snapshot=False)
    assert found.state is State.ORPHAN  # the context before is too short to prove anything
    middle = "Die Tabelle nennt „Kosten pro 1k Token“ für beide Modelle."
    found, _ = anchored(middle, ("für beide Modelle", "für alle Modelle"), snapshot=False)
    assert (found.state, found.current) == (State.CHANGED, middle.replace("beide", "alle"))


def test_a_lost_snapshot_of_the_same_text_is_still_exact() -> None:
    before = document(OLD)
    made = noted(before, "Kosten")
    assert anchor(made, before, None) == Anchor(State.EXACT, made.target.start, made.target.end, "Kosten")


def test_a_snapshot_that_does_not_hold_the_quote_is_not_trusted() -> None:
    before = document(OLD)
    made = noted(before, QUOTE)
    assert anchor(made, before, "Ein ganz anderer Text." * 10).current == QUOTE


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (0, 0), (10**9, 10**9 + 5), (7, 3)])
def test_damaged_positions_never_raise(start: int, end: int) -> None:
    before = document(OLD)
    made = noted(before, QUOTE)
    broken = replace(made, target=replace(made.target, start=start, end=end))
    assert anchor(broken, before, before.text).current in (QUOTE, None)
    empty = replace(made, target=replace(broken.target, exact=" "))
    assert anchor(empty, before, before.text).state is State.ORPHAN
    assert anchor(broken, document(""), before.text).state is State.ORPHAN


def many_notes(text: str, count: int) -> list[Note]:
    step = max(1, len(text) // count)
    spans = [(at, min(len(text), at + 5 + at % 90)) for at in range(0, len(text), step)]
    return [note(target=Target(text[s:e], text[max(0, s - 64) : s], text[e : e + 64], s, e, "x")) for s, e in spans]


def test_two_hundred_notes_on_a_long_text_are_placed_at_once() -> None:
    paragraphs = [
        f"Absatz {i} sagt {i * 7 % 101} Dinge über {i * 13 % 97} Themen, und nicht eines mehr." for i in range(450)
    ]
    old = document("\n\n".join(paragraphs))
    new = document(
        "\n\n".join(p.replace("Dinge", "Sachen") if i % 3 else p for i, p in enumerate(paragraphs) if i % 11)
    )
    made = many_notes(old.text, 200)
    begin = time.perf_counter()
    aligner = Aligner(old.text, new.text)
    found = [anchor(one, new, old.text, aligner) for one in made]
    assert time.perf_counter() - begin < 1  # a tenth of it on a quiet machine
    assert sum(one.state is not State.ORPHAN for one in found) > 150


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Wort " * 20_000, "Wort " * 19_000),
        ("\n\n".join(["Gleich."] * 5_000), "\n\n".join(["Gleich."] * 4_000)),
        ("x" * 1_000_000, "x" * 999_999),
        ("Gleich. " * 100_000, "Gleich! " * 100_000),
        ("\n".join(["a | b"] * 20_000), "\n".join(["a | c"] * 19_000)),
        (
            "\n\n".join(f"Absatz {i} sagt das Gleiche wie alle anderen auch, nur mit {i}." for i in range(5_000)),
            "\n\n".join(f"Absatz {i} sagt das Gleiche wie alle anderen, aber mit {i}." for i in range(5_000, 0, -1)),
        ),
        (
            " ".join(str(i * 7919 % 100_003) for i in range(60_000)),
            " ".join(str(i * 104_729 % 100_003) for i in range(60_000)),
        ),
    ],
)
def test_texts_made_to_hurt_take_bounded_time(old: str, new: str) -> None:
    begin = time.perf_counter()
    aligner = Aligner(old, new)
    after = document("kurz")
    for at in (0, len(old) // 2):
        made = note(target=Target(old[at : at + 4], "", "", at, at + 4, "x"))
        anchor(made, replace(after, text=new), old, aligner)
    whole = note(target=Target(old, "", "", 0, len(old), "x"))
    anchor(whole, replace(after, text=new), old, aligner)
    assert time.perf_counter() - begin < 5


# --- texts with lines, repeats and compounds ------------------------------------------------------------------------

TABLE = "# Preise\n\n| Ort | Preis |\n|---|---|\n| Bonn | 12 |\n| Kiel | 14 |\n| Ulm | 9 |\n| Jena | 11 |\n"


def test_a_row_of_a_table_that_moved_takes_its_note_along() -> None:
    found, text = anchored(
        "Kiel | 14", ("| Kiel | 14 |\n", ""), ("| Jena | 11 |", "| Jena | 11 |\n| Kiel | 14 |"), old=TABLE
    )
    assert (found.state, found.current) == (State.MOVED, "Kiel | 14")
    assert found.start > text.index("Jena")


def test_a_changed_cell_is_a_change_of_its_row() -> None:
    found, _ = anchored("Kiel | 14\nUlm | 9\nJena | 11", ("| 14 |", "| 15 |"), old=TABLE)
    assert (found.state, found.current) == (State.CHANGED, "Kiel | 15\nUlm | 9\nJena | 11")


def test_a_line_of_code_between_new_ones_stays() -> None:
    old = "# A\n\n```python\ndef f(x):\n    y = x\n    return y\n```\n"
    found, _ = anchored("    y = x", ("    y = x\n", "    z = 1\n    y = x\n    print(z)\n"), old=old)
    assert (found.state, found.current) == (State.EXACT, "y = x")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("Sprachmodell", "Sprach-Modell"), ("Sprachmodell", "Sprachmodells"), ("Sprahcmodell", "Sprachmodell")],
)
def test_a_compound_that_is_spelt_anew_keeps_its_note(was: str, becomes: str) -> None:
    old = f"# A\n\nEin großes {was} versteht den Satz davor und danach.\n\nEin zweiter Absatz bleibt hier stehen."
    found, _ = anchored(was, (was, becomes), old=old)
    assert (found.state, found.current) == (State.CHANGED, becomes)


def test_a_word_that_another_one_replaced_is_an_orphan() -> None:
    old = "# A\n\nEin großes Sprachmodell versteht den Satz davor und danach.\n\nEin zweiter Absatz bleibt stehen."
    assert anchored("Sprachmodell", ("Sprachmodell", "Wörterbuch"), old=old)[0].state is State.ORPHAN


def test_a_repeated_title_goes_with_its_section() -> None:
    one = "## Fazit\n\nDer erste Abschnitt endet mit diesem langen Satz über Kosten.\n\n"
    two = "## Fazit\n\nDer zweite Abschnitt endet mit jenem langen Satz über Nutzen.\n\n"
    rest = "## Mitte\n\nDazwischen steht ein Absatz, der lang genug ist, um erkannt zu werden.\n\n"
    before, after = document(f"# A\n\n{one}{rest}{two}"), document(f"# A\n\n{two}{rest}{one}")
    for nth, section in ((0, "erste"), (1, "zweite")):
        start = [at for at in range(len(before.text)) if before.text.startswith("Fazit", at)][nth]
        made = note(
            target=Target("Fazit", before.text[:start][-64:], before.text[start + 5 :][:64], start, start + 5, "x")
        )
        found = anchor(made, after, before.text)
        assert found.state is not State.ORPHAN
        assert after.text[found.end :].lstrip().startswith(f"Der {section}")


def test_a_selection_over_an_inserted_paragraph_holds_it_and_asks() -> None:
    last = "Die Tabelle nennt „Kosten pro 1k Token“ für beide Modelle."
    before = document(OLD)
    start, end = before.text.index("Niemand"), before.text.index(last) + len(last)
    new = "Hier kam ein langer Absatz hinzu, den es zuvor nicht gab und der von Strom und Netzen handelt. " * 6
    after = document(OLD.replace(last, f"{new}\n\n{last}"))
    found = anchor(note(target=Target(before.text[start:end], "", "", start, end, "x")), after, before.text)
    assert found.state is State.REVIEW
    assert found.current and found.current.startswith("Niemand") and found.current.endswith(last)


def test_a_note_does_not_cross_over_to_the_other_language() -> None:
    before = document(OLD)
    assert anchor(noted(before, QUOTE), document(OLD, "en"), before.text).state is State.ORPHAN


@pytest.mark.parametrize("snapshot", [True, False])
def test_a_repeated_title_is_known_by_the_titles_above_it(snapshot: bool) -> None:
    old = "# A\n\n## Rot\n\n### Fazit\n\nEins zwei.\n\n## Blau\n\n### Fazit\n\nDrei vier.\n\n## Ende\n\nFünf."
    new = (
        "# A\n\n## Blau\n\nAcht Hütten am See.\n\n### Fazit\n\nZehn Boote.\n\n## Ende\n\nFünf.\n\n"
        "## Rot\n\nSieben Berge.\n\n### Fazit\n\nNeun Zwerge."
    )
    before, after = document(old), document(new)
    for nth, above in ((0, "Sieben Berge."), (1, "Acht Hütten am See.")):
        start = [at for at in range(len(before.text)) if before.text.startswith("Fazit", at)][nth]
        made = note(target=make_target(before, start, start + 5))
        found = anchor(made, after, before.text if snapshot else None)
        assert found.current == "Fazit"
        assert after.text[: found.start].rstrip().endswith(above)


def test_a_title_that_is_gone_is_not_found_in_its_namesake() -> None:
    old = document(
        "# A\n\n## Rot\n\n### Fazit\n\nEins zwei.\n\n### Fazit\n\nDrei vier.\n\n## Ende\n\nFünf sechs sieben."
    )
    new = document(
        "# A\n\n## Ende\n\nFünf sechs sieben.\n\n## Rot\n\nHier steht nun etwas.\n\n### Fazit\n\nGanz anderes."
    )
    start = old.text.index("Fazit")
    assert anchor(note(target=make_target(old, start, start + 5)), new, old.text).state is State.ORPHAN
