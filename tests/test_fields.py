"""A field of a notice that is declared is told on its page and counted: a step that was left out is named."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

import privacy_notices
from privacy_notices.document.coverage import checklist
from privacy_notices.schema import notice_form
from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.shapes import Form
from privacy_notices.search.entries import COMPUTED

PACKAGE = Path(privacy_notices.__file__).parent

NOT_TOLD = {
    "format": "edition of the file",
    "status": "a draft has no page for readers",
    "source_language": "`Notice.source_language` has it, or the portal's",
    "group": "the front page shows it",
    "aliases": "old addresses lead to the page",
    "ignore": "an answer to the checks, not to readers",
}
"""Fields that say nothing to the readers of a notice, with the reason."""

NOT_COUNTED = {
    "prevails": "no article asks which language prevails",
    "systems": "no article asks in which systems the data are",
    "authority": "the item `complaint` is told whether the notice or the portal names one",
    "ai_systems": "another regulation asks for it",
    "secrecy": "national law says what is secret",
    "children": "how they consent and who acts for them is no item of its own",
    "deceased": "the Regulation is not about them",
}
"""Fields that are told, but answer nothing that Art. 13 or 14 asks for."""


NOT_SEARCHED = {
    "prevails": "a note above the text",
    "authority": "its page is found",
    "automated_decisions": "the texts about each are found",
    "profiling": "the texts about each are found",
    "ai_systems": "the texts about each are found",
    "cookies": "the text about them is found",
    "restricted_rights": "the texts about each are found",
    "requests": "the texts about them and the contacts are found",
    "dates": "nobody looks for a day",
}
"""Fields that the search finds nothing by, with the reason."""


@functools.cache
def read_by_documents() -> frozenset[str]:
    """The fields of `facts` that the room reads which puts a notice into words, but for what counts those told."""
    paths = (path for path in (PACKAGE / "document").rglob("*.py") if path.stem != "coverage")
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    read = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return frozenset(
        node.attr
        for node in read
        if (isinstance(node.value, ast.Name) and node.value.id == "facts")
        or (isinstance(node.value, ast.Attribute) and node.value.attr == "facts")
    )


def test_a_section_reads_nothing_but_declared_fields() -> None:
    declared = {
        name
        for form in vars(notice_form).values()
        if isinstance(form, type) and issubclass(form, Form)
        for name in form.model_fields
    }
    assert read_by_documents() - declared == set()


TOLD = [name for name in NoticeFacts.model_fields if name not in NOT_TOLD]


@pytest.mark.parametrize("name", TOLD)
def test_a_field_is_told_by_a_section(name: str) -> None:
    assert name in read_by_documents()


@pytest.mark.parametrize("name", NOT_TOLD)
def test_a_field_that_is_not_told_is_read_by_no_section(name: str) -> None:
    assert name not in read_by_documents()


@pytest.mark.parametrize("name", [name for name in TOLD if name not in NOT_COUNTED])
def test_a_field_answers_an_item_of_article_13_or_14(name: str) -> None:
    fields = {entry.field for entry in checklist().values()}
    keys = {key.partition(".")[0] for entry in checklist().values() for key in entry.told}
    assert name in fields | keys


@pytest.mark.parametrize("name", [name for name in TOLD if name not in NOT_SEARCHED])
def test_a_field_is_found_by_the_search(name: str) -> None:
    assert name in {field for fields in COMPUTED.values() for field in fields}
