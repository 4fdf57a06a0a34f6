"""What one notice is judged by: exactly what is declared, and every bit of it is part of what findings rest on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import fields, make_dataclass, replace

import pytest

from minimal import minimal_files, project
from privacy_notices.languages.catalog import Catalog
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.model.context import SHIPPED, Contexts, NoticeContext, stated
from privacy_notices.schema.portal_form import Contact, Controller, OwnWord, Recipient, TranslationPolicy

PORTAL = {
    "controllers": {"press": {"name": "Esimerkki Paino Oy", "email": "paino@esimerkki.example", "dpo": "officer"}},
    "contacts": {"officer": {"email": "vastaava@esimerkki.example"}, "nobody": {"email": "arkisto@esimerkki.example"}},
    "recipients": {"courier": {"name": "Lähetti Oy", "category": "couriers"}},
    "vocabulary": {"data": ["shoe-size", "hat-size"], "recipients": ["couriers"]},
}
PORTAL_FI = {
    "vocabulary": {
        "data": {"shoe-size": "kengän koko", "hat-size": "hatun koko"},
        "recipients": {"couriers": "lähetit"},
    }
}
NOTICE = (
    minimal_files()["customers/notice.yml"]
    .decode()
    .replace("[shop]", "[press]")
    .replace("[email]", "[email, shoe-size]")
    .replace("[hosting]", "[courier]")
)


def context(**portal: object) -> NoticeContext:
    found = project(portal={**PORTAL, **portal}, portal_fi=PORTAL_FI, notice=NOTICE)
    return Contexts(found).movable(found.notices[0])


OTHER: Mapping[str, object] = {
    "languages": ("fi", "en"),
    "source_language": "sv",
    "rules": "gdpr-2016-679/2030-01",
    "authority": "se",
    "translations": {"sv": TranslationPolicy(missing="refuse")},
    "controllers": {"press": Controller(name={"*": "Esimerkki Paino Oy"}, email="muu@esimerkki.example")},
    "contacts": {"officer": Contact(email="muu@esimerkki.example")},
    "recipients": {"courier": Recipient(name={"*": "Lähetti Oy"}, country="IN")},
    "own_words": {"data": {"shoe-size": OwnWord(special="health")}},
    "headings": {"fi": Catalog("fi", {"section.rights": ("Mitä voit pyytää",)})},
    "terms": {"fi": Catalog("fi", {"term.controller": ("vastuutaho",)})},
    "places": SourceFile("texts/portal.yml", None, ()),
}
"""For each field of a context another value than that of `context`."""


def test_every_field_that_is_declared_is_part_of_what_findings_rest_on() -> None:
    usual = context()
    inputs = [field.name for field in fields(NoticeContext) if field.metadata != SHIPPED]
    # A new field needs a value here, or this fails; `stated` itself reads the declaration.
    assert {*inputs} == {*OTHER}
    for name, value in OTHER.items():
        assert getattr(usual, name) != value or name == "places"
        assert stated(replace(usual, **{name: value})) != stated(usual), name  # type: ignore[arg-type]


def test_only_what_follows_from_the_others_and_the_program_is_no_input() -> None:
    assert [field.name for field in fields(NoticeContext) if field.metadata == SHIPPED] == ["vocabulary"]


def test_a_field_of_a_kind_that_nobody_has_thought_of_is_a_mistake_of_ours() -> None:
    wider = make_dataclass("Wider", [("since", datetime.date)], frozen=True)
    with pytest.raises(TypeError, match="date"):
        stated(wider(datetime.date(2026, 1, 1)))


def test_a_context_has_what_the_notice_uses_and_what_that_names_in_turn() -> None:
    found = context()
    assert list(found.controllers) == ["press"]
    assert list(found.contacts) == ["privacy", "officer"]
    assert list(found.recipients) == ["courier"]
    assert {kind: list(words) for kind, words in found.own_words.items() if words} == {
        "data": ["shoe-size"],
        "recipients": ["couriers"],
    }
    assert "shoe-size" in found.vocabulary.words["data"]
    assert "hat-size" not in found.vocabulary.words["data"]


@pytest.mark.parametrize("name", ["brand", "groups", "portal", "notices", "words", "catalogs", "documents"])
def test_what_a_notice_may_not_see_is_no_default_but_absent(name: str) -> None:
    with pytest.raises(AttributeError):
        getattr(context(), name)


@pytest.mark.parametrize(
    "change",
    [
        {"brand": {"color": "#204080"}},
        {"contacts": {**PORTAL["contacts"], "front": {"email": "etu@esimerkki.example"}}},
        {"groups": []},
    ],
)
def test_what_the_notice_does_not_use_states_nothing(change: dict[str, object]) -> None:
    assert stated(context(**change)) == stated(context())


def test_the_same_files_state_the_same_however_the_lines_lie() -> None:
    found = project(portal=PORTAL, portal_fi=PORTAL_FI, notice=NOTICE)
    contexts = Contexts(found)
    below = b"# The portal of a press.\n\n" + minimal_files(portal=PORTAL)["portal.yml"]
    moved = project(portal=below, portal_fi=PORTAL_FI, notice=NOTICE)
    assert contexts.of(found.notices[0]).places.places != Contexts(moved).of(moved.notices[0]).places.places
    assert contexts.stated(found.notices[0]) == Contexts(moved).stated(moved.notices[0])
    assert contexts.of(found.notices[0]).at(("controllers", "press")).line > 1


def test_the_whole_has_everything_for_the_words_that_notices_share() -> None:
    found = project(portal=PORTAL, portal_fi=PORTAL_FI, notice=NOTICE)
    whole = Contexts(found).whole
    assert (whole.controllers, whole.contacts) == (found.portal.controllers, found.portal.contacts)
    assert whole.vocabulary == found.vocabulary
