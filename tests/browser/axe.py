"""axe-core, the accessibility checker, on a page that is open."""

from __future__ import annotations

from functools import cache
from typing import Final

from playwright.sync_api import Page

from machine import AXE

TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: Final = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, 2.5.8: axe leaves it out unless told
    "resultTypes": ["violations"],
}

TWO_FRAMES: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Until a new width or colour scheme has reached the page and its script."""


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each place."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    found = page.evaluate(
        f"async options => {{ await {TWO_FRAMES}; return (await axe.run(document, options)).violations }}", OPTIONS
    )
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]
