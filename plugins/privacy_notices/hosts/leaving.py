"""The script with which a link to a page of the portal, or from one, loads the whole page.

A theme that changes only a part of the page (`navigation.instant`) would show the old text, or the old style sheets and
language, under the new address. It leaves links with a `target` to the browser.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from privacy_notices.hosts.reach import Reach
from privacy_notices.pages.frame import ASSETS

LEAVING_SCRIPT: Final = f"{ASSETS}/privacy-notices-leaving.js"
"""Its file below the root of the site. From a file, so that the policy needs no hash for it."""

_PLACE: Final = "[/* addresses */]"


def leaving_script(reach: Reach) -> str:
    """The script, for a site whose portal is at these addresses."""
    text = Path(__file__).with_name("leaving.js").read_text(encoding="utf-8")
    return text.replace(_PLACE, json.dumps([path.removeprefix("/") for path in reach.paths()]))
