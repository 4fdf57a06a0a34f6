"""A notice in one language as values: that it is whole, that it says where its facts are, and that JSON keeps it."""

from __future__ import annotations

import ast
import datetime
import json
import pickle
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import privacy_notices.document
from minimal import project
from privacy_notices.document.compose import SECTIONS, compose
from privacy_notices.document.document_json import KINDS, DocumentError, from_json, to_json
from privacy_notices.document.notice_document import Document, told, wordings
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.words import FactRecord, PageKey, record
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.article import Article
from privacy_notices.pages.plan import Page, file_beside, plan, speakers_of
from privacy_notices.pages.render import Renderer
from privacy_notices.portal.reading import open_project

ROOT = Path(__file__).parent.parent


def documents_of(portal: Project) -> Iterator[Document]:
    """Every notice and earlier version in every language."""
    for speaker in speakers_of(portal).values():
        book = Phrasebook(portal, speaker)
        for notice in portal.notices:
            yield from (compose(one, book) for one in (notice, *notice.versions))


def opened(folder: str) -> Project:
    found, _ = open_project(ROOT / folder)
    assert found is not None
    return found


def minimal(language: str = "fi", **overlays: typing.Any) -> Document:
    found = project(**overlays)
    return compose(found.notices[0], Phrasebook(found, speakers_of(found)[language]))


# --- what is in it -----------------------------------------------------------------------------------------------------


def test_the_facts_of_a_notice_stand_under_their_keys() -> None:
    facts: dict[str, list[object]] = {}
    for key, fact in told(minimal()):
        facts.setdefault(key, []).append(fact)
    assert record(period="P2Y", after="end-of-contract") in facts["purposes.orders.retention"]
    assert facts["purposes.newsletter.legal_basis"] == ["legitimate-interests"]
    assert ("name", "email") in facts["purposes.orders.data"]
    assert set(facts["transfers"]) == {"none"}
    assert ("hosting",) in facts["recipients"]
    assert facts["dates.published"] == ["2026-02-01"]
    assert facts["object"] == [("newsletter",)]


def test_the_facts_are_the_same_in_every_language() -> None:
    # Only an authority has other addresses for readers of other languages, and a note is about the words.
    by_language = [
        [(key, fact) for key, fact in told(minimal(language)) if not key.startswith(("authority.", "translation"))]
        for language in ("fi", "sv", "en")
    ]
    assert by_language[0] == by_language[1] == by_language[2]


def test_words_in_another_language_say_so() -> None:
    swedish = minimal("sv")
    assert not swedish.is_translated
    assert {wording.language for wording in wordings(swedish) if wording.origin == "notice"} == {"fi"}
    assert {wording.language for wording in wordings(swedish) if wording.origin == "catalog"} == {"sv"}


def test_a_translation_older_than_its_source_says_since_when() -> None:
    found = project()
    day = datetime.date(2026, 1, 2)
    book = Phrasebook(found, speakers_of(found)["en"])
    document = compose(found.notices[0], book, {"summary": day, "purposes.orders.text": None})
    old = {(wording.text, wording.since) for wording in wordings(document.summary) if wording.is_outdated}
    assert old == {("How we handle the data of our customers.", day)}
    assert [note.sentence.key for note in document.notes] == ["translation"]
    titles = {phrase[0].text for note in document.notes for phrase in note.sections}
    assert {"Customers", "In short"} <= titles


def test_a_section_stands_once_and_in_one_order() -> None:
    assert len(set(SECTIONS)) == len(SECTIONS)
    orders = [[section.id for section in document.sections] for document in documents_of(opened("notices"))]
    for order in orders:
        assert len(set(order)) == len(order)
    assert orders[0][0] == "in-short"


def test_links_are_keys_of_pages_and_never_addresses() -> None:
    assert '"page":["rights","",""]' in to_json(minimal())
    assert "../" not in to_json(minimal())


