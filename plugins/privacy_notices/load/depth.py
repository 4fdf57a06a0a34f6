"""How deep a text nests its maps and lists, before any parser's own limit. No input, no output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, StreamEndEvent

from privacy_notices.load.limits import MAX_DEPTH


def first_too_deep(text: str, stop: int, loader: Any) -> Any | None:
    """The mark of the first map or list below `MAX_DEPTH` others, among those that begin before `stop`; or None.

    `stop`: the offset where the parser has given up. A parser looks ahead: up to a line's end before it says that a
    bracket begins a list at all, so what it cannot bear comes before what we refuse. libyaml bears 1,000 levels
    (0.2.6) and speaks of a bracket that no author has in mind. Before `stop` it found nothing to refuse, so the text up
    to there gives every level it saw.
    """
    depth = 0
    for event in _events_of(text[:stop], loader):
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
    return None


def _events_of(text: str, loader: Any) -> Iterator[Any]:
    """The events of a text up to its end, or to where the parser gives up; each has a mark."""
    try:
        next_event = loader(text).get_event
        while not isinstance(event := next_event(), StreamEndEvent):
            yield event
    except (yaml.YAMLError, ValueError, OverflowError):
        return
