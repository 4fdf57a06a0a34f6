"""Small changes to the source of rules: an id left out, a number one off, `any` for `all`, `<` for `<=`, `and` for `or`.

A rule's cases say where it begins and where it ends only if such a change gives another answer in one of them.
"""

from __future__ import annotations

import ast
import copy
import functools
import importlib
import itertools
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TypeAlias

from privacy_notices.check.editions import EDITIONS, NEWEST
from privacy_notices.check.patterns import Corpus
from privacy_notices.check.rule import Case, Finding, Rule, TextRule, corpora
from privacy_notices.check.wording import judged
from privacy_notices.model.statements import Statement
from rules.overlay import Drawing, examples_of, read_cases

CASES = Path(__file__).parent
MINIMAL = Drawing({})
RULES = EDITIONS[NEWEST]

OPPOSITES: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}


SWAPS: Mapping[str, str] = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One change to one module."""

    module: str
    names: frozenset[str]
    """The functions and constants of the module that the change is in."""
    change: str
    """What is changed, e.g. `80 -> 81`."""
    apply: Callable[[ast.AST], None]
    statement: int
    """Which statement of the module is changed, counted from 0."""
    node: int
    """Which node of the statement, as `ast.walk` counts them."""

    def __str__(self) -> str:
        return f"{self.module.rpartition('.')[2]}.{'.'.join(sorted(self.names))}: {self.change}"

    def load(self) -> types.ModuleType:
        """The module as it would be with the change."""
        tree = ast.parse(_source(self.module))
        self.apply(next(itertools.islice(ast.walk(tree.body[self.statement]), self.node, None)))
        made = types.ModuleType(self.module)
        exec(compile(ast.fix_missing_locations(tree), self.module, "exec"), made.__dict__)
        return made


def mutants(module: str) -> Iterator[Mutant]:
    """Every change to a module."""
    for position, statement in enumerate(_tree(module).body):
        if isinstance(statement, ast.Import | ast.ImportFrom | ast.Expr):
            continue
        names = frozenset(_defined(statement))
        subscripts = (node for node in ast.walk(statement) if isinstance(node, ast.Subscript) and _is_literal(node))
        only_types = {id(node) for subscript in subscripts for node in ast.walk(subscript.slice)}
        for number, node in enumerate(ast.walk(statement)):
            if id(node) not in only_types:
                for change, apply in _changes(node, _source(module)):
                    yield Mutant(module, names, change, apply, position, number)


@cache
def _source(module: str) -> str:
    return Path(str(importlib.import_module(module).__file__)).read_text(encoding="utf-8")


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_source(module))


def _is_literal(node: ast.Subscript) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "Literal"


def _defined(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.AnnAssign | ast.Assign):
        targets = [statement.target] if isinstance(statement, ast.AnnAssign) else statement.targets
        yield from (target.id for target in targets if isinstance(target, ast.Name))


Change: TypeAlias = "tuple[str, Callable[[ast.AST], None]]"


def _changes(node: ast.AST, source: str) -> Iterator[Change]:
    def written(part: ast.expr) -> str:
        return " ".join((ast.get_source_segment(source, part) or "").split())

    match node:
        case ast.Tuple(elts=items) | ast.Set(elts=items) | ast.List(elts=items):
            yield from _without("elts", items)
        case ast.Call(func=ast.Attribute(attr="texts_under"), args=items):
            yield from _without("args", items)
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int(number)):
            for other in (number - 1, number + 1):
                yield f"{number} -> {other}", functools.partial(_put, "value", other)
        case ast.Name(id=name) if name in SWAPS:
            yield f"{name} -> {SWAPS[name]}", functools.partial(_put, "id", SWAPS[name])
        case ast.Compare(ops=[operator]) if type(operator) in OPPOSITES:
            opposite = OPPOSITES[type(operator)]
            change = f"{type(operator).__name__} -> {opposite.__name__} in {written(node)}"
            yield change, functools.partial(_put, "ops", [opposite()])
        case ast.BoolOp(op=operator):
            new = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield f"{type(new).__name__.lower()} in {written(node)}", functools.partial(_put, "op", new)
            for at, item in enumerate(node.values):
                yield f"without {written(item)} in {written(node)}", functools.partial(_drop_operand, at)


def _put(name: str, value: object, target: ast.AST) -> None:
    setattr(target, name, value)


def _drop_operand(position: int, target: ast.AST) -> None:
    """Leave out one operand of `and` or `or`; two stay, because fewer are none: the one that is left may stand twice."""
    assert isinstance(target, ast.BoolOp)
    left = [value for at, value in enumerate(target.values) if at != position]
    target.values = left if len(left) > 1 else [*left, copy.deepcopy(left[0])]


def _without(name: str, items: list[ast.expr]) -> Iterator[Change]:
    for at, item in enumerate(items):
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            yield f"without {item.value!r}", functools.partial(_drop_item, name, at)


def _drop_item(name: str, position: int, target: ast.AST) -> None:
    getattr(target, name).pop(position)


# --- what the cases say of it --------------------------------------------------------------------------------------------


def rules_of(mutant: Mutant) -> Iterator[Rule | TextRule]:
    """The rules that use what is changed, by whatever other functions of the module."""
    tree = _tree(mutant.module)
    used = {
        name: {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        for statement in tree.body
        for name in _defined(statement)
    }
    reached = set(mutant.names)
    while more := {name for name, names in used.items() if names & reached} - reached:
        reached |= more
    others = {name for rule in RULES for name in _where_names(rule) if name in reached}
    for rule in RULES:
        if (
            rule.function.__module__ == mutant.module
            and (rule.function.__name__ in reached or others & set(_where_names(rule)))
        ) or _imports(rule.function.__module__, mutant.module) & reached:
            yield rule


def _where_names(rule: Rule | TextRule) -> tuple[str, ...]:
    if isinstance(rule, Rule) or rule.where.__module__ != rule.function.__module__:
        return ()
    return ("with_kind",) if rule.where.__name__ == "<lambda>" else (rule.where.__name__,)


@cache
def _imports(module: str, other: str) -> frozenset[str]:
    return frozenset(
        alias.name
        for node in _tree(module).body
        if isinstance(node, ast.ImportFrom) and node.module == other
        for alias in node.names
    )


@dataclass(frozen=True, eq=False)
class Trial:
    """One notice of a case, ready to be judged."""

    case: Case
    corpora: tuple[Corpus[Statement], ...]
    """Its texts and those that the notices share."""


@cache
def trials(rule: Rule | TextRule) -> tuple[Trial, ...]:
    """The minimal notice, and the cases of a rule's file and docstring."""
    cases = (drawing for drawings in read_cases(CASES / f"{rule.code}.yml").values() for drawing in drawings)
    found = []
    for drawing in (MINIMAL, *examples_of(rule), *cases):
        project = drawing.project()
        words = project.words.items()
        shared = (text for language, form in words for text in judged(form, language, project.documents[language]))
        of_portal = corpora(shared).values()
        for notice in project.notices:
            case = Case(project, notice, drawing.today)
            found.append(Trial(case, (*case.corpora.values(), *of_portal)))
    return tuple(found)


