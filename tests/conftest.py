"""What all tests share: expected files that one command rewrites, and no deadlines."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

EXPECTED = Path(__file__).parent / "expected"

# The language of whoever runs the tests is none of theirs: commands and the log of a build follow the locale.
os.environ["LC_MESSAGES"] = "C"

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the files of tests/expected anew; read the diff")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a file of tests/expected, or with --rewrite puts it there."""

    def compare(name: str, text: str) -> None:
        path = EXPECTED / name
        if request.config.getoption("--rewrite"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text

    return compare
