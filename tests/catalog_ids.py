"""Every id of a shipped text that templates and code ask for, read from their syntax trees.

A computed part of an id is `{}` here: `"right." ~ key ~ ".name"` and `f"right.{key}.name"` are both
`right.{}.name`.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

import jinja2
from jinja2 import nodes

import privacy_notices

PACKAGE = Path(privacy_notices.__file__).parent
ASKING = ("plain", "html", "said", "has")
"""Methods of `Speaker` whose first argument is an id."""
SPEAKERS = ("say", "speaker", "_speaker")
"""What a speaker is called where it is asked."""
# A document asks its phrasebook: `word["section.rights"]`, `filled("dpo.none.named", ...)`, `labelled(key, "dates.published", ...)`.


@functools.cache
def parsed() -> Mapping[Path, ast.Module]:
    """Every module of the package."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@functools.cache
def asked() -> Mapping[str, str]:
    """Ids in the place of an id in a call, with the file that asks."""
    found: dict[str, str] = {}
    for folder in ("pages/templates", "pages/theme"):
        for path in sorted((PACKAGE / folder).rglob("*.html")):
            tree = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
            found.update(dict.fromkeys(_asked_in_template(tree), path.name))
    for path, code in parsed().items():
        found.update(dict.fromkeys(_asked_in_code(code), path.name))
    return found


def mentioned() -> frozenset[str]:
    """Every text in the code that could be an id, wherever it stands, and what templates ask for."""
    return frozenset(
        text for tree in parsed().values() for node in ast.walk(tree) for text in _texts(node)
    ) | frozenset(asked())


def faults_found() -> dict[str, str]:
    """Every fault and every word inside a message that the code names as a text, with the file that names it."""
    named: dict[str, str] = {}
    for path, tree in parsed().items():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="found"), args=[_, ast.Constant(value=str(fault)), *_]):
                    named[f"{fault}.message"] = path.name
                case ast.Call(func=ast.Name(id="Term"), args=[ast.Constant(value=str(key)), *_]) if "." in key:
                    named[key] = path.name
    return named


def _asked_in_template(tree: nodes.Template) -> Iterator[str]:
    for item in tree.find_all(nodes.Getitem):
        match item.node:
            case nodes.Name(name="t") | nodes.Getattr(attr="t"):
                yield from _ids_in_template(item.arg)
    for call in tree.find_all(nodes.Call):
        match call.node:
            case nodes.Name(name="t") | nodes.Getattr(attr="t"):
                pass
            case nodes.Getattr(node=nodes.Name(name=name), attr=attr) if attr in ASKING and name in SPEAKERS:
                pass
            case _:
                continue
        if call.args:
            yield from _ids_in_template(call.args[0])


def _ids_in_template(node: nodes.Expr) -> Iterator[str]:
    match node:
        case nodes.Const(value=str(text)):
            yield text
        case nodes.Concat(nodes=parts):
            yield "".join(part.value if isinstance(part, nodes.Const) else "{}" for part in parts)
        case nodes.CondExpr(expr1=first, expr2=second):
            yield from _ids_in_template(first)
            yield from _ids_in_template(second)


def _asked_in_code(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=(ast.Name(id=name) | ast.Attribute(attr=name)), attr=attr),
                args=[first, *_],
            ):
                if attr in ASKING and name in SPEAKERS:
                    yield from _texts(first)
            case ast.Subscript(value=(ast.Name(id="word") | ast.Attribute(attr="word")), slice=index):
                yield from _texts(index)
            case ast.Call(func=ast.Attribute(attr="filled"), args=[first, *_]):
                yield from _texts(first)
            case ast.Call(func=ast.Attribute(attr=("labelled" | "anchor")), args=[_, label, *_]):
                yield from _texts(label)
            case ast.Call(func=ast.Name(id=("_word" | "_texts")), args=[_, *arguments]):
                for argument in arguments:
                    yield from _texts(argument)


def _texts(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(
                part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "{}" for part in parts
            )
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)
