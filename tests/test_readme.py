"""What README tells newcomers to write works as it stands."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from telling import message

ROOT = Path(__file__).parent.parent


def drawn(folder: Path) -> None:
    """Write the files that README shows: each block begins with its name in a comment."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n# ([\w./-]+\.yml)[^\n]*\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 5
    for name, content in blocks:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def test_the_smallest_portal_of_the_readme_is_complete(tmp_path):
    drawn(tmp_path)
    publication = Publication.open(
        tmp_path / "notices", Options(datetime.date(2026, 11, 21), url="https://acme.example/privacy/")
    )
    assert [f"{d.code} {message(d)}" for d in publication.diagnostics] == []
    assert "en/newsletter" in {page.path for page in publication.pages()}


@pytest.mark.parametrize("wanted", ["mkdocs serve", '".[test]"'])
def test_the_readme_has_the_two_commands(wanted):
    commands = re.findall(r"```sh\n(.*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert sum(wanted in command for command in commands) == 1
    assert len(commands) == 2
