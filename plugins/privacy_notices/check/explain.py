"""What each code means: the text of `explain` and of the handbook's pages, in Markdown and in one language.

A rule is explained by its docstring, or by `<code>.why` in the catalogs of faults where a language has it; every other
code by its row in the table of faults and its words. The examples of a rule are those of its docstring in every
language: they are files, and keys are not translated.
"""

from __future__ import annotations

import inspect
import itertools
import re
import textwrap
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Final, TypeAlias

from privacy_notices.check.editions import EDITIONS
from privacy_notices.check.rule import Rule, TextRule
from privacy_notices.faults.diagnostic import Severity, Term
from privacy_notices.faults.table import FAULTS, Fault
from privacy_notices.languages.provisions import cited
from privacy_notices.languages.shipped_catalogs import fault_catalog
from privacy_notices.languages.telling import FALLBACK, Teller, teller
from privacy_notices.load.examples import EXAMPLES

STAGES: Final = "LSNTP"
"""The letters of codes in the order of the stages."""

Explained: TypeAlias = "Rule | TextRule | Fault"

OMITTED: Final = "…"
"""Stands where a message has the words of a file."""


def codes() -> tuple[str, ...]:
    """Every code that has an explanation, in the order of the stages."""
    return tuple(sorted(_known(), key=lambda code: (STAGES.index(code[0]), code)))


def name_of(code: str) -> str | None:
    """The name of the fault, or None for a code that does not exist."""
    known = _known().get(code)
    return known.name if known else None


def index() -> Iterator[tuple[str, str, Severity]]:
    """Code, name and severity of every fault, for a list."""
    known = _known()
    return ((code, known[code].name, known[code].severity) for code in codes())


def explanation(code: str, language: str = FALLBACK) -> str | None:
    """The page of a code in Markdown, or None when there is no such code.

    What a language has no words for is said in English.
    """
    known = _known().get(code)
    if known is None:
        return None
    say = teller(language)
    head = [say.word("explain.severity", severity=_severity(known.severity))]
    if known.article:
        head.append(say.word("explain.article", article=cited(known.article, language).text))
    body = _of_fault(known, say, _english()) if isinstance(known, Fault) else _of_rule(known, say)
    paragraphs = (f"# {code} {known.name}", " ".join(head), *body)
    return "\n\n".join(paragraph.strip() for paragraph in paragraphs if paragraph) + "\n"


def table(letter: str, language: str = FALLBACK) -> str:
    """The codes of one stage as a Markdown table."""
    say = teller(language)
    head = " | ".join(say.word(f"explain.column.{column}") for column in ("code", "fault", "severity"))
    rows = (
        f"| {code} | {name} | {say.word(_severity(severity).key)} |"
        for code, name, severity in index()
        if code[0] == letter
    )
    return "\n".join((f"| {head} |", "|---|---|---|", *rows)) + "\n"


def pages(language: str = FALLBACK) -> Mapping[str, str]:
    """Every page of the handbook on codes, by file name, in one language."""
    say = teller(language)
    listed = "\n".join(
        f"- [{code} {name}]({code}.md), {say.word(_severity(severity).key)}" for code, name, severity in index()
    )
    written = {f"{code}.md": page for code in codes() if (page := explanation(code, language)) is not None}
    return {"index.md": f"# {say.word('explain.codes')}\n\n{listed}\n", **written}


def example(rule: Rule | TextRule, block: str) -> str:
    """The YAML under `Fails` or `Passes` in a rule's docstring."""
    return _parts(rule)[1][block]


def reasons() -> Mapping[str, str]:
    """Why each rule matters, by the id that its translations have in the catalogs of faults (`N103.why`), a line a paragraph.

    The docstring is where it is written; the English catalog is made from this.
    """
    rules = (rule for edition in EDITIONS.values() for rule in edition)
    return {f"{rule.code}.why": re.sub(r"(?<!\n)\n(?!\n)", " ", _parts(rule)[0]) for rule in rules}


def _known() -> Mapping[str, Explained]:
    """Everything that has a code; rules as in the newest edition that has them."""
    return {
        **{fault.code: fault for fault in FAULTS},
        **{rule.code: rule for rules in EDITIONS.values() for rule in rules},
    }


def _severity(severity: Severity) -> Term:
    return Term(f"explain.severity.{severity}")


def _of_rule(rule: Rule | TextRule, say: Teller) -> Iterator[str]:
    text, examples = _parts(rule)
    yield text if say.language == FALLBACK else say.why(rule.code)
    yield say.word("explain.fails-over-a-notice")
    yield _yaml(examples["Fails"])
    yield say.word("explain.passes")
    yield _yaml(examples["Passes"])
    yield say.word("explain.ignore")
    yield _yaml(f"ignore:\n  {rule.code}: {say.word('explain.reason')}")


def _of_fault(fault: Fault, say: Teller, english: Mapping[str, str]) -> Iterator[str]:
    """What is seen, why it matters and what to do; where a code says several things, why it matters comes first.

    `english`: the English words of faults by id, which tell what a code says and what its words name.
    """
    told = [
        (_template(f"{variant}.message", say, english), _template(f"{variant}.hint", say, english))
        for variant in _variants(fault.code, english)
    ]
    why = say.why(fault.code) or english.get(f"{fault.code}.why", "")
    if len(told) != 1:
        yield why
    for hint, group in itertools.groupby(dict.fromkeys(told), key=lambda words: words[1]):
        for message, _ in group:
            yield say.word("explain.message", message=message)
        if len(told) == 1:
            yield why
        if hint:
            yield say.word("explain.hint", hint=hint)
    if fault.code in EXAMPLES:
        fails, passes = EXAMPLES[fault.code]
        yield from (say.word("explain.fails"), _yaml(fails), say.word("explain.passes"), _yaml(passes))


def _english() -> Mapping[str, str]:
    """The English words of faults by id."""
    return {key: forms[0] for key, forms in fault_catalog(FALLBACK).messages.items()}


def _variants(code: str, english: Mapping[str, str]) -> Iterator[str]:
    """The faults that a code stands for: the code itself, or with a name for each thing it says."""
    for key in english:
        fault, _, part = key.rpartition(".")
        if part == "message" and fault.partition(".")[0] == code:
            yield fault


def _template(key: str, say: Teller, english: Mapping[str, str]) -> str:
    """A message or hint with `…` where a file's own words go; empty where there is none."""
    if key not in english:
        return ""
    omitted = {name: OMITTED for _, name, _, _ in Formatter().parse(english[key]) if name}
    said = say.word(key, **omitted)
    return english[key].format(**omitted) if said == key else said


def _parts(rule: Rule | TextRule) -> tuple[str, Mapping[str, str]]:
    """A rule's docstring: its text, and its examples by heading."""
    text, *rest = re.split(r"^(Fails|Passes):\n", inspect.getdoc(rule.function) or "", flags=re.MULTILINE)
    return text.strip(), {name: textwrap.dedent(body).strip() for name, body in zip(rest[::2], rest[1::2], strict=True)}


def _yaml(text: str) -> str:
    return f"```yaml\n{text.strip()}\n```"
