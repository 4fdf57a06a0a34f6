"""How a text is written in YAML so that it is read back as it is. No input or output."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from privacy_notices.load.yaml_file import SourceFile, load

WIDTH: Final = 100
"""Where the lines of a text are broken that was broken before."""
STEP: Final = 2
"""Spaces that a new level is indented by."""

Tree: TypeAlias = "dict[str, str | Tree]"
"""Texts by key, level by level."""


def written(value: str, column: int, style: str | None = None, *, is_long: bool = False, is_bold: bool = False) -> str:
    """The text as it stands behind a key in `column`, in the first style that says it.

    `style`: that of the text before, as YAML names it (`|`, `"`, `'`, none); `is_long`: that stood on several lines;
    `is_bold`: only styles that can say everything.
    """
    depth = column + STEP
    if is_bold:
        return (
            f"|\n{block(value, '|', depth)}"
            if "\n" in value and reads_back(f"|\n{block(value, '|', 2)}", value)
            else quoted(value)
        )
    for name in _styles(value, style):
        plain = _in_style(value, name, depth, is_long)
        if reads_back(plain.replace(f"\n{' ' * depth}", "\n  "), value):
            return plain
    return quoted(value)


def _styles(value: str, style: str | None) -> Iterable[str]:
    if "\n" in value:
        return ("|",)
    quotes = ("'", "|") if '"' in value or "\\" in value else ('"', "'", "|")
    return dict.fromkeys((style or "", "", *quotes)) if style else dict.fromkeys(("", *quotes))


def _in_style(value: str, style: str, depth: int, is_long: bool) -> str:
    match style:
        case "|":
            return f"|\n{block(value, '|', depth)}"
        case '"':
            written = quoted(value)
        case "'":
            written = "'" + value.replace("'", "''") + "'"
        case _:
            written = value
    if is_long and len(written) > WIDTH - depth:
        return f"\n{' ' * depth}".join(_wrapped(written, WIDTH - depth))
    return written


def flow(value: str, style: str | None) -> str:
    """The text between braces; `style` as in `written`."""
    if not style and re.fullmatch(r"[^\W\d_][\w .;()/-]*[\w.)]", value) and reads_back(value, value):
        return value
    return "'" + value.replace("'", "''") + "'" if style == "'" and "\n" not in value else quoted(value)


def quoted(value: str) -> str:
    """The text in double quotes, which can say everything."""
    return json.dumps(value, ensure_ascii=False)


def block(value: str, style: str, depth: int) -> str:
    """The lines of a text behind `|` or `>`, indented by `depth`."""
    if style == ">":
        # A line end in a folded text is a space; it takes one more to say one.
        value = re.sub(r"\n+", lambda match: match[0] + "\n", value)
        lines = [piece for line in value.split("\n") for piece in (_wrapped(line, WIDTH - depth) or [""])]
    else:
        lines = value.split("\n")
    return "\n".join(f"{' ' * depth}{line}" if line else "" for line in lines)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of whole words, broken at single spaces only, because other white space would be lost."""
    lines: list[str] = []
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def reads_back(written: str, value: str) -> bool:
    """Whether a text in block style, indented by two, is read as `value` and raises no doubt."""
    document: SourceFile = load(f"k: {written}\nl: {{}}\n".encode(), "")
    read = document.value.get("k") if isinstance(document.value, dict) else None
    return isinstance(read, str) and read.strip() == value and not document.diagnostics


def lines_of(tree: Mapping[str, str | Tree], column: int, *, is_bold: bool = False) -> str:
    """A map in lines, each ended."""
    parts = []
    for key, value in tree.items():
        head = f"{' ' * column}{key}:"
        if isinstance(value, str):
            parts.append(f"{head} {written(value, column, is_bold=is_bold)}\n")
        else:
            parts.append(f"{head}\n{lines_of(value, column + STEP, is_bold=is_bold)}")
    return "".join(parts)


def braced(value: str | Tree) -> str:
    """A text, or a map in braces, on one line."""
    if isinstance(value, str):
        return flow(value, None)
    return f"{{{', '.join(f'{key}: {braced(item)}' for key, item in value.items())}}}"
