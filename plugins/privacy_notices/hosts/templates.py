"""The templates of the portal's pages, for every host. Their variable is `pn` (`pages.frame.Frame`)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader
from jinja2.bccache import Bucket, BytecodeCache

THEME: Final = Path(__file__).parent.parent / "pages" / "theme"
"""The folder of templates, style sheets and scripts."""

PAGE: Final = "pn/page.html"
"""The template of a page."""

NOT_FOUND: Final = "pn/404.html"
"""The template of what is shown where there is no page; `404.html` is the theme's, or the site's own."""

SITEMAP: Final = "sitemap.xml"
"""The template of the sitemap; its variable is `pn_sitemap`."""


def portal_environment() -> Environment:
    """The templates as they ship, for a host that has none of its own."""
    # They escape by themselves, as MkDocs needs it.
    return Environment(loader=FileSystemLoader(THEME), autoescape=False)  # noqa: S701


class CompiledTemplates(BytecodeCache):
    """Templates compiled in this process, by source text."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before, where the text is still the same (jinja2)."""
        if (code := self._code.get((bucket.key, bucket.checksum))) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled (jinja2)."""
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()
