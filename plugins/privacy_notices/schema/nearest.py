"""What a misspelt word was probably meant to be. No input or output."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be; None when none is near enough."""
    folded = word.lower().replace("_", "-")
    by_fold = {name.lower().replace("_", "-"): name for name in known}
    close = difflib.get_close_matches(folded, by_fold, n=1, cutoff=0.7)
    return by_fold[close[0]] if close else None
