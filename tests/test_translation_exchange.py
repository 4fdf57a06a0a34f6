"""Files for translators' tools: they say what a translator needs, and nothing false comes back."""

from __future__ import annotations

import datetime
import io
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from loops import examples
from privacy_notices.cli.translations_group import translations
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.portal.memory_files import read_memories, read_words
from privacy_notices.translations.exchange import Exchange, Message, export
from privacy_notices.translations.intake import Delivery, Taken, take
from privacy_notices.translations.po import from_po, to_po
from privacy_notices.translations.texts import bundles
from privacy_notices.translations.xliff import from_xliff, to_xliff
from programs import needs
from translations.shop import Shop

TODAY = datetime.date(2026, 3, 1)
XSD = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas/xliff-core-1.2-strict.xsd")
FORMATS = {"po": (to_po, from_po), "xliff": (to_xliff, from_xliff)}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop.at(tmp_path)
    shop.record("2026-03-01")
    return shop


def sent(shop: Shop, language: str = "sv", **options) -> Exchange:
    project = shop.project
    return export(project, read_memories(shop.root, bundles(project))[0], language, **options)


def came(shop: Shop, exchange: Exchange, **options) -> Taken:
    project = shop.project
    memories, _ = read_memories(shop.root, bundles(project))
    return take(project, memories, read_words(shop.root, project), Delivery(exchange, "sv.po", TODAY, **options))


def message(exchange: Exchange, context: str) -> Message:
    return next(item for item in exchange.messages if item.context == context)


def changed(exchange: Exchange, context: str, **values) -> Exchange:
    messages = (replace(item, **values) if item.context == context else item for item in exchange.messages)
    return replace(exchange, messages=tuple(messages))


def accept_all(shop: Shop) -> None:
    arguments = ["accept", "_all", "sv", "--notices", str(shop.root), "--today", "2026-03-01"]
    assert CliRunner().invoke(translations, arguments).exit_code == 0


# --- what is sent ----------------------------------------------------------------------------------------------------


def test_a_message_tells_where_it_stands_what_it_is_for_and_which_terms_it_has(shop) -> None:
    found = message(sent(shop), "orders/purposes.newsletter.text")
    assert found.comments[:3] == (
        "In the notice “Tilaukset”: purposes.newsletter.text",
        "The purpose in plain words. (GDPR Art. 13(1)(c))",
        "Term: suostumus = samtycke",
    )


def test_a_heading_is_said_to_be_one_line(shop) -> None:
    assert "One line, at most 400 characters." in message(sent(shop), "orders/title").comments


def test_an_outdated_text_carries_the_source_it_was_made_from(shop) -> None:
    accept_all(shop)
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    found = message(sent(shop), "orders/title")
    assert (found.needs_work, found.previous, found.target) == (True, "Tilaukset", "Beställningar")


def test_only_what_needs_work_is_sent_on_request(shop) -> None:
    accept_all(shop)
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    assert [item.context for item in sent(shop, todo_only=True).messages] == ["orders/title"]


def test_line_breaks_that_mean_nothing_are_not_sent(shop) -> None:
    shop.edit(
        "orders/fi.yml",
        "Vain **kaksi** työntekijää näkee tietosi.",
        "|\n    Vain **kaksi** työntekijää\n    näkee tietosi.",
    )
    assert message(sent(shop), "orders/texts.security").source == "Vain **kaksi** työntekijää näkee tietosi."


# --- formats ---------------------------------------------------------------------------------------------------------

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"], include_characters="\n"),
    min_size=1,
    max_size=60,
).filter(lambda text: text == text.strip())
MESSAGES = st.builds(
    Message,
    notice=st.just("orders"),
    key=st.uuids().map(str),
    source=TEXT,
    target=st.just("") | TEXT,
    needs_work=st.booleans(),
    source_language=st.just("fi"),
    previous=st.none() | TEXT,
    comments=st.lists(st.sampled_from(["In the notice", "Term: a = b"])).map(tuple),
    revision=st.just("-") | st.text("0123456789abcdef", min_size=16, max_size=16),
)
EXCHANGES = st.lists(MESSAGES, max_size=5, unique_by=lambda item: item.key).map(
    lambda messages: Exchange('shop "1"', "fi", "sv", tuple(messages))
)


