"""What a portal's policy makes of its translations, and what a public body owes by law."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.faults.diagnostic import Severity
from privacy_notices.translations.difference import to_plain, word_difference
from privacy_notices.translations.judgement import languages_of_authorities
from privacy_notices.translations.memory import Memory, State, accept
from privacy_notices.translations.standing import Count, counts
from privacy_notices.translations.texts import PORTAL, bundles
from privacy_notices.translations.wrapping import unwrapped, wrapped
from telling import hint, message
from translations.shop import SHOP, diagnose, rows, shop_with

TODAY = datetime.date(2026, 3, 1)


def text(name: str) -> str:
    return (SHOP / name).read_text(encoding="utf-8")


def memories(project):
    """Everything that is translated has been accepted."""
    return {
        (bundle.id, language): accept(bundle, language, Memory(), bundle.source, TODAY)
        for bundle in bundles(project)
        for language in bundle.targets
    }


def found(files, code, *, day=TODAY, before=None):
    """The diagnostics with a code, after everything of the shop as it was has been accepted."""
    project = shop_with({name: value.encode() for name, value in files.items()})
    remembered = memories(shop_with(before or {}))
    return [item for item in diagnose(project, remembered, day) if item.code == code]


def test_a_complete_and_accepted_language_has_no_finding() -> None:
    project = shop_with({})
    assert [item for item in diagnose(project, memories(project), TODAY) if not item.mark.file.endswith("en.yml")] == []


SHORTER = text("orders/sv.yml").partition("texts:")[0]
CHANGED = text("orders/fi.yml").replace("title: Tilaukset", "title: Tilaukset ja palautukset")


@pytest.mark.parametrize(
    ("policy", "code", "severity"),
    [
        ("", "T101", Severity.INFO),
        ("{missing: source}", "T101", Severity.INFO),
        ("{missing: refuse}", "T101", Severity.ERROR),
        ("{strict_from: 2026-03-01}", "T101", Severity.ERROR),
        ("{strict_from: 2026-03-02}", "T101", Severity.INFO),
        ("", "T102", Severity.WARNING),
        ("{outdated: source}", "T102", Severity.WARNING),
        ("{outdated: refuse}", "T102", Severity.ERROR),
        ("{missing: refuse}", "T102", Severity.WARNING),
        ("{strict_from: 2026-03-01}", "T102", Severity.ERROR),
    ],
)
def test_the_policy_of_a_language_decides_how_bad_a_text_is(policy, code, severity) -> None:
    portal = text("portal.yml") + (f"translations:\n  sv: {policy}\n" if policy else "")
    files = {"portal.yml": portal, "orders/sv.yml": SHORTER, "orders/fi.yml": CHANGED}
    (item,) = [item for item in found(files, code) if item.mark.file == "notices/orders/sv.yml"]
    assert item.severity is severity


def test_a_missing_text_is_told_where_it_belongs() -> None:
    (item,) = [item for item in found({"orders/sv.yml": SHORTER}, "T101") if "sv.yml" in item.mark.file]
    assert (message(item), hint(item)) == (
        "`texts.security` is not translated",
        "write `security:` under `texts:` in sv.yml",
    )


def test_an_outdated_text_is_told_at_its_line_with_the_command_that_accepts_it() -> None:
    (item,) = found({"orders/fi.yml": CHANGED}, "T102")
    assert (item.mark.file, item.mark.line) == ("notices/orders/sv.yml", 2)
    assert "`privacy-notices translations accept orders sv title`" in hint(item)


def test_a_draft_refuses_nothing() -> None:
    portal = text("portal.yml") + "translations:\n  sv: {strict_from: 2026-01-01}\n  en: {strict_from: 2026-01-01}\n"
    draft = text("orders/notice.yml").replace("published\n", "draft\n", 1)
    items = found({"portal.yml": portal, "orders/sv.yml": SHORTER, "orders/notice.yml": draft}, "T101")
    assert {item.severity for item in items if "orders" in item.mark.file} == {Severity.INFO}


BILINGUAL = text("portal.yml").replace("dpo: none", "dpo: none\n    kind: public-body\n    bilingual: true")


def test_a_bilingual_authority_owes_finnish_and_swedish() -> None:
    (item,) = [
        item
        for item in found({"portal.yml": BILINGUAL, "orders/sv.yml": SHORTER}, "T101")
        if "/sv.yml" in item.mark.file
    ]
    assert (item.severity, item.article) == (Severity.ERROR, "Language Act (423/2003), section 32")
    english = [item for item in found({"portal.yml": BILINGUAL}, "T101") if "/en.yml" in item.mark.file]
    assert {item.severity for item in english} == {Severity.INFO}


def test_a_bilingual_authority_whose_portal_has_no_swedish_is_told_at_the_languages() -> None:
    (item,) = found({"portal.yml": BILINGUAL.replace("[fi, sv, en]", "[fi, en]")}, "T106")
    assert (item.mark.file, item.mark.line, item.severity) == ("notices/portal.yml", 2, Severity.ERROR)


TOWN = """\
  town:
    name: Esimerkkikunta
    business_id: 0912340-2
    country: FI
    address: {street: Mallikatu 1, postal_code: "00100", city: Helsinki}
    email: tietosuoja@kunta.example
    dpo: none
    kind: public-body
    bilingual: true
