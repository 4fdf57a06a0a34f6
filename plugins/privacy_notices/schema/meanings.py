"""What the fields of forms mean: the texts below them, read where they are asked for. No input or output.

pydantic can read them as well, when a form is made (`use_attribute_docstrings`). It would be a tenth of the start of
every command, and only editors, the reference and translators want to know.
"""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import sys
from collections.abc import Iterator, Mapping

from privacy_notices.schema.shapes import Form


@functools.cache
def meanings_of(form: type[Form]) -> Mapping[str, str]:
    """The text below each field of a form, those of the forms it builds on included; a field without one is left out."""
    found: dict[str, str] = {}
    for base in reversed(form.__mro__):
        if issubclass(base, Form):
            found |= _written(base.__module__).get(base.__qualname__, {})
    return found


@functools.cache
def _written(module: str) -> Mapping[str, Mapping[str, str]]:
    """The texts below the fields of every class of a module."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_below_fields(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _below_fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for pair in itertools.pairwise(node.body):
        match pair:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
