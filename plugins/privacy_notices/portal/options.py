"""What whoever opens a portal may ask for, as one value."""  # adapter

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacy_notices.pages.status import EDITOR

if TYPE_CHECKING:
    from privacy_notices.portal.publication import Part


@dataclass(frozen=True, slots=True)
class Options:
    """How a portal is to be read, checked and shown."""

    day: datetime.date
    url: str | None = None
    directory_urls: bool = True
    drafts: bool = False
    search: bool = True
    editor: str = EDITOR
    part: Part | None = None