contacts:"""
JOINT = text("orders/notice.yml").replace("controllers: [shop]", "controllers: [shop, town]")


@pytest.mark.parametrize(
    ("notice", "severity"),
    [(JOINT, Severity.ERROR), (text("orders/notice.yml"), Severity.INFO)],
    ids=["joint", "alone"],
)
def test_one_bilingual_authority_of_two_controllers_is_enough(notice, severity) -> None:
    portal = text("portal.yml").replace("contacts:", TOWN, 1)
    source = text("orders/fi.yml") + "joint_controllers: Vastaamme yhdessä.\n"
    files = {"portal.yml": portal, "orders/notice.yml": notice, "orders/fi.yml": source, "orders/sv.yml": SHORTER}
    told = {item.mark.file: item.severity for item in found(files, "T101")}
    assert told["notices/orders/sv.yml"] is severity


def test_the_portal_of_two_controllers_owes_both_languages_if_one_is_a_bilingual_authority() -> None:
    portal = text("portal.yml").replace("contacts:", TOWN, 1)
    words = text("portal.sv.yml").partition("contacts:")[0]
    told = {item.mark.file: item.severity for item in found({"portal.yml": portal, "portal.sv.yml": words}, "T101")}
    assert told["notices/portal.sv.yml"] is Severity.ERROR


@pytest.mark.parametrize(
    ("languages", "message_of", "hint_of"),
    [
        ("[fi, en]", "does not have `sv`", "add `sv` to `languages`"),
        ("[sv, en]", "does not have `fi`", "add `fi` to `languages`"),
        ("[en]", "does not have `fi` or `sv`", "add `fi` and `sv` to `languages`"),
    ],
)
def test_what_a_bilingual_authority_lacks_is_named(languages, message_of, hint_of) -> None:
    project = shop_with({})
    portal = project.portal.model_copy(update={"languages": tuple(languages.strip("[]").split(", "))})
    authority = portal.controllers["shop"].model_copy(update={"bilingual": True})
    portal = portal.model_copy(update={"controllers": {"shop": authority, "other": portal.controllers["shop"]}})
    (item,) = languages_of_authorities(replace(project, portal=portal))
    assert message(item) == f"`shop` is a bilingual authority and the portal {message_of}"
    assert (hint(item), item.article) == (hint_of, "Language Act (423/2003), section 32")


def test_a_text_of_which_nothing_is_known_beside_others_is_unconfirmed() -> None:
    project = shop_with({})
    remembered = memories(project)
    records = {key: item for key, item in remembered["orders", "sv"].records.items() if key != "title"}
    told = diagnose(project, {**remembered, ("orders", "sv"): Memory(records)}, TODAY)
    assert [(item.fault, item.values["key"]) for item in told if item.mark.file == "notices/orders/sv.yml"] == [
        ("T103.text", "title")
    ]


def test_where_nothing_is_remembered_at_all_it_is_said_once() -> None:
    told = diagnose(shop_with({}), {}, TODAY)
    found_there = [(item.fault, item.mark.line) for item in told if item.mark.file == "notices/orders/sv.yml"]
    assert found_there == [("T103.file", 2)]


@pytest.mark.parametrize(("policy", "told"), [("source", []), ("refuse", ["T101.portal"])])
def test_a_portal_without_words_of_a_language_is_told_where_a_policy_asks(policy, told) -> None:
    portal = text("portal.yml") + f"translations:\n  en: {{missing: {policy}}}\n"
    project = shop_with({"portal.yml": portal.encode()})
    words, documents = (
        {key: item for key, item in those.items() if key != "en"} for those in (project.words, project.documents)
    )
    lacking = replace(project, words=words, documents=documents)
    items = [item for item in diagnose(lacking, {}, TODAY) if item.mark.file == "notices/portal.en.yml"]
    assert [item.fault for item in items] == told
    assert [hint(item) for item in items] == ["copy `portal.fi.yml` to `portal.en.yml` and translate the texts"] * len(
        told
    )


@pytest.mark.parametrize(
    ("field", "value", "is_told"),
    [
        ("purposes", {"gone": "Bort."}, False),
        ("legitimate_interests", {"gone": "Bort."}, False),
        ("retention_criteria", {"gone": "Bort."}, False),
        ("transfers", {"gone": "Bort."}, False),
        ("automated_decisions", {"gone": {"name": "A", "logic": "B", "consequences": "C"}}, False),
        ("rights", {"erasure": "Bort."}, True),
        ("texts", {"data": "Mer."}, True),
        ("sections", {"gone": {"title": "A", "text": "B"}}, True),
    ],
)
def test_a_text_whose_fact_is_gone_is_not_also_called_orphaned(field, value, is_told) -> None:
    words = yaml.safe_load(text("orders/sv.yml"))
    words[field] = {**words.get(field, {}), **value}
    orphans = {item.values["key"].partition(".")[0] for item in found({"orders/sv.yml": json.dumps(words)}, "T104")}
    assert orphans == ({field} if is_told else set())


def test_a_draft_may_be_as_old_as_it_likes() -> None:
    portal = text("portal.yml") + "translations:\n  sv: {outdated: refuse}\n"
    draft = text("orders/notice.yml").replace("published\n", "draft\n", 1)
    (item,) = found({"portal.yml": portal, "orders/fi.yml": CHANGED, "orders/notice.yml": draft}, "T102")
    assert item.severity is Severity.INFO


@pytest.mark.parametrize(
    ("states", "total", "percent"),
    [
        ({State.CURRENT: 200}, 200, 100),
        ({State.CURRENT: 199, State.MISSING: 1}, 200, 99),
        ({State.CURRENT: 1, State.OUTDATED: 1, State.UNCONFIRMED: 1}, 3, 33),
        ({State.CURRENT: 1, State.ORPHANED: 9}, 1, 100),
        ({State.ORPHANED: 9}, 0, 100),
        ({State.MISSING: 2}, 2, 0),
    ],
)
def test_a_hundred_percent_means_all(states, total, percent) -> None:
    count = Count("orders", "sv", states)
    assert (count.total, count.percent) == (total, percent)


def test_a_text_that_changed_with_its_source_shows_what_it_was_made_from() -> None:
    words = text("orders/sv.yml").replace("title: Beställningar", "title: Våra beställningar")
    project = shop_with({"orders/fi.yml": CHANGED.encode(), "orders/sv.yml": words.encode()})
    (row,) = [
        row
        for row in rows(project, memories(shop_with({})))
        if (row.language, row.key, row.notice) == ("sv", "title", "orders")
    ]
    assert (row.state, row.translated_from) == (State.UNCONFIRMED, "Tilaukset")
    assert to_plain(row.change) == "Tilaukset{+ ja palautukset+}"


def test_a_text_that_only_one_language_has_is_orphaned() -> None:
    words = text("orders/sv.yml").replace("texts:\n", "texts:\n  data: Mer om uppgifterna.\n")
    (item,) = found({"orders/sv.yml": words}, "T104")
    assert message(item) == "`texts.data` has no text in the source language"


def test_labels_of_words_that_ship_are_each_language_s_own() -> None:
    words = text("portal.fi.yml").replace("vocabulary:\n  data:\n", "vocabulary:\n  data:\n    email: meiliosoite\n")
    project = shop_with({"portal.fi.yml": (words + "texts:\n  section.security: Turvallisuus\n").encode()})
    keys = {row.key for row in rows(project, {}) if row.notice == PORTAL}
    assert keys == {"site_name", "contacts.privacy", "vocabulary.data.size-of-shoes"}


def test_a_purpose_has_the_same_keys_as_a_text_and_as_a_map() -> None:
    words = text("orders/sv.yml").replace("  orders: Vi", "  orders:\n    text: Vi")
    project = shop_with({"orders/sv.yml": words.encode()})
    assert "purposes.orders.text" in {row.key for row in rows(project, memories(project)) if row.state == "current"}


def test_the_address_of_a_page_is_not_translated() -> None:
    assert "slug" not in {row.key for row in rows(shop_with({}), {})}


def test_every_text_is_counted_once() -> None:
    project = shop_with({})
    found_rows = rows(project, {})
    assert sum(sum(count.states.values()) for count in counts(found_rows)) == len(found_rows)
    assert {count.percent for count in counts(found_rows)} == {0}


# --- word difference and line breaks -----------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["a", "b", "c d", " ", "\n", "\n\n", ".", "- ", "1. ", "\\", "åä"]), max_size=20).map(
    "".join
)


@given(WORDS, WORDS)
def test_the_difference_gives_both_texts_back(before, after) -> None:
    runs = word_difference(before, after)
    assert "".join(run.text for run in runs if run.change != "insert") == before
    assert "".join(run.text for run in runs if run.change != "delete") == after
    assert all(run.text for run in runs)


@given(WORDS)
def test_equal_texts_have_no_difference(text) -> None:
    assert {run.change for run in word_difference(text, text)} <= {"equal"}


def test_a_changed_phrase_is_one_change() -> None:
    assert (
        to_plain(word_difference("kahden päivän kuluessa", "viiden viikon kuluessa"))
        == "[-kahden päivän-]{+viiden viikon+} kuluessa"
    )


def test_long_unchanged_parts_are_left_out_on_request() -> None:
    before = " ".join(f"sana{number}" for number in range(60))
    shown = to_plain(word_difference(before, before.replace("sana30", "uusi")), 20)
    assert shown == "… sana28 sana29 [-sana30-]{+uusi+} sana31 sana32 …"


@given(WORDS.map(str.strip))
def test_unwrapping_and_wrapping_say_the_same(text) -> None:
    once = unwrapped(text)
    assert unwrapped(once) == once
    assert unwrapped(wrapped(once)) == once


def test_wrapped_lines_are_short() -> None:
    text = "- " + "sana " * 60 + "loppu\n\n" + "toinen " * 50 + "loppu"
    assert max(map(len, wrapped(text).split("\n"))) <= 110
    assert unwrapped(wrapped(text)) == text


def test_the_rows_of_a_table_stay_lines_of_their_own() -> None:
    """Joined to one line in the files of translators, a table would come back as words and signs."""
    table = f"Tiedot näin:\n\n| Tieto | Aika |\n|---|---|\n| {'pitkä ' * 40}| 2 v |\n\nLopuksi\nvielä."
    assert unwrapped(table) == table.replace("\nvielä", " vielä")
    assert wrapped(unwrapped(table)) == unwrapped(table)
