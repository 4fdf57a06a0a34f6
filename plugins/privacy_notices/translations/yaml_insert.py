"""New texts in a words file, each behind the key that it follows in the source. No input or output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yaml.nodes import MappingNode, Node, ScalarNode

from privacy_notices.load.places import Path, Value
from privacy_notices.translations.notes import is_note
from privacy_notices.translations.yaml_source import EditableFile
from privacy_notices.translations.yaml_style import Tree, braced, lines_of


def add(file: EditableFile, above: Path, added: Mapping[Path, str], like: Value) -> None:
    """Add texts to the map at `above`. `like`: the value of the whole source file, whose order counts."""
    node = file.nodes[above][1] if above else file.root
    tree = _tree(above, added)
    if isinstance(node, MappingNode) and node.flow_style:
        _add_in_braces(file, node, tree)
        return
    pairs: Sequence[tuple[ScalarNode, Node]] = node.value if isinstance(node, MappingNode) else ()
    ranks = _ranks(above, like)
    last = len(ranks)
    for key in sorted(tree, key=lambda key: ranks.get(key, last)):
        _add_key(file, above, pairs, key, lines_of({key: tree[key]}, _column(pairs), is_bold=file.is_bold), ranks)


def _tree(above: Path, added: Mapping[Path, str]) -> Tree:
    """The texts below a place, level by level; a purpose that has nothing but a text is written as one."""
    tree: Tree = {}
    for path, value in added.items():
        level = tree
        for step in path[len(above) : -1]:
            inner = level.setdefault(str(step), {})
            assert isinstance(inner, dict)
            level = inner
        level[str(path[-1])] = value
    if above == ("purposes",):
        return _plain_purposes(tree)
    if not above and isinstance(purposes := tree.get("purposes"), dict):
        tree["purposes"] = _plain_purposes(purposes)
    return tree


def _plain_purposes(tree: Tree) -> Tree:
    return {
        key: value["text"] if isinstance(value, dict) and set(value) == {"text"} else value
        for key, value in tree.items()
    }


def _ranks(above: Path, like: Value) -> Mapping[str, int]:
    """The places of the keys in the source's map."""
    for step in above:
        like = like.get(str(step)) if isinstance(like, dict) else None
    return {key: rank for rank, key in enumerate(like)} if isinstance(like, dict) else {}


def _column(pairs: Sequence[tuple[ScalarNode, Node]]) -> int:
    return pairs[0][0].start_mark.column if pairs else 0


def _add_key(
    file: EditableFile,
    above: Path,
    pairs: Sequence[tuple[ScalarNode, Node]],
    key: str,
    lines: str,
    ranks: Mapping[str, int],
) -> None:
    """Add a key to a map in lines: behind the one that it follows, else before all others."""
    anchor = _anchor(pairs, key, ranks)
    if anchor is not None:
        file.insert_below(file.last_line((*above, anchor)), _column(pairs), lines)
        return
    at = _above_all(file, pairs) if pairs else len(file.text)
    is_open = not pairs and file.text and not file.text.endswith(("\n", "\r"))
    file.replace(at, at, f"\n{lines}" if is_open else lines)


def _anchor(pairs: Sequence[tuple[ScalarNode, Node]], key: str, ranks: Mapping[str, int]) -> str | None:
    """The key of the file that comes nearest before another in the source; what the source does not have comes last."""
    last = len(ranks)
    names = [str(name.value) for name, _ in pairs]
    before = [name for name in names if ranks.get(name, last) < ranks.get(key, last)]
    if before:
        return max(before, key=lambda name: ranks[name])
    return names[-1] if names and key not in ranks else None


def _above_all(file: EditableFile, pairs: Sequence[tuple[ScalarNode, Node]]) -> int:
    """The offset above the first key and the note about it."""
    column, line = _column(pairs), pairs[0][0].start_mark.line
    while line and file.line(line - 1).startswith(f"{' ' * column}#") and is_note(file.line(line - 1)):
        line -= 1
    return file.offset(line, 0)


def _add_in_braces(file: EditableFile, node: MappingNode, tree: Tree) -> None:
    inside = ", ".join(f"{key}: {braced(value)}" for key, value in tree.items())
    if node.value:
        last = node.value[-1][1].end_mark
        at = file.offset(last.line, last.column)
        file.replace(at, at, f", {inside}")
    else:
        at = file.offset(node.start_mark.line, node.start_mark.column) + 1
        file.replace(at, at, inside)
