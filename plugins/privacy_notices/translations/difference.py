"""What changed between two texts, word by word. No input or output."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, Literal

Change = Literal["equal", "insert", "delete"]

_MAX_WORDS: Final = 2_000
"""Comparing takes time that grows with the square of the words; beyond this the middle counts as replaced."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together and share one fate."""

    change: Change
    text: str


def word_difference(before: str, after: str) -> tuple[Run, ...]:
    """Runs that give `before` when the inserted ones are left out and `after` when the deleted ones are."""
    old, new = _words(before), _words(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    found: list[Run] = []
    _add(found, "equal", old[:head])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) + len(middle_new) > _MAX_WORDS:
        _add(found, "delete", middle_old)
        _add(found, "insert", middle_new)
    else:
        matcher = difflib.SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        for _, a1, a2, b1, b2 in _settled(matcher.get_opcodes(), middle_old):
            if middle_old[a1:a2] == middle_new[b1:b2]:
                _add(found, "equal", middle_old[a1:a2])
            else:
                _add(found, "delete", middle_old[a1:a2])
                _add(found, "insert", middle_new[b1:b2])
    _add(found, "equal", old[len(old) - tail :])
    return tuple(found)


def to_plain(runs: tuple[Run, ...], context: int = 0) -> str:
    """The runs on one line as `wdiff` shows them: `[-deleted-]{+inserted+}`.

    With `context`, about that many characters of unchanged words on each side of a change are shown, in whole words.
    """
    marks = {"equal": "{}", "insert": "{{+{}+}}", "delete": "[-{}-]"}
    parts = []
    for position, run in enumerate(runs):
        text = re.sub(r"\s+", " ", run.text)
        if context and run.change == "equal" and len(text) > 2 * context + 3:
            head = text[:context].rpartition(" ")[0] + " " if position else ""
            tail = " " + text[-context:].partition(" ")[2] if position < len(runs) - 1 else ""
            text = f"{head}…{tail}"
        parts.append(marks[run.change].format(text))
    return "".join(parts)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _common(first: list[str], second: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _settled(
    opcodes: list[tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]], old: list[str]
) -> list[tuple[str, int, int, int, int]]:
    """The opcodes without islands of white space between changes, which would tear a changed phrase into words."""
    found: list[tuple[str, int, int, int, int]] = []
    for position, (kind, a1, a2, b1, b2) in enumerate(opcodes):
        is_island = kind == "equal" and 0 < position < len(opcodes) - 1 and not "".join(old[a1:a2]).strip()
        name = "replace" if is_island else kind
        if found and name != "equal" and found[-1][0] != "equal":
            _, first_a, _, first_b, _ = found.pop()
            found.append(("replace", first_a, a2, first_b, b2))
        else:
            found.append((name, a1, a2, b1, b2))
    return found


def _add(found: list[Run], change: Change, words: list[str]) -> None:
    if words:
        found.append(Run(change, "".join(words)))