def findings(rule: Rule | TextRule, trial: Trial, module: types.ModuleType | None = None) -> list[Finding]:
    """What a rule finds, or would find if its module were another."""
    function = getattr(module, rule.function.__name__) if module else rule.function
    if isinstance(rule, Rule):
        return list(function(trial.case))
    return [finding for corpus in trial.corpora for text in _texts(rule, corpus, module) for finding in function(text)]


def _texts(rule: TextRule, corpus: Corpus[Statement], module: types.ModuleType | None) -> Iterable[Statement]:
    if module is None or rule.where.__module__ != module.__name__:
        return rule.where(corpus)
    if rule.where.__name__ == "<lambda>":
        (kinds,) = (cell.cell_contents for cell in rule.where.__closure__ or ())
        return module.with_kind(*kinds)(corpus)
    return getattr(module, rule.where.__name__)(corpus)


@cache
def known(rule: Rule | TextRule) -> tuple[list[Finding], ...]:
    """What the rule finds in its cases as it is."""
    return tuple(findings(rule, trial) for trial in trials(rule))


FALLS = (AttributeError, IndexError, KeyError, NameError, TypeError, ValueError)
"""What a rule raises that has lost a condition it relied on."""


def is_noticed(mutant: Mutant) -> bool:
    """Whether a case gives another answer than without the change, or a rule falls over it."""
    changed = mutant.load()
    modules: dict[str, types.ModuleType] = {changed.__name__: changed}
    for rule in rules_of(mutant):
        name = rule.function.__module__
        if name not in modules:
            modules[name] = _with_imports(name, changed)
        for trial, before in zip(trials(rule), known(rule), strict=True):
            try:
                if findings(rule, trial, modules[name]) != before:
                    return True
            except FALLS:
                return True
    return False


def _with_imports(name: str, changed: types.ModuleType) -> types.ModuleType:
    """A module with what it imports from another taken from a changed one."""
    made = types.ModuleType(name)
    exec(compile(_tree(name), name, "exec"), made.__dict__)
    made.__dict__.update({name: getattr(changed, name) for name in _imports(name, changed.__name__)})
    return made


def is_noticed_in_cases(mutant: Mutant) -> bool:
    """The same for a change to what rules see (`Case`): all rules look at their cases through it."""
    changed = mutant.load()
    for rule in RULES:
        if isinstance(rule, Rule):
            for trial, before in zip(trials(rule), known(rule), strict=True):
                case = trial.case
                other = changed.Case(*(getattr(case, part.name) for part in fields(case)))
                # What takes time and is the same: the texts.
                other.__dict__.update({key: case.__dict__[key] for key in ("texts", "corpora") if key in case.__dict__})
                try:
                    if list(rule.function(other)) != before or other.cite(rule.article) != case.cite(rule.article):
                        return True
                except FALLS:
                    return True
    return False
