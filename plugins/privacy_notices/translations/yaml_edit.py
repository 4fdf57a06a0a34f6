"""Writing texts into a words file without touching anything else in it. No input or output.

Comments, order, quotes, indentation, line ends and the byte order mark stay as they are; only the texts that change are
written anew, in the style they had where that style can say them. What is written is read back before it is returned.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from privacy_notices.load.places import Path, Value
from privacy_notices.load.yaml_file import SourceFile, load
from privacy_notices.translations.notes import is_note

_WIDTH: Final = 100
"""Where the lines of a text are broken that was broken before."""
_STEP: Final = 2
"""Spaces that a new level is indented by."""
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Tree: TypeAlias = "dict[str, str | _Tree]"


class UnwritableError(ValueError):
    """The text cannot be written so that it is read back as it is: it has characters that files must not have."""


def is_writable(text: str) -> bool:
    """Whether a words file may hold these characters."""
    return _reads_back(_quoted(text), text)


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
        written = _edited(data or b"", texts, like, notes or {}, is_bold)
        document = load(written, "")
        if all(_at(document.value, path) == value for path, value in texts.items()):
            return written
    raise UnwritableError


def _at(value: Value, path: Path) -> str | None:
    """The text at a path, without white space around it, as a purpose may also be written."""
    for position, step in enumerate(path):
        if isinstance(value, str) and path[0] == "purposes" and path[position:] == ("text",):
            break
        value = value.get(str(step)) if isinstance(value, dict) else None
    return value.strip() if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class _File:
    """A file, the nodes in it, and the way between the parser's places and offsets."""

    text: str
    """With the line ends it has."""
    starts: tuple[int, ...]
    """Offset of the beginning of each line."""
    newline: str
    nodes: Mapping[Path, tuple[ScalarNode, Node]]
    """Key and value by path."""
    root: MappingNode | None
    found: list[tuple[int, int, int, str]] = field(default_factory=list)
    """The edits: from, to, order among edits at one place, what to write. With `\\n`."""

    def line(self, number: int) -> str:
        """A line, counted from 0, without its end."""
        if number >= len(self.starts):
            return ""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def replace(self, start: int, end: int, text: str) -> None:
        self.found.append((start, end, 0, text))

    def insert_below(self, line: int, column: int, text: str) -> None:
        """Whole lines, each ended, below a line; what is indented deeper comes first."""
        if line + 1 < len(self.starts):
            at = self.starts[line + 1]
            self.found.append((at, at, -column, text))
        else:
            at = len(self.text)
            self.found.append((at, at, -column, "\n" + text.removesuffix("\n")))

    def edited(self) -> str:
        parts = []
        done = 0
        for start, end, _, text in sorted(self.found, key=lambda item: item[:3]):
            parts += [self.text[done:start], text.replace("\n", self.newline)]
            done = end
        return "".join((*parts, self.text[done:]))


def _read(data: bytes) -> _File:
    text = data.removeprefix(codecs.BOM_UTF8).decode()
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    starts = tuple(accumulate(map(len, lines[:-1]), initial=0))
    newline = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
    root = yaml.compose(text.replace("\r\n", "\n").replace("\r", "\n"), _LOADER) if text.strip() else None
    nodes = dict(_nodes(root, ())) if isinstance(root, MappingNode) else {}
    return _File(text, starts, newline, nodes, root if isinstance(root, MappingNode) else None)


