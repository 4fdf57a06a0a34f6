"""The company's colour, made readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.pages.brand import MINIMUM, contrast, readable, stylesheet

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@given(colours)
def test_white_text_can_be_read_on_what_becomes_of_any_colour(colour: str) -> None:
    assert contrast(readable(colour), "#ffffff") >= MINIMUM
    assert readable(readable(colour)) == readable(colour)


@given(colours)
def test_a_colour_that_can_be_read_is_left_as_it_is(colour: str) -> None:
    assert (readable(colour) == colour) == (contrast(colour, "#ffffff") >= MINIMUM)


def test_the_shade_is_as_near_as_it_can_be() -> None:
    assert readable("#005a5b") == "#005a5b"
    assert readable("#ffcc00") == "#8f7200"


def test_the_style_sheet_lays_the_shade_over_the_themes_own() -> None:
    assert stylesheet("#ffcc00") == ":root{--pn-brand:#8f7200;--pn-brand-fg:#ffffff}\n"
