"""A notice on A4: who, what and which version on every sheet, every link written out, no menu, nothing cut off."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from portals import LANGUAGES, Site

A4 = (595, 842)
"""In points."""

SHOWN = """() => { const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".pn-screen-only, .pn-edit, .pn-visually-hidden")) found.push(walker.currentNode.data);
  return found.join(" "); }"""
"""The words of a page, also of its closed parts."""


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_all_words_of_the_notice_and_none_of_the_menu(
    sample: Site, address: str, browser: Browser, tmp_path: Path, language: str
) -> None:
    paper = tmp_path / "notice.pdf"
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(address + sample.first("notice", language).address)
        shown, head = tab.evaluate(SHOWN), tab.locator(".pn-print-line").text_content() or ""
        menu = [
            tab.locator(name).inner_text().strip()
            for name in (".pn-tool:last-child span", ".pn-footer-top", ".pn-skip")
        ]
        hrefs = tab.locator("main a[href^='https:']").evaluate_all("links => links.map(a => a.href)")
        title = tab.locator("h1").inner_text()
        published = tab.locator(".pn-meta time").first.inner_text()
        tab.pdf(path=paper, prefer_css_page_size=True, tagged=True)
    told = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    sheets = subprocess.run(
        ["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")[:-1]
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    assert size and (round(float(size[1])), round(float(size[2]))) == A4
    assert title in head and published in head
    for number, sheet in enumerate(sheets, 1):
        assert " ".join(head.split()) in " ".join(sheet.split()), f"sheet {number} does not say what it is"
        assert f"{number} / {len(sheets)}" in sheet
    text = " ".join(sheets)
    # A long address may be broken at the end of a line; nothing else is.
    joined = "".join(text.split())
    assert [word for word in dict.fromkeys(words(shown)) if word not in joined] == []
    assert hrefs and [href for href in hrefs if href not in joined] == []
    assert [name for name in menu if re.search(rf"^\s*{re.escape(name)}\s*$", text, re.MULTILINE)] == []


def test_nothing_is_wider_than_the_sheet(sample: Site, address: str, browser: Browser) -> None:
    width = round((210 - 38) / 25.4 * 96)  # millimetres of A4 between its margins, in CSS pixels
    beyond = """width => { const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
      while (walker.nextNode()) { range.selectNodeContents(walker.currentNode);
        if (range.getBoundingClientRect().right > width + 1) found.push(walker.currentNode.data); }
      return found; }"""
    with browser.new_context(viewport={"width": width, "height": 1000}) as context:
        tab = context.new_page()
        tab.emulate_media(media="print")
        for page in sample.samples(without=("redirect", "host"), language="fi"):
            tab.goto(address + page.address)
            assert tab.evaluate(beyond, width) == [], page
            assert not any(
                tab.locator(name).first.is_visible()
                for name in (".pn-header", ".pn-footer", ".pn-side")
                if tab.locator(name).count()
            )


def test_paper_is_black_on_white_on_a_dark_screen_too(sample: Site, address: str, browser: Browser) -> None:
    with browser.new_context(color_scheme="dark") as context:
        tab = context.new_page()
        tab.emulate_media(media="print", color_scheme="dark")
        tab.goto(address + sample.first("notice", "fi").address)
        assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") in (
            "rgba(0, 0, 0, 0)",
            "rgb(255, 255, 255)",
        )
