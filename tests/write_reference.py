"""Write the handbook's pages that are made from the forms and the vocabulary: `python tests/write_reference.py`."""

from __future__ import annotations

from pathlib import Path

from privacy_notices.vocabulary.vocabulary_page import PAGES

HANDBOOK = Path(__file__).parent.parent / "docs" / "handbook"


def main(folder: Path = HANDBOOK) -> None:
    """Write every page into a folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
