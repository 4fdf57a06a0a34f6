"""The handbook's generated pages are what the tool says today."""

from __future__ import annotations

from pathlib import Path

import pytest

from privacy_notices.vocabulary import vocabulary_page as reference

HANDBOOK = Path(__file__).parent.parent / "docs" / "handbook"


@pytest.mark.parametrize("name", reference.PAGES)
def test_reference_pages_are_the_output_of_the_forms_and_the_vocabulary(name):
    # Write them anew with `python tests/write_reference.py`.
    assert (HANDBOOK / name).read_text(encoding="utf-8") == reference.PAGES[name]()
