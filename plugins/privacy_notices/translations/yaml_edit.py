"""Writing texts into a words file without touching anything else in it. No input or output.

Comments, order, quotes, indentation, line ends and the byte order mark stay as they are; only the texts that change are
written anew, in the style they had where that style can say them. What is written is read back before it is returned.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from yaml.nodes import ScalarNode

from privacy_notices.load.places import Path, Value
from privacy_notices.load.yaml_file import load
from privacy_notices.translations.notes import is_note
from privacy_notices.translations.yaml_insert import add
from privacy_notices.translations.yaml_source import EditableFile, editable
from privacy_notices.translations.yaml_style import STEP, block, flow, lines_of, quoted, reads_back, written


class UnwritableError(ValueError):
    """The text cannot be written so that it is read back as it is: it has characters that files must not have."""


def is_writable(text: str) -> bool:
    """Whether a words file may hold these characters."""
    return reads_back(quoted(text), text)


def edit_words(
    data: bytes | None, texts: Mapping[Path, str], like: Value = None, notes: Mapping[Path, str | None] | None = None
) -> bytes:
    """The file with these texts in it and these notes above them.

    `data` is a words file that can be read, or None for a new one. Paths name every level
    (`("purposes", "newsletter", "text")`); a purpose that has nothing but a text is written as a plain text. New keys
    are placed in the order of `like`, the value of the source's file. A note is a comment line without indentation,
    None takes it away. Raises `UnwritableError`.
    """
    for is_bold in (False, True):
        file = editable(data or b"", is_bold=is_bold)
        _edit(file, texts, like)
        for path, note in (notes or {}).items():
            _annotate(file, path, note)
        mark = codecs.BOM_UTF8 if data and data.startswith(codecs.BOM_UTF8) else b""
        edited = mark + file.edited().encode()
        value = load(edited, "").value
        if all(_at(value, path) == text for path, text in texts.items()):
            return edited
    raise UnwritableError


def _at(value: Value, path: Path) -> str | None:
    """The text at a path, without white space around it, as a purpose may also be written."""
    for position, step in enumerate(path):
        if isinstance(value, str) and path[0] == "purposes" and path[position:] == ("text",):
            break
        value = value.get(str(step)) if isinstance(value, dict) else None
    return value.strip() if isinstance(value, str) else None


def _edit(file: EditableFile, texts: Mapping[Path, str], like: Value) -> None:
    """Write texts that are there anew, and add the others; `like`: the value of the source's file."""
    missing: dict[Path, dict[Path, str]] = {}
    for path, value in texts.items():
        place = _place(file, path)
        if place is None:
            missing.setdefault(_above(file, path), {})[path] = value
        elif place == path or (*place, "name") not in texts:
            _replace(file, place, value)
    for above, added in missing.items():
        node = file.nodes[above][1] if above else file.root
        if isinstance(node, ScalarNode):
            old = texts.get((*above, "text"), node.value.strip())
            _spread(file, above, {**{str(path[-1]): text for path, text in added.items()}, "text": old})
        else:
            add(file, above, added, like)


def _place(file: EditableFile, path: Path) -> Path | None:
    """Where a text stands that is there; a purpose may be written as a plain text."""
    is_plain_purpose = path[0] == "purposes" and path[-1] == "text" and len(path) == 3
    for place in (path, path[:-1]) if is_plain_purpose else (path,):
        if place in file.nodes and isinstance(file.nodes[place][1], ScalarNode):
            return place
    return None


def _above(file: EditableFile, path: Path) -> Path:
    """The deepest level that is there of those around a text."""
    above = path[:-1]
    while above and above not in file.nodes:
        above = above[:-1]
    return above


def _replace(file: EditableFile, path: Path, value: str) -> None:
    key, node = file.nodes[path]
    assert isinstance(node, ScalarNode)
    if node.style in ("|", ">"):
        _replace_block(file, path, node, value)
        return
    start = file.offset(node.start_mark.line, node.start_mark.column)
    end = file.offset(node.end_mark.line, node.end_mark.column)
    is_long = node.end_mark.line > node.start_mark.line
    text = (
        flow(value, node.style)
        if file.is_flow(path)
        else written(value, key.start_mark.column, node.style, is_long=is_long, is_bold=file.is_bold)
    )
    rest = file.rest(node.end_mark)
    if text.startswith("|") and rest.strip():
        # The comment behind the old text would become part of the new one.
        head, _, body = text.partition("\n")
        file.replace(start, end + len(rest), f"{head}{rest}\n{body}")
    else:
        file.replace(start, end, text)


def _replace_block(file: EditableFile, path: Path, node: ScalarNode, value: str) -> None:
    """Write a text anew that stands in lines of its own, behind `|` or `>`."""
    first, last = node.start_mark.line + 1, file.last_line(path)
    lines = [line for number in range(first, last + 1) if (line := file.line(number)).strip()]
    depth = len(lines[0]) - len(lines[0].lstrip(" ")) if lines else 0
    depth = depth or file.nodes[path][0].start_mark.column + STEP
    header = file.rest(node.start_mark)
    if re.search(r"^.[+-]?\d", header):
        header = node.style
    is_folded = node.style == ">" and not file.is_bold and reads_back(f">\n{block(value, '>', STEP)}", value)
    style = ">" if is_folded else "|"
    start = file.offset(node.start_mark.line, node.start_mark.column)
    file.replace(start, file.offset(last, len(file.line(last))), f"{style}{header[1:]}\n{block(value, style, depth)}")


def _spread(file: EditableFile, path: Path, parts: Mapping[str, str]) -> None:
    """Make a map with a name and a text of a purpose that was written as a plain text."""
    key, node = file.nodes[path]
    assert isinstance(node, ScalarNode)
    ordered = {name: parts[name] for name in ("name", "text") if name in parts}
    start = file.offset(key.end_mark.line, key.end_mark.column)
    if file.is_flow(path):
        inside = ", ".join(f"{name}: {flow(value, None)}" for name, value in ordered.items())
        file.replace(start, file.offset(node.end_mark.line, node.end_mark.column), f": {{{inside}}}")
        return
    last = file.last_line(path)
    rest = "" if node.style in ("|", ">") else file.rest(node.end_mark)
    body = lines_of(dict(ordered), key.start_mark.column + STEP, is_bold=file.is_bold).removesuffix("\n")
    file.replace(start, file.offset(last, len(file.line(last))), f":{rest.rstrip()}\n{body}")


def _annotate(file: EditableFile, path: Path, note: str | None) -> None:
    if path not in file.nodes and path[0] == "purposes" and path[-1] == "text":
        path = path[:-1]
    if path not in file.nodes:
        return
    mark = file.nodes[path][0].start_mark
    if file.line(mark.line)[: mark.column].strip(" "):
        return
    above = mark.line - 1
    start = file.offset(mark.line, 0)
    if above >= 0 and is_note(file.line(above)):
        start = file.offset(above, 0)
    line = "" if note is None else f"{' ' * mark.column}{note}\n"
    file.note(start, file.offset(mark.line, 0), line)
