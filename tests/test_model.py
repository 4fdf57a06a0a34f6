"""A portal from its files: what is joined, what leads nowhere, and what one mistake leaves standing."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minimal
import strategies
from loops import examples
from minimal import SWEDISH, Overlay, faults, minimal_files, project, read
from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.model.assembling import assemble
from privacy_notices.model.expected_words import expected_texts, has_text
from privacy_notices.vocabulary.shipped_vocabulary import shipped
from telling import hint, message

NOTICE = minimal_files()["customers/notice.yml"].decode()
FI = minimal_files()["customers/fi.yml"].decode()


def told(**overlays: Overlay) -> list[Diagnostic]:
    return list(read(**overlays)[1])


def only(**overlays: Overlay) -> Diagnostic:
    [diagnostic] = told(**overlays)
    return diagnostic


def test_the_minimal_portal_has_no_fault() -> None:
    assert faults() == []


# ------------------------------------------------------------------------------------------ references

# Each case: what is changed in notice.yml, the line and column of the id, and the hint's guess.
ASTRAY = [
    ("controllers: [shop]", "controllers: [shpo]", 3, 15, "`shop`"),
    ("contacts: [privacy]\ndata", "contacts: [privcy]\ndata", 4, 12, "`privacy`"),
    ("status: published", "status: published\nauthority: finland", 3, 12, ""),
    ("status: published", "status: published\ngroup: costumers", 3, 8, "`customers`"),
    ("[customers]", "[customer]", 5, 17, "`customers`"),
    ("[name, email]", "[name, emial]", 9, 18, "`email`"),
    ("after: end-of-contract", "after: end-of-contrcat", 11, 37, "`end-of-contract`"),
    # An event of the other use has no words for this one.
    ("until: objection", "until: end-of-school", 17, 24, ""),
    ("{until: objection}", "{until: objection, data: [emails]}", 17, 42, "`email`"),
    ("[data-subject]", "[data-subjects]", 18, 11, "`data-subject`"),
    ("[data-subject]", "[{id: data-subjects}]", 18, 11, "`data-subject`"),
    ("[hosting]", "[hostign]", 19, 14, "`hosting`"),
    (
        "transfers: none",
        "transfers: [{recipient: hosing, countries: [US], mechanism: scc}]",
        20,
        25,
        "`hosting`",
    ),
    (
        "transfers: none",
        "transfers: [{recipient: hosting, countries: [US], mechanism: scc, copy_from: privat}]",
        20,
        78,
        "`privacy`",
    ),
    ("requests: {contacts: [privacy]}", "requests: {contacts: [privac]}", 22, 23, "`privacy`"),
    ("status: published", "status: published\nsecurity: [firewal]", 3, 12, "`firewall`"),
    (
        "legal_basis: contract",
        "legal_basis: contract\n    statutes: [acounting-act]",
        9,
        16,
        "`accounting-act`",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "column", "guess"), ASTRAY)
def test_an_id_that_leads_nowhere_is_told_at_its_place_with_what_was_meant(
    old: str, new: str, line: int, column: int, guess: str
) -> None:
    assert NOTICE.count(old) == 1
    diagnostic = only(notice=NOTICE.replace(old, new))
    assert (diagnostic.code, diagnostic.mark.line, diagnostic.mark.column) == ("S201", line, column)
    assert hint(diagnostic).startswith(f"did you mean {guess}?" if guess else "add it to")


def test_ids_of_automated_decisions_are_followed() -> None:
    decisions = {"credit": {"basis": "law", "purposes": ["order"], "statutes": ["consumer-act"]}}
    words = {"automated_decisions": {"credit": {"name": "A", "logic": "B", "consequences": "C"}}}
    messages = {
        message(diagnostic)
        for diagnostic in told(notice={"automated_decisions": decisions}, fi=words)
        if diagnostic.code == "S201"
    }
    assert messages == {"`order` is not a purpose of this notice", "`consumer-act` is not an act"}


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        ({"authority": "fj"}, "`fj` is not a supervisory authority"),
        ({"controllers": {"shop": {"dpo": "officer"}}}, "`officer` is not a contact"),
        ({"controllers": {"shop": {"representative": "officer"}}}, "`officer` is not a contact"),
        ({"contacts": {"privacy": {"controller": "shops"}}}, "`shops` is not a controller"),
        (
            {"recipients": {"hosting": {"category": "it-services"}}},
            "`it-services` is not a category of recipients",
        ),
        (
            {
                "accessibility": {
                    "conformance": "full",
                    "assessed": "2026-01-01",
                    "method": "self",
                    "contact": "web",
                }
            },
            "`web` is not a contact",
        ),
    ],
)
def test_without_a_meaning_for_portal_yml_there_is_no_portal(overlay: dict[str, object], said: str) -> None:
    found, diagnostics = read(portal=overlay)
    assert found is None
    assert [(d.code, message(d)) for d in diagnostics] == [("S201", said)]


def test_the_group_of_an_own_word_must_be_a_group() -> None:
    own = {"vocabulary": {"data_subjects": {"dogs": {"group": "pets"}}}}
    labelled = {"vocabulary": {"data_subjects": {"dogs": "koirat"}}}
    assert [message(d) for d in told(portal=own, portal_fi=labelled)] == ["`pets` is not a group of the front page"]
    assert not told(portal=own, portal_fi={**labelled, "groups": {"pets": "Lemmikit"}})


@pytest.mark.parametrize(
    ("special", "said"),
    [("helth", "did you mean `health`? Use one of: `racial-ethnic`, "), ("age", "use one of: `racial-ethnic`, ")],
)
def test_the_special_category_of_an_own_word_must_be_one_of_the_regulation(special: str, said: str) -> None:
    own = {"vocabulary": {"data": {"shoe-size": {"special": special}}}}
    labelled = {"vocabulary": {"data": {"shoe-size": "kengän koko"}}}
    [found] = told(portal=own, portal_fi=labelled)
    assert (found.code, message(found)) == ("S201", f"`{special}` is not a special category of personal data")
    assert hint(found).startswith(said)
    assert not told(portal={"vocabulary": {"data": {"shoe-size": {"special": "health"}}}}, portal_fi=labelled)


def test_while_the_groups_cannot_be_read_none_is_called_unknown() -> None:
    diagnostics = told(portal_fi="site_name: [", notice={"group": "pets"})
    assert {d.code[0] for d in diagnostics} == {"L"}


@pytest.mark.parametrize("name", ["source_language", "prevails"])
def test_a_notice_cannot_name_a_language_that_the_portal_does_not_have(name: str) -> None:
    assert faults(notice=NOTICE.replace("status: published", f"status: published\n{name}: de")) == [
        ("customers/notice.yml", 3, len(name) + 3, "S124")
    ]


# --------------------------------------------------------------------------------- words without facts


@pytest.mark.parametrize(
    "words",
    [
        {"purposes": {"order": "Vanha tarkoitus."}},
        {"legitimate_interests": {"orders": "Ei etua."}},
        {"retention_criteria": {"orders": "Ei perustetta."}},
        {"transfers": {"hosting": "Ei siirtoa."}},
        {"automated_decisions": {"credit": {"name": "A", "logic": "B", "consequences": "C"}}},
        {"rights": {"acces": "Oikeus."}},
    ],
)
def test_a_text_for_something_that_the_facts_lack_is_a_warning_at_its_key(words: dict[str, object]) -> None:
    diagnostic = only(fi=words)
    assert (diagnostic.code, diagnostic.severity) == ("S202", Severity.WARNING)
    [(field, texts)] = words.items()
    assert isinstance(texts, dict)
    assert all(f"`{key}`" in message(diagnostic) for key in (field, *texts))
    line = minimal_files(fi=words)["customers/fi.yml"].decode().splitlines()[diagnostic.mark.line - 1]
    assert line[diagnostic.mark.column - 1 :].startswith(f"{next(iter(texts))}:")


def test_a_word_for_something_that_the_portal_lacks_is_a_warning() -> None:
    diagnostics = told(
        portal_sv={
            "contacts": {"privasy": "X"},
            "vocabulary": {"data": {"hat-size": "X"}, "retention_until": {"objektion": "X"}},
        }
    )
    assert [(d.code, d.severity) for d in diagnostics] == [("S202", Severity.WARNING)] * 3
    assert {hint(d) for d in diagnostics} == {
        "did you mean `privacy`? Remove it, or add it to portal.yml",
        "remove it, or add it to portal.yml",
        "did you mean `objection`? Remove it, or add it to portal.yml",
    }


# --------------------------------------------------------------------------------- facts without words


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"purposes": {"club": {}}}, "purposes.club"),
        ({"purposes": {"orders": {"legal_basis": "legitimate-interests"}}}, "legitimate_interests.orders"),
        (
            {"purposes": {"orders": {"retention": {"criterion": "described", "period": None, "after": None}}}},
            "retention_criteria.orders",
        ),
        ({"automated_decisions": {"credit": {"basis": "contract"}}}, "automated_decisions.credit"),
        ({"controllers": ["shop", "club"]}, "joint_controllers"),
    ],
)
def test_a_fact_that_the_source_language_does_not_tell_is_an_error(facts: dict[str, object], where: str) -> None:
    diagnostic = only(notice=facts, portal={"controllers": {"club": {"name": "Kerho ry", "dpo": "none"}}})
    assert (diagnostic.code, diagnostic.severity, diagnostic.mark.file) == (
        "S203",
        Severity.ERROR,
        "notices/customers/fi.yml",
    )
    assert f"`{where}`" in message(diagnostic)


def test_what_only_a_translation_lacks_is_no_fault_of_form() -> None:
    assert not told(en={"purposes": {"orders": None}})


@pytest.mark.parametrize(
    ("portal", "where"),
    [
        ({"vocabulary": {"data": ["hat-size"]}}, "vocabulary.data.hat-size"),
        ({"groups": ["pets"]}, "groups.pets"),
        ({"recipients": {"post": {}}}, "recipients.post"),
    ],
)
def test_readers_are_not_shown_an_id_for_want_of_a_word(portal: dict[str, object], where: str) -> None:
    diagnostic = only(portal=portal)
    assert (diagnostic.code, diagnostic.mark.file) == ("S203", "notices/portal.fi.yml")
    assert f"`{where}`" in message(diagnostic)
    *fields, key = where.split(".")
    words: dict[str, object] = {key: "sana"}
    for field in reversed(fields):
        words = {field: words}
    assert not told(portal=portal, portal_fi=words)


def test_an_own_event_needs_the_words_of_the_way_it_is_used() -> None:
    own = {"vocabulary": {"retention_events": ["end-of-season"]}}
    facts = {"purposes": {"orders": {"retention": {"period": "P1Y", "after": "end-of-season"}}}}
    after = {"vocabulary": {"retention_after": {"end-of-season": "kauden päättymisestä"}}}
    until = {"vocabulary": {"retention_until": {"end-of-season": "kauden päättymiseen asti"}}}
    assert "`vocabulary.retention_after.end-of-season`" in message(only(portal=own, notice=facts, portal_fi=until))
    assert not told(portal=own, notice=facts, portal_fi=after)


def test_a_recipient_that_has_a_category_needs_no_name() -> None:
    assert not told(portal={"recipients": {"post": {"category": "postal-services"}}})


def test_the_texts_that_facts_call_for_are_found_where_they_are() -> None:
    customers = minimal.notice()
    assert expected_texts(customers.facts) == (
        ("title",),
        ("purposes", "orders"),
        ("purposes", "newsletter"),
        ("legitimate_interests", "newsletter"),
    )
    assert all(has_text(customers.words["fi"], path) for path in expected_texts(customers.facts))
    assert not has_text(customers.words["fi"], ("retention_criteria", "orders"))


# ----------------------------------------------------------------------------------------------- files


def test_without_portal_yml_there_is_no_portal() -> None:
    found, diagnostics = read(portal=None)
    assert found is None
    assert [(d.code, d.mark.file, d.mark.line) for d in diagnostics] == [("S301", "notices/portal.yml", 1)]


def test_with_a_broken_portal_yml_the_other_files_are_still_read() -> None:
    found, diagnostics = read(portal="format: [", fi="title: 'Kunnossa\n")
    assert found is None
    assert {d.mark.file for d in diagnostics} == {"notices/portal.yml", "notices/customers/fi.yml"}


@pytest.mark.parametrize(("language", "severity"), [("fi", Severity.ERROR), ("sv", Severity.WARNING)])
def test_a_language_without_words_of_the_portal_is_told_of(language: str, severity: Severity) -> None:
    diagnostics = told(**{f"portal_{language}": None})
    assert [(d.code, d.severity, d.mark.file) for d in diagnostics] == [
        ("S302", severity, f"notices/portal.{language}.yml")
    ]


def test_a_notice_without_facts_is_told_of_where_they_should_be() -> None:
    diagnostic = only(notice=None)
    assert (diagnostic.code, diagnostic.mark.file) == ("S301", "notices/customers/notice.yml")


def test_a_notice_without_words_in_its_source_language_is_told_of() -> None:
    found, [diagnostic] = read(fi=None)
    assert (diagnostic.code, diagnostic.mark.file) == ("S303", "notices/customers/fi.yml")
    assert found is not None
    assert not found.notices
    assert set(found.broken) == {"customers"}


@pytest.mark.parametrize(
    "path",
    [
        "customers/se.yml",
        "customers/fi.yaml",
        "fi.yml",
        "portal.se.yml",
        "notice.yml",
        "customers/portal.fi.yml",
        "customers/notes/fi.yml",
        "customers/versions/fi.yml",
        "locale/fi.yml",
        "locale/se.po",
        "customers/fi.po",
    ],
)
def test_a_file_that_nobody_reads_is_told_of(path: str) -> None:
    diagnostics = [d for d in told(**{path: "title: Turha\n"}) if d.mark.file == f"notices/{path}"]
    assert [(d.code, d.severity) for d in diagnostics] == [("S304", Severity.WARNING)]


def test_a_folder_whose_name_is_no_id_is_told_of() -> None:
    diagnostics = told(**{"Our Customers/notice.yml": NOTICE, "Our Customers/fi.yml": FI})
    assert [(d.code, d.mark.file) for d in diagnostics] == [("S107", "notices/Our Customers/notice.yml")]


def test_a_folder_of_other_files_is_no_notice() -> None:
    assert faults(**{"pictures/readme.txt": "x"}) == []


# ----------------------------------------------------------------------------------------------------- values


def test_a_broken_notice_leaves_the_others_readable() -> None:
    found, diagnostics = read(**{"broken/notice.yml": "purposes: [", "broken/fi.yml": FI})
    assert found is not None
    assert [notice.id for notice in found.notices] == ["customers"]
    assert set(found.broken) == {"broken"}
    assert set(found.broken["broken"]) <= set(diagnostics)


def test_a_broken_translation_leaves_the_notice_readable() -> None:
    found, diagnostics = read(en="title: [")
    assert found is not None
    assert list(found.notices[0].words) == ["fi"]
    assert {d.mark.file for d in diagnostics} == {"notices/customers/en.yml"}


def test_a_draft_is_read_but_not_published() -> None:
    draft = minimal.notice(notice={"status": "draft"})
    assert not draft.is_published
    assert minimal.notice().is_published


def test_the_source_language_is_the_first_of_the_portal_unless_somebody_says_otherwise() -> None:
    assert project().source_language == "fi"
    assert project(portal={"source_language": "en"}).notices[0].source_language == "en"
    english = project(portal={"source_language": "sv"}, notice={"source_language": "en"})
    assert (english.source_language, english.notices[0].source_language) == ("sv", "en")


def test_a_notice_falls_back_to_its_source_language() -> None:
    customers = minimal.notice()
    assert [customers.text(language).title for language in ("fi", "sv", "en")] == [
        "Asiakkaat",
        "Asiakkaat",
        "Customers",
    ]


def test_earlier_versions_are_known_by_their_day_newest_first() -> None:
    folder = "customers/versions"
    files = {
        f"{folder}/{day}/{name}": text
        for day in ("2024-05-01", "2025-03-01")
        for name, text in (("notice.yml", NOTICE), ("fi.yml", FI))
    }
    versions = minimal.notice(**files).versions
    assert [version.version for version in versions] == [datetime.date(2025, 3, 1), datetime.date(2024, 5, 1)]
    assert all(version.id == "customers" and not version.versions for version in versions)


@pytest.mark.parametrize("name", ["spring", "20250301", "2025-W09-6", "2025-02-30"])
def test_the_folder_of_a_version_is_a_day_written_in_one_way(name: str) -> None:
    folder = f"customers/versions/{name}"
    assert faults(**{f"{folder}/notice.yml": NOTICE, f"{folder}/fi.yml": FI}) == [
        (f"{folder}/notice.yml", 1, 1, "S105")
    ]


def test_the_versions_of_a_broken_notice_are_read_all_the_same() -> None:
    folder = "customers/versions/2025-03-01"
    found = faults(
        notice="format: 2\n",
        **{f"{folder}/notice.yml": NOTICE.replace("[shop]", "[shpo]"), f"{folder}/fi.yml": FI},
    )
    assert (f"{folder}/notice.yml", 3, 15, "S201") in found
    assert {path for path, *_ in found} == {"customers/notice.yml", f"{folder}/notice.yml"}


def test_a_word_of_the_portal_wins_over_its_catalog_and_that_over_the_one_that_ships() -> None:
    pairs = {"menu.front": "Alku", "front.more": "Muuta"}
    po = "".join(f'msgctxt "{key}"\nmsgid "x"\nmsgstr "{text}"\n\n' for key, text in pairs.items())
    words = project(
        portal_fi={"texts": {"menu.front": "Koti"}}, **{"locale/fi.po": f'msgid ""\nmsgstr ""\n\n{po}'}
    ).catalogs["fi"]
    assert (words.get("menu.front"), words.get("front.more")) == ("Koti", "Muuta")
    assert words.get("section.rights") == shipped_catalogs()["fi"].get("section.rights")


def test_own_labels_stand_under_the_ids_of_the_catalog() -> None:
    labels = {
        "data": {"email": "sähköposti"},
        "retention_until": {"objection": "vastustamiseen asti"},
        "statutes": {"accounting-act": "KPL"},
    }
    words = project(portal_fi={"vocabulary": labels, "groups": {"customers": "Asiakkaille"}}).catalogs["fi"]
    assert [
        words.get(key)
        for key in ("data.email", "retention.until.objection", "statutes.accounting-act", "group.customers")
    ] == [
        "sähköposti",
        "vastustamiseen asti",
        "KPL",
        "Asiakkaille",
    ]


def test_diagnostics_are_in_reading_order_and_each_is_told_once() -> None:
    diagnostics = told(notice="format: 2\n", portal_sv=None, fi="title: [", sv=SWEDISH)
    assert diagnostics == sorted(set(diagnostics))


@settings(max_examples=examples(20))
@given(st.data())
def test_the_order_of_the_files_does_not_matter(data: st.DataObject) -> None:
    files = data.draw(strategies.portals())
    other = dict(data.draw(st.permutations(list(files.items()))))
    assert assemble(files, shipped(), shipped_catalogs()) == assemble(other, shipped(), shipped_catalogs())


@settings(max_examples=examples(30))
@given(strategies.portals())
def test_a_portal_that_holds_together_can_be_read(files: dict[str, bytes]) -> None:
    found, diagnostics = assemble(files, shipped(), shipped_catalogs())
    assert found is not None, diagnostics
    assert [notice.id for notice in found.notices] == ["customers"], diagnostics
