"""Throws bytes at the Markdown of notices until something breaks. Run by hand, not collected by pytest:

    pip install --only-binary :all: atheris
    python tests/fuzz_markdown.py -max_total_time=60 -timeout=5

What it finds becomes an `@example` in `test_markdown.py`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Never returns: libFuzzer ends the process, with status 0 when nothing was found."""
    import atheris

    sys.path[:0] = [str(HERE), str(HERE.parent / "plugins")]
    with atheris.instrument_imports(include=["markdown_it", "mdurl", "privacy_notices.markdown"]):
        from privacy_notices.markdown.dialect import CLEANER
        from privacy_notices.markdown.safe_html import blocks_html, to_html, to_inline_html
        from privacy_notices.markdown.tree import links, to_plain, tree
    from attacks import ATTACKS
    from test_markdown import PIECES, Reading, assert_harmless, notice_href, single_spaced

    def break_it(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        shown = to_html(text, notice_href)
        assert to_plain(text) == single_spaced(assert_harmless(shown).words)
        assert_harmless(to_inline_html(text, notice_href))
        made = blocks_html(tree(text), lambda _: "../abc/")
        assert CLEANER.clean(made) == made
        anchors = [tag for tag, _ in Reading(made).elements if tag == "a"]
        assert len(anchors) == sum(link.allowed for link in links(text))

    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        for number, attack in enumerate(ATTACKS):
            (seeds / str(number)).write_text(attack, encoding="utf-8")
        words = Path(folder, "words")
        quoted = ("".join(f"\\x{byte:02x}" for byte in piece.encode("utf-8", "replace")) for piece in PIECES)
        words.write_text("".join(f'"{word}"\n' for word in quoted if len(word) < 4 * 60), encoding="utf-8")
        atheris.Setup([*sys.argv, f"-dict={words}", str(seeds)], break_it)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
