"""What whoever opens a portal may ask for, as one value. No input or output."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from privacy_notices.pages.status import EDITOR
from privacy_notices.portal.share import Share


@dataclass(frozen=True, slots=True)
class Options:
    """How a portal is read, checked and shown."""

    day: datetime.date
    """The day that it is checked against the law (`examination.today`)."""
    url: str | None = None
    """Public address of the site, for canonical addresses and the sitemap; without one there are none."""
    directory_urls: bool = True
    """Addresses end with `/`: `fi/x/`, not `fi/x.html`."""
    folder: str = ""
    """Where the portal is below that address: `tietosuoja`; empty where it is the whole site, or its root."""
    host_pages: frozenset[str] = frozenset()
    """Sources of pages by hand that are the host's own, though they lie in the folder of a language."""
    drafts: bool = False
    """It is a preview: notices that are not published are shown, and so is what is wrong."""
    search: bool = True
    """Each language has a search."""
    editor: str | None = EDITOR
    """Address that a preview opens files with: `{path}`, `{line}` and `{column}` stand in it; without one it names no
    absolute path."""
    part: Share | None = None
    """What is going to be written, where that is not all: only its notices are examined."""
