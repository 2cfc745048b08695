"""Code is readable in every theme: contrast of each role on the ground of code, and cues where there is no colour."""

from __future__ import annotations

import pytest
from textual.theme import BUILTIN_THEMES

from briefing.tui.looks import PLAIN_LOOKS, ink, looks_of
from briefing.tui.syntax import CODE_ROLES
from tui.contrast import READABLE, contrast, contrast_of, resolved

THEMES = (
    *("textual-dark", "textual-light", "gruvbox", "nord", "dracula", "tokyo-night", "monokai", "flexoki"),
    *("catppuccin-mocha", "catppuccin-frappe", "rose-pine", "rose-pine-dawn"),
)


@pytest.mark.parametrize("theme", THEMES)
def test_code_is_readable_in_dark_and_light_themes(theme: str) -> None:
    for role in (None, *CODE_ROLES):
        ratio = contrast_of(("code", role) if role else ("code",), theme)
        assert ratio >= READABLE, f"{theme}: {role or 'code'} has {ratio:.1f}"


@pytest.mark.parametrize("theme", THEMES)
def test_keywords_and_comments_can_be_told_without_colours(theme: str) -> None:
    looks = looks_of(BUILTIN_THEMES[theme].dark, theme_is_plain=False)
    for table in (looks, PLAIN_LOOKS):
        found = {role: ink(("code", role), resolved(theme), table).attributes for role in CODE_ROLES}
        assert "bold" in found["code-keyword"]
        assert "italic" in found["code-comment"]
        assert not {"bold", "italic"} & set(found["code-string"])


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [((0, 0, 0), (255, 255, 255), 21.0), ((119,) * 3, (255,) * 3, 4.48)]
)
def test_contrast_is_measured_right(one: tuple[int, int, int], other: tuple[int, int, int], ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
