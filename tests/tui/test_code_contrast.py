"""Code is readable in every theme: contrast of each role on the ground of code, and cues where there is no colour."""

from __future__ import annotations

import pytest
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.app import App, ComposeResult

from briefing.tui.syntax import CODE_ROLES
from briefing.tui.widgets.inking import Inking

THEMES = (
    *("textual-dark", "textual-light", "gruvbox", "nord", "dracula", "tokyo-night", "monokai", "flexoki"),
    *("catppuccin-mocha", "catppuccin-frappe", "rose-pine", "rose-pine-dawn"),
)
READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA."""


class Code(Inking):
    """Resolves the styles that the reading view has for code."""

    def style(self, role: str) -> Style:
        return self.style_of(("code", role) if role != "code" else ("code",))


class Probe(App[None]):
    def compose(self) -> ComposeResult:
        yield Code()


def _luminance(colour: ColorTriplet) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the contrast ratio of WCAG 2, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


async def test_code_is_readable_in_dark_and_light_themes() -> None:
    app = Probe()
    async with app.run_test() as pilot:
        code = app.query_one(Code)
        for theme in THEMES:
            app.theme = theme
            await pilot.pause()
            ground = code.style("code").bgcolor
            assert ground is not None
            for role in CODE_ROLES:
                colour = code.style(role).color
                assert colour is not None, f"{role} has no colour"
                ratio = contrast(colour.get_truecolor(), ground.get_truecolor())
                assert ratio >= READABLE, f"{theme}: {role} has {ratio:.1f}"


async def test_keywords_and_comments_can_be_told_without_colours() -> None:
    app = Probe()
    async with app.run_test():
        code = app.query_one(Code)
        assert code.style("code-keyword").bold
        assert code.style("code-comment").italic
        assert not code.style("code-string").bold


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [((0, 0, 0), (255, 255, 255), 21.0), ((119,) * 3, (255,) * 3, 4.48)]
)
def test_contrast_is_measured_right(one: tuple[int, int, int], other: tuple[int, int, int], ratio: float) -> None:
    assert contrast(ColorTriplet(*one), ColorTriplet(*other)) == pytest.approx(ratio, abs=0.01)