def _nodes(node: Node, path: Path) -> Iterator[tuple[Path, tuple[ScalarNode, Node]]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            at = (*path, str(key.value))
            yield at, (key, value)
            yield from _nodes(value, at)


def _edited(
    data: bytes, texts: Mapping[Path, str], like: Value, notes: Mapping[Path, str | None], is_bold: bool
) -> bytes:
    file = _read(data)
    missing: dict[Path, dict[Path, str]] = {}
    for path, value in texts.items():
        is_plain_purpose = path[0] == "purposes" and path[-1] == "text" and len(path) == 3
        if isinstance(file.nodes.get(path, (None, None))[1], ScalarNode):
            _replace(file, path, value, is_bold)
        elif is_plain_purpose and isinstance(file.nodes.get(path[:-1], (None, None))[1], ScalarNode):
            if (*path[:-1], "name") not in texts:
                _replace(file, path[:-1], value, is_bold)
        else:
            above = path[:-1]
            while above and above not in file.nodes:
                above = above[:-1]
            missing.setdefault(above, {})[path] = value
    for above, added in missing.items():
        node = file.nodes[above][1] if above else file.root
        if isinstance(node, ScalarNode):
            old = texts.get((*above, "text"), node.value.strip())
            _spread(file, above, {**{str(path[-1]): text for path, text in added.items()}, "text": old}, is_bold)
        else:
            _add(file, above, node, added, like, is_bold)
    for path, note in notes.items():
        _annotate(file, path, note)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + file.edited().encode()


# --- what is there -------------------------------------------------------------------------------------------------


def _replace(file: _File, path: Path, value: str, is_bold: bool) -> None:
    key, node = file.nodes[path]
    assert isinstance(node, ScalarNode)
    start = file.offset(node.start_mark.line, node.start_mark.column)
    column, is_flow = key.start_mark.column, _is_flow(file, path)
    if node.style in ("|", ">"):
        last = _last_line(file, path)
        end = file.offset(last, len(file.line(last)))
        header = file.line(node.start_mark.line)[node.start_mark.column :]
        first = next(
            (file.line(line) for line in range(node.start_mark.line + 1, last + 1) if file.line(line).strip()), ""
        )
        depth = len(first) - len(first.lstrip(" ")) or column + _STEP
        if re.search(r"^.[+-]?\d", header):
            header = node.style
        style = "|" if is_bold and node.style == ">" else node.style
        content = _block(value, style, depth)
        if style == ">" and not _reads_back(f">\n{_block(value, '>', _STEP)}", value):
            style, content = "|", _block(value, "|", depth)
        file.replace(start, end, f"{style}{header[1:]}\n{content}")
        return
    end = file.offset(node.end_mark.line, node.end_mark.column)
    is_long = node.end_mark.line > node.start_mark.line
    written = _flow(value, node.style) if is_flow else _written(value, column, node.style, is_long, is_bold)
    rest = file.line(node.end_mark.line)[node.end_mark.column :]
    if written.startswith("|") and rest.strip():
        # The comment behind the old text would become part of the new one.
        head, _, body = written.partition("\n")
        file.replace(start, end + len(rest), f"{head}{rest}\n{body}")
    else:
        file.replace(start, end, written)


def _spread(file: _File, path: Path, parts: Mapping[str, str], is_bold: bool) -> None:
    """Make a map with a name and a text of a purpose that was written as a plain text."""
    key, node = file.nodes[path]
    assert isinstance(node, ScalarNode)
    ordered = {name: parts[name] for name in ("name", "text") if name in parts}
    start = file.offset(key.end_mark.line, key.end_mark.column)
    last = _last_line(file, path)
    if _is_flow(file, path):
        inside = ", ".join(f"{name}: {_flow(value, None)}" for name, value in ordered.items())
        end = file.offset(node.end_mark.line, node.end_mark.column)
        file.replace(start, end, f": {{{inside}}}")
        return
    is_block = node.style in ("|", ">")
    rest = "" if is_block else file.line(node.end_mark.line)[node.end_mark.column :]
    body = _lines(dict(ordered), key.start_mark.column + _STEP, is_bold).removesuffix("\n")
    file.replace(start, file.offset(last, len(file.line(last))), f":{rest.rstrip()}\n{body}")


def _annotate(file: _File, path: Path, note: str | None) -> None:
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
    file.found.append((start, file.offset(mark.line, 0), 1, line))


def _is_flow(file: _File, path: Path) -> bool:
    """Whether the map around a key is written in braces."""
    around = file.nodes[path[:-1]][1] if path[:-1] else file.root
    return isinstance(around, MappingNode) and bool(around.flow_style)


def _last_line(file: _File, path: Path) -> int:
    """The last line, counted from 0, that belongs to the value at `path`."""
    key, node = file.nodes[path]
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        last = line = node.start_mark.line
        while (line := line + 1) < len(file.starts):
            content = file.line(line)
            if content.strip():
                if len(content) - len(content.lstrip(" ")) <= key.start_mark.column:
                    break
                last = line
        return last
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        return _last_line(file, (*path, str(node.value[-1][0].value)))
    return max(int(node.end_mark.line), int(key.end_mark.line))


# --- what is new ---------------------------------------------------------------------------------------------------


def _add(file: _File, above: Path, node: Node | None, added: Mapping[Path, str], like: Value, is_bold: bool) -> None:
    """Add texts to a map, each behind the key that it follows in the source."""
    tree: _Tree = {}
    for path, value in added.items():
        level = tree
        for step in path[len(above) : -1]:
            inner = level.setdefault(str(step), {})
            assert isinstance(inner, dict)
            level = inner
        level[str(path[-1])] = value
    if above == ("purposes",):
        tree = _plain_purposes(tree)
    elif not above and isinstance(purposes := tree.get("purposes"), dict):
        tree["purposes"] = _plain_purposes(purposes)
    for step in above:
        like = like.get(str(step)) if isinstance(like, dict) else None
    ranks = {key: rank for rank, key in enumerate(like)} if isinstance(like, dict) else {}
    pairs = node.value if isinstance(node, MappingNode) else []
    if isinstance(node, MappingNode) and node.flow_style:
        _add_in_braces(file, node, tree)
        return
    column = pairs[0][0].start_mark.column if pairs else 0
    last = len(ranks)
    for key in sorted(tree, key=lambda key: ranks.get(key, last)):
        known = [name for pair in pairs if ranks.get(name := str(pair[0].value), last) < ranks.get(key, last)]
        anchor = max(known, key=lambda name: ranks[name], default=None)
        if anchor is None and key not in ranks and pairs:
            anchor = str(pairs[-1][0].value)
        lines = _lines({key: tree[key]}, column, is_bold)
        if anchor is not None:
            file.insert_below(_last_line(file, (*above, anchor)), column, lines)
        elif pairs:
            # Above the first key and what is written about it.
            line = pairs[0][0].start_mark.line
            while line and file.line(line - 1).startswith(f"{' ' * column}#") and is_note(file.line(line - 1)):
                line -= 1
            at = file.offset(line, 0)
            file.found.append((at, at, 0, lines))
        elif file.text and not file.text.endswith(("\n", "\r")):
            file.found.append((len(file.text), len(file.text), 0, "\n" + lines))
        else:
            file.found.append((len(file.text), len(file.text), 0, lines))


def _plain_purposes(tree: _Tree) -> _Tree:
    return {
        key: value["text"] if isinstance(value, dict) and set(value) == {"text"} else value
        for key, value in tree.items()
    }


def _add_in_braces(file: _File, node: MappingNode, tree: _Tree) -> None:
    inside = ", ".join(f"{key}: {_braced(value)}" for key, value in tree.items())
    if node.value:
        last = node.value[-1][1].end_mark
        at = file.offset(last.line, last.column)
        file.found.append((at, at, 0, f", {inside}"))
    else:
        at = file.offset(node.start_mark.line, node.start_mark.column) + 1
        file.found.append((at, at, 0, inside))


def _braced(value: str | _Tree) -> str:
    if isinstance(value, str):
        return _flow(value, None)
    return f"{{{', '.join(f'{key}: {_braced(item)}' for key, item in value.items())}}}"


def _lines(tree: Mapping[str, str | _Tree], column: int, is_bold: bool) -> str:
    """A map in lines, each ended."""
    parts = []
    for key, value in tree.items():
        head = f"{' ' * column}{key}:"
        if isinstance(value, str):
            parts.append(f"{head} {_written(value, column, None, False, is_bold)}\n")
        else:
            parts.append(f"{head}\n{_lines(value, column + _STEP, is_bold)}")
    return "".join(parts)


# --- texts ---------------------------------------------------------------------------------------------------------


def _written(value: str, column: int, style: str | None, is_long: bool, is_bold: bool) -> str:
    """The text as it stands behind a key in `column`, in the first style that says it."""
    depth = column + _STEP
    if is_bold:
        return (
            f"|\n{_block(value, '|', depth)}"
            if "\n" in value and _reads_back(f"|\n{_block(value, '|', 2)}", value)
            else _quoted(value)
        )
    for name in _styles(value, style):
        plain = _in_style(value, name, depth, is_long)
        if _reads_back(plain.replace(f"\n{' ' * depth}", "\n  "), value):
            return plain
    return _quoted(value)


def _styles(value: str, style: str | None) -> Iterable[str]:
    if "\n" in value:
        return ("|",)
    quotes = ("'", "|") if '"' in value or "\\" in value else ('"', "'", "|")
    return dict.fromkeys((style or "", "", *quotes)) if style else dict.fromkeys(("", *quotes))


def _in_style(value: str, style: str, depth: int, is_long: bool) -> str:
    match style:
        case "|":
            return f"|\n{_block(value, '|', depth)}"
        case '"':
            written = _quoted(value)
        case "'":
            written = "'" + value.replace("'", "''") + "'"
        case _:
            written = value
    if is_long and len(written) > _WIDTH - depth:
        return f"\n{' ' * depth}".join(_wrapped(written, _WIDTH - depth))
    return written


def _flow(value: str, style: str | None) -> str:
    """The text between braces."""
    if not style and re.fullmatch(r"[^\W\d_][\w .;()/-]*[\w.)]", value) and _reads_back(value, value):
        return value
    return "'" + value.replace("'", "''") + "'" if style == "'" and "\n" not in value else _quoted(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(value: str, style: str, depth: int) -> str:
    if style == ">":
        # A line end in a folded text is a space; it takes one more to say one.
        value = re.sub(r"\n+", lambda match: match[0] + "\n", value)
        lines = [piece for line in value.split("\n") for piece in (_wrapped(line, _WIDTH - depth) or [""])]
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


def _reads_back(written: str, value: str) -> bool:
    """Whether a text in block style, indented by two, is read as `value` and raises no doubt."""
    document: SourceFile = load(f"k: {written}\nl: {{}}\n".encode(), "")
    read = document.value.get("k") if isinstance(document.value, dict) else None
    return isinstance(read, str) and read.strip() == value and not document.diagnostics