def seen(exchange: Exchange) -> list[tuple[str, ...]]:
    return [
        (item.context, item.source, item.target, str(bool(item.target and item.needs_work)), str(item.revision))
        for item in exchange.messages
    ]


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=examples(150), deadline=None)
@given(exchange=EXCHANGES.filter(lambda exchange: exchange.messages))
def test_what_is_written_is_read_again(form, exchange) -> None:
    write, read = FORMATS[form]
    back = read(write(exchange, TODAY), "f")
    assert isinstance(back, Exchange)
    assert (back.portal, back.source_language, back.language) == ('shop "1"', "fi", "sv")
    assert seen(back) == seen(exchange)


@settings(max_examples=examples(100), deadline=None)
@given(EXCHANGES)
def test_babel_reads_the_po_file_as_it_was_meant(exchange) -> None:
    catalog = read_po(io.BytesIO(to_po(exchange, TODAY)))
    assert [(item.context, item.id, item.string) for item in catalog if item.id] == [
        (item.context, item.source, item.target) for item in exchange.messages
    ]


@needs("msgfmt")
@settings(max_examples=examples(25), deadline=None)
@given(EXCHANGES.filter(lambda exchange: all("�" not in item.source for item in exchange.messages)))
def test_gettext_reads_every_po_file_without_a_warning(exchange) -> None:
    done = subprocess.run(
        ["msgfmt", "--check", "-o", os.devnull, "-"], input=to_po(exchange, TODAY), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@needs("xmllint", files={XSD: "apt-get install php-symfony-translation"})
def test_the_xliff_file_is_valid_by_the_strict_schema(shop, tmp_path) -> None:
    accept_all(shop)
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    schema = XSD.read_text(encoding="utf-8").replace("http://www.w3.org/2001/xml.xsd", str(XSD.parent / "xml.xsd"))
    (tmp_path / "strict.xsd").write_text(schema, encoding="utf-8")
    for language in ("sv", "en"):
        (tmp_path / "file.xlf").write_bytes(to_xliff(sent(shop, language), TODAY))
        subprocess.run(
            ["xmllint", "--nonet", "--noout", "--schema", str(tmp_path / "strict.xsd"), str(tmp_path / "file.xlf")],
            check=True,
        )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01",
        b'msgid "a\n',
        b'msgid "a"\nmsgstr "\xff"\n',
        b"<xliff",
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">&a;</xliff>',
        b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
    ],
)
def test_a_broken_file_changes_nothing_and_says_so(shop, data) -> None:
    read = from_xliff if data.startswith(b"<") else from_po
    found = read(data, "sv.po")
    if isinstance(found, Exchange):
        taken = came(shop, found)
        assert (taken.words, taken.memories) == ({}, {})
        assert [item.code for item in taken.diagnostics] == ["T302"]
    else:
        assert found.code == "T301"


