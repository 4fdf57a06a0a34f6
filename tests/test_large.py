"""Whatever the size of what people write, there is a diagnostic or a page, never a crash or a build without an end."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from minimal import minimal_files
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication

DAY = datetime.date(2026, 6, 1)


def opened(root: Path, **files: bytes) -> Publication:
    for path, data in minimal_files(**files).items():
        target = root / "notices" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return Publication.open(root / "notices", Options(DAY, drafts=True))


def purposes(number: int) -> bytes:
    """The facts of a notice with so many purposes."""
    facts = "format: 1\nstatus: published\ncontrollers: [shop]\nsources: [data-subject]\nrecipients: none\npurposes:\n"
    return (facts + "".join(f"  p{i}: {{legal_basis: consent, data: [name]}}\n" for i in range(number))).encode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("summary: " + "sana " * 200_000, "L001"),  # a megabyte
        ("summary: " + "s" * 20_480, "S113"),  # a word of 20 kB
        ("summary: " + "[" * 20_480, "L"),  # what makes some parsers slow
    ],
    ids=["a megabyte", "a long word", "brackets"],
)
def test_a_text_that_is_too_large_is_told_of_and_the_other_pages_stand(tmp_path, text, code):
    publication = opened(tmp_path, fi=f"title: Asiakkaat\npurposes: {{}}\n{text}\n".encode())
    assert any(item.code.startswith(code) for item in publication.diagnostics)
    assert all(
        publication.frame(page).content for page in publication.pages() if page.kind in ("front", "error", "rights")
    )


def test_the_longest_word_that_is_accepted_makes_a_page(tmp_path):
    publication = opened(tmp_path, fi=("title: Asiakkaat\nsummary: " + "s" * 19_000 + "\n").encode())
    assert not any(item.code == "S113" for item in publication.diagnostics)


@pytest.mark.parametrize("number", [1_000, 5_000])
def test_thousands_of_purposes_are_a_diagnostic_or_a_page(tmp_path, number):
    words = b"title: Asiakkaat\npurposes:\n" + b"".join(b"  p%d: Tarkoitus.\n" % i for i in range(number))
    publication = opened(tmp_path, notice=purposes(number), fi=words, en=None)
    shown = [page for page in publication.pages() if page.kind in ("notice", "error") and page.language == "fi"]
    assert shown
    assert all(publication.frame(page).content for page in shown)
