"""The company's colour, made readable. No input or output."""

from __future__ import annotations

from typing import Final

MINIMUM: Final = 4.5
"""Contrast of text against its ground (WCAG 2.2, success criterion 1.4.3)."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: str) -> str:
    """The colour itself, or the nearest darker shade of it that white text can be read on."""
    shade = color
    for step in range(100, 0, -1):
        shade = "#" + "".join(f"{round(int(color[i : i + 2], 16) * step / 100):02x}" for i in (1, 3, 5))
        if contrast(shade, "#ffffff") >= MINIMUM:
            break
    return shade


def stylesheet(color: str) -> str:
    """The style sheet that lays the colour over the theme's own."""
    return f":root{{--pn-brand:{readable(color)};--pn-brand-fg:#ffffff}}\n"


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