@settings(max_examples=examples(200), deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_reading_never_raises(data) -> None:
    for read in (from_po, from_xliff):
        assert isinstance(read(data, "f"), Exchange | Diagnostic)


# --- what comes back -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_comes_back_as_it_was_sent_changes_nothing(shop, form) -> None:
    for step in (
        lambda: None,
        lambda: accept_all(shop),
        lambda: shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaus"),
    ):
        step()
        write, read = FORMATS[form]
        taken = came(shop, read(write(sent(shop), TODAY), "f"))
        assert (taken.words, taken.memories) == ({}, {})


def test_a_new_translation_is_written_and_current(shop) -> None:
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar", needs_work=False)
    taken = came(shop, exchange)
    assert b"title: Dina best\xc3\xa4llningar\nslug" in taken.words["orders/sv.yml"]
    assert taken.counts["new"] == 1
    assert taken.memories["orders", "sv"].records["title"].text == "Tilaukset"


def test_a_text_that_was_confirmed_in_the_tool_is_current_without_a_change(shop) -> None:
    taken = came(shop, changed(sent(shop), "orders/title", needs_work=False))
    assert (taken.words, taken.counts["confirmed"]) == ({}, 1)
    record = taken.memories["orders", "sv"].records["title"]
    assert (record.text, record.source) == ("Tilaukset", record.seen)


def test_a_text_that_needs_work_is_left_out(shop) -> None:
    taken = came(shop, changed(sent(shop), "orders/title", target="Dina beställningar", needs_work=True))
    assert taken.words == {}
    assert "T309" in {item.code for item in taken.diagnostics}


def test_a_translation_of_an_older_source_is_kept_as_outdated(shop) -> None:
    accept_all(shop)
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar")
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    taken = came(shop, exchange)
    record = taken.memories["orders", "sv"].records["title"]
    assert (record.text, record.source != record.seen) == ("Tilaukset", True)
    assert [item.code for item in taken.diagnostics] == ["T303"]
    assert b"title: Dina" in taken.words["orders/sv.yml"]


def test_a_translation_of_an_older_source_does_not_replace_a_current_text(shop) -> None:
    accept_all(shop)
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar", revision=None)
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    shop.edit("orders/sv.yml", "title: Beställningar", "title: Beställningar och returer")
    accept_all(shop)
    taken = came(shop, exchange)
    assert taken.words == {}
    assert {item.code for item in taken.diagnostics} <= {"T303", "T304"}


def test_a_text_that_was_changed_on_both_sides_stays_until_somebody_decides(shop) -> None:
    accept_all(shop)
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar")
    shop.edit("orders/sv.yml", "title: Beställningar", "title: Våra beställningar")
    taken = came(shop, exchange)
    assert taken.words == {}
    assert [item.code for item in taken.diagnostics] == ["T304"]
    assert b"title: Dina" in came(shop, exchange, overwrite=True).words["orders/sv.yml"]


def test_a_text_that_was_changed_here_with_its_source_stays_too(shop) -> None:
    accept_all(shop)
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar")
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    shop.edit("orders/sv.yml", "title: Beställningar", "title: Beställningar och returer")
    taken = came(shop, exchange)
    assert (taken.words, [item.fault for item in taken.diagnostics]) == ({}, ["T304"])


@pytest.mark.parametrize(("is_accepted", "fault"), [(True, "T304"), (False, None)])
def test_where_the_tool_on_the_way_has_dropped_the_revision_only_current_texts_are_safe(
    shop, is_accepted, fault
) -> None:
    if is_accepted:
        accept_all(shop)
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar", revision=None, needs_work=False)
    told = [item.fault for item in came(shop, exchange).diagnostics if item.values.get("text") == "orders/title"]
    assert told == ([fault] if fault else [])


def test_a_text_that_stands_there_already_is_not_confirmed_by_a_translation_of_an_older_source(shop) -> None:
    accept_all(shop)
    exchange = sent(shop)
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    taken = came(shop, exchange)
    assert (taken.words, taken.memories, taken.counts["confirmed"]) == ({}, {}, 0)


def test_nothing_is_translated_into_the_language_of_the_source(shop) -> None:
    exchange = changed(replace(sent(shop), language="fi"), "orders/title", target="Tilauksesi", needs_work=False)
    taken = came(shop, exchange)
    assert (taken.words, taken.memories) == ({}, {})
    assert {item.fault for item in taken.diagnostics} == {"T305"}


def test_a_text_that_the_translator_left_alone_does_not_undo_an_edit_by_hand(shop) -> None:
    accept_all(shop)
    exchange = sent(shop)
    shop.edit("orders/sv.yml", "title: Beställningar", "title: Våra beställningar")
    taken = came(shop, exchange)
    assert (taken.words, taken.diagnostics) == ({}, ())


def test_a_language_without_a_file_gets_one_in_the_order_of_the_source(shop) -> None:
    exchange = sent(shop, "en")
    messages = (replace(item, target=f"English {item.source}") for item in exchange.messages)
    taken = came(shop, replace(exchange, messages=tuple(messages)))
    keys = [line.partition(":")[0] for line in taken.words["orders/en.yml"].decode().split("\n") if line[:1].isalpha()]
    assert keys == ["title", "summary", "purposes", "retention_criteria", "rights", "texts"]


def test_a_file_without_the_title_makes_no_words_file(shop) -> None:
    exchange = changed(sent(shop, "en"), "orders/summary", target="This is how we process your data.")
    taken = came(shop, exchange)
    assert taken.words == {}
    told = {item.fault: item for item in taken.diagnostics}
    assert told["T308.form"].values["file"] == "orders/en.yml"
    # What it would lack is told as well, in the file that brought it.
    assert {item.mark.file for item in taken.diagnostics if item.code == "S102"} == {"sv.po"}


@pytest.mark.parametrize(
    ("values", "code"),
    [({"portal": "other"}, "T302"), ({"portal": ""}, "T302"), ({"language": "de"}, "T307")],
)
def test_a_file_of_another_portal_or_language_changes_nothing(shop, values, code) -> None:
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar", needs_work=False)
    taken = came(shop, replace(exchange, **values))
    assert (taken.words, taken.memories) == ({}, {})
    assert [item.code for item in taken.diagnostics] == [code]


def test_a_message_that_is_there_twice_makes_the_whole_file_doubtful(shop) -> None:
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar", needs_work=False)
    taken = came(shop, replace(exchange, messages=exchange.messages * 2))
    assert (taken.words, [item.code for item in taken.diagnostics]) == ({}, ["T301"])


@pytest.mark.parametrize(
    ("context", "target", "fault"),
    [
        ("title", "två\n\nstycken", "T306.lines"),
        ("title", "x" * 401, "T306.length"),
        ("title", "a\u0000b", "T306.character"),
        ("title", "a\u202eb", "T306.character"),
        ("summary", "x" * 20_001, "T306.length"),
    ],
)
def test_a_text_that_no_words_file_may_hold_is_not_written(shop, context, target, fault) -> None:
    taken = came(shop, changed(sent(shop), f"orders/{context}", target=target, needs_work=False))
    assert taken.words == {}
    assert (fault, f"orders/{context}") in {(item.fault, item.values.get("text")) for item in taken.diagnostics}


@pytest.mark.parametrize(("context", "length"), [("title", 400), ("summary", 20_000)])
def test_a_text_of_the_greatest_length_is_written(shop, context, length) -> None:
    taken = came(shop, changed(sent(shop), f"orders/{context}", target="x" * length, needs_work=False))
    assert (set(taken.words), taken.counts["new"]) == ({"orders/sv.yml"}, 1)


def test_a_text_that_the_portal_no_longer_has_is_told(shop) -> None:
    exchange = sent(shop)
    shop.edit("orders/fi.yml", "texts:\n  security: Vain **kaksi** työntekijää näkee tietosi.\n", "")
    assert "T305" in {item.code for item in came(shop, exchange).diagnostics}


def test_a_words_file_that_cannot_be_read_is_not_written_to(shop) -> None:
    exchange = changed(sent(shop), "orders/title", target="Dina beställningar", needs_work=False)
    shop.edit("orders/sv.yml", "title: Beställningar", "title: Beställningar: alla")
    taken = came(shop, exchange)
    assert taken.words == {}
    assert "T308" in {item.code for item in taken.diagnostics}


def test_an_agency_s_tool_that_writes_no_states_confirms_only_what_it_changed(shop) -> None:
    data = to_xliff(sent(shop), TODAY).decode()
    data = data.replace(' state="needs-review-translation"', "").replace(">Beställningar<", ">Dina beställningar<")
    back = from_xliff(data.encode(), "f")
    assert isinstance(back, Exchange)
    taken = came(shop, back)
    assert (taken.counts["new"], taken.counts["confirmed"]) == (1, 0)