def test_the_room_knows_no_format() -> None:
    for path in Path(privacy_notices.document.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {name for name in imported if name.startswith(("markupsafe", "html", "jinja2"))}, path
        assert not [name for name in imported if "safe_html" in name or ".pages" in name or ".search" in name], path


# --- read without the portal -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["notices", "tests/correct"])
def test_a_page_is_made_from_the_document_alone(folder: str) -> None:
    portal = opened(folder)
    site = Site("https://portal.example/")
    planned, _ = plan(portal, site)
    renderer = Renderer(portal, planned, site)
    pages = [page for page in planned.pages if page.kind == "notice"]
    assert pages
    for page in pages:
        whole = renderer.render(page).html
        address = addresses(
            page, {key: {one.language: one.path for one in by.values()} for key, by in planned.by_key.items()}, site
        )
        for kept in (pickle.loads(pickle.dumps(renderer.document(page))), from_json(to_json(renderer.document(page)))):
            files = {
                name: (site.link_to_file(page.path, file_beside(page, name, site)), size)
                for name, size in kept.attachments
            }
            assert Article(page.language, address, files).html(kept) == whole
    assert isinstance(whole, Markup)


def addresses(page: Page, paths: typing.Mapping[PageKey, typing.Mapping[str, str]], site: Site) -> typing.Any:
    """Where pages are, as another program might keep it."""

    def address(key: PageKey, language: str) -> str | None:
        return site.link(page.path, paths[key][language]) if key in paths else None

    return address


# --- JSON --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["notices", "tests/correct"])
def test_every_notice_comes_back_from_json(folder: str) -> None:
    for document in documents_of(opened(folder)):
        text = to_json(document)
        assert from_json(text) == document
        assert to_json(from_json(text)) == text


TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=2).map(tuple)
        | st.dictionaries(TEXTS, inner, max_size=2).map(lambda parts: FactRecord(tuple(parts.items())))
    ),
    max_leaves=4,
)


def values_of(hint: object) -> st.SearchStrategy[typing.Any]:
    """Any value of a declared type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple and arguments[-1] is ...:
        return st.lists(st.deferred(lambda: values_of(arguments[0])), max_size=1).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, arguments))
    if origin in (types.UnionType, typing.Union):
        return st.one_of([st.none() if one is type(None) else values_of(one) for one in arguments])
    plain = {str: TEXTS, bool: st.booleans(), int: st.just(1), datetime.date: st.dates()}
    return plain[hint] if hint in plain else st.deferred(lambda: instances_of(hint))


def instances_of(kind: typing.Any) -> st.SearchStrategy[typing.Any]:
    hints = typing.get_type_hints(kind)
    parts = {one.name: FACTS if one.type == "Datum" else values_of(hints[one.name]) for one in fields(kind)}
    return st.builds(kind, **parts)


@given(instances_of(Document))
def test_any_document_comes_back_from_json(document: Document) -> None:
    assert from_json(to_json(document)) == document
    assert hash(document) == hash(from_json(to_json(document)))


@pytest.mark.parametrize("edition", [None, 0, 2, "1", True, 1.0])
def test_another_edition_is_refused(edition: object) -> None:
    with pytest.raises(DocumentError, match="edition"):
        from_json(json.dumps({**json.loads(to_json(minimal())), "edition": edition}))


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{", '{"edition":1}', '{"edition":1,"kind":"section"}', "[" * 100_000, b"\xff", "1e999"]
)
def test_what_is_no_document_raises_the_one_error(text: str | bytes) -> None:
    with pytest.raises(DocumentError):
        from_json(text)


PLACES = 4_000


@given(st.integers(0, PLACES), st.sampled_from([None, 7, 1.5, "x", [], {}, {"kind": "wording"}, [["x"]], True]))
def test_a_document_with_a_broken_part_raises_the_one_error_or_is_read(place: int, other: object) -> None:
    broken = json.loads(to_json(minimal()))
    holders = [
        (holder, key)
        for holder in walked(broken)
        for key in (list(holder) if isinstance(holder, dict) else range(len(holder)))
    ]
    holder, key = holders[place % len(holders)]
    holder[key] = other
    try:
        found = from_json(json.dumps(broken))
    except DocumentError:
        return
    assert from_json(to_json(found)) == found


def walked(value: typing.Any) -> Iterator[typing.Any]:
    if isinstance(value, (dict, list)):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from walked(item)


def test_a_field_that_nobody_knows_is_refused() -> None:
    with pytest.raises(DocumentError, match="`document` has no `colour`"):
        from_json(json.dumps({**json.loads(to_json(minimal())), "colour": "red"}))


def test_each_kind_has_a_name_of_its_own() -> None:
    assert len(set(KINDS.values())) == len(KINDS) > 30
    assert replace(minimal(), notice="other") != minimal()
