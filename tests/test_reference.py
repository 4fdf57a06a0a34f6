"""The handbook's generated pages are what the tool says today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from privacy_notices.vocabulary import vocabulary_page as reference

HANDBOOK = Path(__file__).parent.parent / "docs" / "handbook"


@pytest.mark.parametrize("name", reference.PAGES)
def test_reference_pages_are_the_output_of_the_forms_and_the_vocabulary(name):
    # Write them anew with `python tests/write_reference.py`.
    assert (HANDBOOK / name).read_text(encoding="utf-8") == reference.PAGES[name]()


def test_links_between_pages_of_the_handbook_lead_somewhere():
    broken = [
        (page.name, target)
        for page in HANDBOOK.rglob("*.md")
        for target in re.findall(
            r"\]\(((?!https?:|#|mailto:)[^)#\s]+)",
            re.sub(r"`[^`]*`|```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL),
        )
        if not target.startswith("notice:") and not (page.parent / target).exists()
    ]
    assert broken == []
