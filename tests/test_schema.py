"""The forms: what they accept, what they refuse, where they say it is, and that nothing else can happen."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

import strategies
from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.faults.table import FAULTS
from privacy_notices.languages.shipped_catalogs import fault_catalog
from privacy_notices.languages.telling import teller
from privacy_notices.load.yaml_file import load
from privacy_notices.schema import notice_form, one_line, parsing, portal_form, rights_form, statute_form, words_forms
from privacy_notices.schema.nearest import nearest
from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.parsing import parse
from privacy_notices.schema.period import Period
from privacy_notices.schema.portal_form import Portal
from privacy_notices.schema.refusals import FAULT_OF, OTHER
from privacy_notices.schema.shapes import ANY_LANGUAGE, Form
from privacy_notices.schema.words_forms import PortalWords, PurposeWords, Words
from telling import hint as what_to_do
from telling import message as said

PORTAL = "format: 1\nlanguages: [fi, sv]\ncontrollers:\n  shop: {name: Shop Oy}\n"
NOTICE = "format: 1\ncontrollers: [shop]\npurposes:\n  orders: {}\n"
WORDS = "title: Customers\n"


def found(form: type[Form], text: str) -> tuple[Diagnostic, ...]:
    return parse(form, load(text.encode(), "x.yml"))[1]


def value(form: type[parsing.F], text: str) -> parsing.F:
    read, diagnostics = parse(form, load(text.encode(), "x.yml"))
    assert read is not None, diagnostics
    return read


# ----------------------------------------------------------------------------------------------------- faults

# Each case: the form, the file with a mistake, its code, line and column, and words that the hint must have.
SETTINGS = (
    *("web.config", "Web.Config", ".htaccess", "a/.htaccess/b", "nginx-headers.conf"),
    *("_redirects", "_redirects/", "_headers", "_routes.json", "_worker.js", "staticwebapp.config.json"),
)
NAMES = (
    *("con", "nul", "aux", "prn", "NUL.html", "con/aux.html", "a/prn/b.html", "aux.tar.htm"),
    *(f"{name}{number}" for name in ("com", "lpt") for number in "123456789²"),
    *("a.", "a./b.html", ".git/config", "a/.git/config", ".well-known/a.html"),
)
OF_SITE = ("assets", "Assets/privacy-notices.css", "search/index.html", "_status")

MISTAKES: list[tuple[type[Form], str, str, int, int, str]] = [
    (
        Portal,
        PORTAL + "contcats: {}\n",
        "S101",
        5,
        1,
        "did you mean `contacts`? Remove it, or use one of: `format`",
    ),
    (
        Portal,
        PORTAL.replace("name: Shop Oy", "name: Shop Oy, emial: a@b.example"),
        "S101",
        4,
        25,
        "did you mean `email`?",
    ),
    # An id that is also the name of a field must not lead the hints astray.
    (
        Portal,
        PORTAL.replace("shop:", "address:").replace("name: Shop Oy", "name: Shop Oy, emial: a@b.example"),
        "S101",
        4,
        28,
        "`email`",
    ),
    (
        NoticeFacts,
        NOTICE.replace("controllers: [shop]\n", ""),
        "S102",
        1,
        1,
        "add `controllers:` (controllers of the portal",
    ),
    (
        Portal,
        PORTAL.replace("{name: Shop Oy}", "{email: a@b.example}"),
        "S102",
        4,
        3,
        "add `name:` (registered name)",
    ),
    (Portal, PORTAL.replace("name: Shop Oy", "name: 1234"), "S103", 4, 16, "write the text on one line"),
    (NoticeFacts, NOTICE + "recipients: hosting\n", "S103", 5, 13, "write `[one, two]`"),
    (NoticeFacts, NOTICE + "dates: 2026-02-01\n", "S103", 5, 8, "one `key: value` a line"),
    (
        NoticeFacts,
        NOTICE.replace("{}", "{direct_marketing: often}"),
        "S103",
        4,
        30,
        "write `true` or `false`",
    ),
    (NoticeFacts, NOTICE.replace("{}", "{legal_basis: {a: b}}"), "S103", 4, 25, "write the text"),
    (Words, "title: [a]\n", "S103", 1, 8, "write the text on one line"),
    (Words, WORDS + "purposes: {orders: 5}\n", "S103", 2, 20, "write the text"),
    (
        NoticeFacts,
        NOTICE.replace("{}", "{legal_basis: contracts}"),
        "S104",
        4,
        25,
        "did you mean `contract`? Use one of: `consent`",
    ),
    (NoticeFacts, NOTICE.replace("1", "2", 1), "S104", 1, 9, "use one of: `1`"),
    (NoticeFacts, NOTICE + "dates: {published: 1.2.2026}\n", "S105", 5, 20, "write the day as `2026-02-01`"),
    (NoticeFacts, NOTICE + "dates: {published: 2026-02-30}\n", "S105", 5, 20, "write the day"),
    (Words, WORDS + "changes: {spring: Everything.}\n", "S105", 2, 11, "write the day"),
    (
        NoticeFacts,
        NOTICE.replace("{}", "{retention: {period: 2 years}}"),
        "S106",
        4,
        32,
        "`P2Y` for two years",
    ),
    (NoticeFacts, NOTICE.replace("{}", "{retention: {period: P0D}}"), "S106", 4, 32, "`P2Y` for two years"),
    (NoticeFacts, NOTICE.replace("orders:", "Our_Orders:"), "S107", 4, 3, "use lower-case letters"),
    (NoticeFacts, NOTICE + "contacts: [a, B]\n", "S107", 5, 15, "use lower-case letters"),
    (Portal, PORTAL + "vocabulary: {data: [shoe-size, Hat size]}\n", "S107", 5, 32, "use lower-case letters"),
    (
        Portal,
        PORTAL.replace("name: Shop Oy", "name: Shop Oy, business_id: 1234567-8"),
        "S108",
        4,
        38,
        "Business Information System",
    ),
    (
        Portal,
        PORTAL.replace("name: Shop Oy", "name: Shop Oy, phone: '12'"),
        "S109",
        4,
        32,
        "international form",
    ),
    (
        Portal,
        PORTAL.replace("name: Shop Oy", "name: Shop Oy, email: shop(at)shop.example"),
        "S110",
        4,
        32,
        "tietosuoja@company",
    ),
    (
        Portal,
        PORTAL.replace("name: Shop Oy", "name: Shop Oy, url: www.shop.example"),
        "S111",
        4,
        30,
        "from `https://` on",
    ),
    (
        Portal,
        PORTAL.replace("name: Shop Oy", "name: Shop Oy, country: Finland"),
        "S112",
        4,
        34,
        "two capital letters",
    ),
    (Words, f"title: {'a' * 401}\n", "S113", 1, 8, "shorten it"),
    (Words, f"{WORDS}summary: {'a' * (one_line.MAX_TEXT + 1)}\n", "S113", 2, 10, "shorten it"),
    (Words, WORDS + "summary: ''\n", "S114", 2, 10, "write the text, or remove the key"),
    (Portal, PORTAL.replace("[fi, sv]", "[fi, Swedish]"), "S115", 2, 17, "the code of the language"),
    (Words, "title: |\n  One\n  Two\n", "S117", 1, 8, "take the line breaks out"),
    (NoticeFacts, NOTICE + "contacts: [a, b, a]\n", "S118", 5, 18, "remove one of them"),
    (Portal, PORTAL + "contacts: {desk: {name: Desk}}\n", "S119", 5, 18, "give it an `email`"),
    (
        NoticeFacts,
        NOTICE.replace("{}", "{retention: {period: P1Y, until: objection}}"),
        "S120",
        4,
        23,
        "give a `period` with `after`",
    ),
    (NoticeFacts, NOTICE.replace("{}", "{retention: {}}"), "S120", 4, 23, "give a `period` with `after`"),
    (
        NoticeFacts,
        NOTICE.replace("{}", "{retention: {until: objection, after: order}}"),
        "S121",
        4,
        49,
        "add the `period`",
    ),
    (NoticeFacts, NOTICE + "aliases: [/privacy.html]\n", "S122", 5, 11, "without `/` at the beginning"),
    (NoticeFacts, NOTICE + "aliases: [ok.html, ../privacy.html]\n", "S122", 5, 20, "without `/`"),
    (NoticeFacts, NOTICE + f"aliases: [{'ä' * 130}]\n", "S122", 5, 11, "without `/`"),
    *((NoticeFacts, NOTICE + f'aliases: ["{alias}"]\n', "S122", 5, 11, "without `/`") for alias in ("a /b", "..")),
    *((NoticeFacts, NOTICE + f'aliases: ["{alias}"]\n', "S127", 5, 11, "settings of the server") for alias in SETTINGS),
    *((NoticeFacts, NOTICE + f'aliases: ["{alias}"]\n', "S128", 5, 11, "have the server lead it") for alias in NAMES),
    *((NoticeFacts, NOTICE + f'aliases: ["{alias}"]\n', "S129", 5, 11, "have the server lead it") for alias in OF_SITE),
    (Portal, PORTAL + "brand: {color: green}\n", "S123", 5, 16, '`"#005a5b"`'),
    (Portal, PORTAL + "brand: {logo: ../../../etc/passwd}\n", "S401", 5, 15, "without `..`"),
    (Portal, PORTAL + "brand: {logo: https://other.example/logo.svg}\n", "S401", 5, 15, "without `..`"),
    (Portal, PORTAL + "brand: {logo: /assets/logo.svg}\n", "S401", 5, 15, "without `..`"),
    (Portal, PORTAL + "brand: {logo: assets/logo.html}\n", "S401", 5, 15, "without `..`"),
    (Portal, PORTAL + "source_language: en\n", "S124", 5, 18, "add it to `languages`"),
    (Portal, PORTAL + "prevails: en\n", "S124", 5, 11, "add it to `languages`"),
    (Portal, PORTAL + "translations: {en: {missing: refuse}}\n", "S124", 5, 16, "add it to `languages`"),
    (
        NoticeFacts,
        NOTICE + "transfers: [{recipient: hosting, mechanism: scc}]\n",
        "S140",
        5,
        13,
        "give it `countries`, `organisations`",
    ),
    (
        NoticeFacts,
        NOTICE + "transfers: [{recipient: hosting, countries: [], mechanism: scc}]\n",
        "S140",
        5,
        13,
        "give it `countries`, `organisations`",
    ),
    (
        NoticeFacts,
        NOTICE + "transfers: [{recipient: hosting, countries: [IN], mechanism: scc, covered: true}]\n",
        "S141",
        5,
        67,
        "correct `mechanism`",
    ),
    (
        NoticeFacts,
        NOTICE + "transfers: [{recipient: hosting, countries: [IN], mechanism: scc, fallback: bcr}]\n",
        "S141",
        5,
        67,
        "correct `mechanism`",
    ),
    (NoticeFacts, NOTICE + "ignore: {no-basis: We know.}\n", "S125", 5, 10, "name the code of the finding"),
    *(
        (NoticeFacts, NOTICE.replace("{}", f"{{statutes: [{{id: act, {part}}}]}}"), code, 4, column, hint)
        for part, code, column, hint in (
            ("section: five", "S150", 42, "write the number as the act has it"),
            ("section: 0", "S150", 42, "write the number as the act has it"),
            ("section: true", "S150", 42, "write the number as the act has it"),
            ("section: 5, article: 6", "S151", 54, "give either `section` or `article`"),
            ("paragraph: 1", "S151", 44, "exactly one"),
            ("section: [5, 6], paragraph: 1", "S151", 61, "exactly one"),
            ("section: 5-6, point: 1", "S151", 54, "exactly one"),
            ("section: 5, paragraph: [1, 2], point: 1", "S151", 71, "exactly one"),
        )
    ),
    (Portal, PORTAL.replace("[fi, sv]", "[]"), "S126", 2, 12, "list at least one"),
    (NoticeFacts, "format: 1\ncontrollers: [shop]\npurposes: {}\n", "S126", 3, 11, "list at least one"),
]


@pytest.mark.parametrize(("form", "text", "code", "line", "column", "hint"), MISTAKES)
def test_a_mistake_is_told_once_at_its_place_with_a_way_out(
    form: type[Form], text: str, code: str, line: int, column: int, hint: str
) -> None:
    [diagnostic] = found(form, text)
    assert (diagnostic.code, diagnostic.mark.line, diagnostic.mark.column) == (code, line, column)
    assert hint in what_to_do(diagnostic)
    assert diagnostic.severity is Severity.ERROR


def test_every_code_of_the_forms_has_a_mistake_that_gives_it() -> None:
    codes = {fault.partition(".")[0] for fault in FAULT_OF.values()}
    assert {code for _, _, code, _, _, _ in MISTAKES} == codes
    of_forms = {fault.code for fault in FAULTS if fault.code.startswith(("S1", "S401"))} - {"S130"}
    assert codes | {OTHER} == of_forms


@pytest.mark.parametrize(
    ("text", "fault", "message"),
    [
        (WORDS + "summary: {a: b}\n", "S103.text", "a text belongs here, not keys and values"),
        (WORDS + "summary: [a]\n", "S103.text", "a text belongs here, not a list"),
        (WORDS + "summary: 5\n", "S103.text", "a text belongs here, not a number"),
        (WORDS + "summary: true\n", "S103.text", "a text belongs here, not `true` or `false`"),
        (WORDS + "texts: text\n", "S103.keys", "keys and values belong here, not a text"),
        (WORDS + "texts:\n", "S103.keys", "keys and values belong here, not nothing"),
    ],
)
def test_a_value_of_another_kind_is_called_by_its_kind(text: str, fault: str, message: str) -> None:
    [diagnostic] = found(Words, text)
    assert (diagnostic.fault, said(diagnostic)) == (fault, message)


def test_kinds_are_called_by_words_of_the_language_that_is_spoken() -> None:
    [diagnostic] = found(Words, "title: [a]\n")
    assert said(diagnostic, "sv") == "här ska det stå en text, men här står en lista"


def test_a_list_and_a_truth_value_of_another_kind_say_what_belongs_there() -> None:
    [a_list] = found(NoticeFacts, NOTICE + "recipients: hosting\n")
    [truth] = found(NoticeFacts, NOTICE.replace("{}", "{direct_marketing: often}"))
    assert (a_list.fault, said(a_list)) == ("S103.list", "a list belongs here, not a text")
    assert (truth.fault, said(truth)) == ("S103.boolean", "`true` or `false` belongs here, not a text")


def test_an_unknown_key_is_told_with_the_nearest_and_all_that_are_known() -> None:
    [diagnostic] = found(Portal, PORTAL + "contcats: {}\n")
    assert diagnostic.values == {"key": "contcats", "nearest": "contacts", "known": tuple(Portal.model_fields)}
    [diagnostic] = found(Portal, PORTAL + "zzz: {}\n")
    assert diagnostic.values["nearest"] == ""
    assert what_to_do(diagnostic).startswith("remove it, or use one of: `format`, `languages`")


def test_a_missing_key_is_told_with_its_meaning() -> None:
    [diagnostic] = found(Words, "summary: a\n")
    assert diagnostic.values == {"key": "title", "about": "name of the notice"}


def test_every_fault_of_a_form_is_explained_and_names_only_what_it_has() -> None:
    english = fault_catalog("en")
    for fault in {*FAULT_OF.values(), OTHER}:
        assert english.get(f"{fault}.message"), fault
        assert english.get(f"{fault}.hint"), fault
        assert teller("en").why(fault.partition(".")[0]).endswith("."), fault
    for form, text, *_ in MISTAKES:
        for diagnostic in found(form, text):
            assert "{" not in what_to_do(diagnostic) + said(diagnostic)


def test_what_pydantic_may_refuse_one_day_is_told_in_its_own_words() -> None:
    class Counted(Form):
        number: Annotated[int, Field(multiple_of=2)]

    [diagnostic] = found(Counted, "number: 3\n")
    assert (diagnostic.code, diagnostic.mark.column) == ("S116", 9)
    assert said(diagnostic) == "this value is not accepted: Input should be a multiple of 2"


def test_all_faults_of_a_file_are_told_in_one_run() -> None:
    text = (
        "format: 1\n"
        "languages: [fi]\n"
        "controllers:\n"
        "  shop: {name: '', business_id: 1234567-8, phone: x, email: x, country: Finland, "
        "address: {town: Turku}}\n"
        "contacts: {Desk: {email: a@b.example}}\n"
    )
    assert sorted((d.mark.line, d.code) for d in found(Portal, text)) == [
        (4, "S101"),
        (4, "S109"),
        (4, "S110"),
        (4, "S112"),
        (4, "S114"),
        (5, "S107"),
    ]
    # The check digit is that of Finland only, so it is told once the country is known.
    assert [d.code for d in found(Portal, text.replace("country: Finland, ", ""))].count("S108") == 1


def test_a_long_value_does_not_fill_the_message() -> None:
    [diagnostic] = found(NoticeFacts, NOTICE + f"status: |\n  {'long ' * 300}\n  end\n")
    assert len(said(diagnostic)) < 120
    assert "\n" not in said(diagnostic)


def test_a_file_that_the_loader_refuses_has_no_second_list_of_faults() -> None:
    assert [d.code[0] for d in found(Portal, "controllers: *x\n")] == ["L"]


# ----------------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize("text", ["0912340-2", "1234567-1"])
def test_a_business_id_with_its_check_digit_is_accepted(text: str) -> None:
    assert (
        value(Portal, PORTAL.replace("name: Shop Oy", f"name: Shop Oy, business_id: {text}"))
        .controllers["shop"]
        .business_id
        == text
    )


def test_the_business_id_of_another_country_is_not_measured_by_finnish_rules() -> None:
    controller = "name: Shop, business_id: HRB 123, country: DE"
    assert value(Portal, PORTAL.replace("name: Shop Oy", controller)).controllers["shop"].business_id == "HRB 123"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+358 9 123 4567", "+35891234567"),
        ("09 123 4567", "+35891234567"),
        ("+46 8 123 456", "+468123456"),
        ("+358 (0)40 1234567", "+358401234567"),
    ],
)
def test_a_phone_number_is_kept_in_its_international_form(text: str, number: str) -> None:
    assert value(Portal, PORTAL + f"contacts: {{desk: {{phone: '{text}'}}}}\n").contacts["desk"].phone == number


@pytest.mark.parametrize("text", ["tietosuoja@shop.example", "a.b+c@sub.shop.example", "x@tietosuoja-äö.example"])
def test_usual_e_mail_addresses_are_accepted(text: str) -> None:
    assert value(Portal, PORTAL + f"contacts: {{desk: {{email: {text}}}}}\n").contacts["desk"].email == text


@pytest.mark.parametrize(
    "text",
    ["a@b", "a b@c.example", "<a@b.example>", "a@b.example, c@d.example", "a@b.example?bcc=c@d.example"],
)
def test_what_a_mail_program_would_misread_is_no_e_mail_address(text: str) -> None:
    assert [d.code for d in found(Portal, PORTAL + f"contacts: {{desk: {{email: '{text}'}}}}\n")] == ["S110"]


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.example",
        "https://shop.example/a?b=c#d",
        "http://shop.example:8080/",
        "https://käpy.example/ä",
    ],
)
def test_usual_web_addresses_are_accepted(text: str) -> None:
    assert value(Portal, PORTAL + f"contacts: {{desk: {{url: '{text}'}}}}\n").contacts["desk"].url == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "//shop.example",
        "https://user:secret@shop.example/",
        'https://shop.example/"onclick=',
        "https://shop.example/<x>",
        "data:text/html,x",
    ],
)
def test_a_web_address_cannot_carry_a_script_or_a_password(text: str) -> None:
    assert [d.code for d in found(Portal, PORTAL + f"contacts: {{desk: {{url: '{text}'}}}}\n")] == ["S111"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("P2Y", Period(years=2)),
        ("P2Y6M", Period(years=2, months=6)),
        ("P6W", Period(weeks=6)),
        ("P14D", Period(days=14)),
        ("PT72H", Period(hours=72)),
    ],
)
def test_a_period_is_read_from_iso_8601(text: str, period: Period) -> None:
    assert Period.from_iso(text) == period
    assert period.to_iso() == text


numbers = st.integers(0, 999)


@given(st.builds(Period, numbers, numbers, numbers, st.integers(0, 9999), st.integers(0, 9999)))
def test_a_period_comes_back_from_iso_8601_as_it_was(period: Period) -> None:
    assert Period.from_iso(period.to_iso()) == (period if period != Period() else None)


def test_a_period_is_stored_as_it_is_written() -> None:
    facts = value(NoticeFacts, NOTICE.replace("{}", "{retention: {period: P2Y6M}}"))
    stored = facts.model_dump(mode="json")["purposes"]["orders"]["retention"]
    assert stored[0]["period"] == "P2Y6M"
    assert NoticeFacts.model_validate_json(facts.model_dump_json(exclude_none=True)) == facts


@pytest.mark.parametrize("text", ["", "P", "PT", "2Y", "P2", "P-2Y", "P0Y", "P٢Y", "P2Y ", "P1.5Y", "P10000D0"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert Period.from_iso(text) is None


def test_a_date_is_a_day() -> None:
    facts = value(NoticeFacts, NOTICE + "dates: {published: 2026-02-01}\n")
    assert facts.dates.published == datetime.date(2026, 2, 1)


def test_none_is_a_statement_and_a_missing_key_a_gap() -> None:
    stated = value(
        NoticeFacts, NOTICE + "recipients: none\ntransfers: none\nautomated_decisions: none\ncookies: none\n"
    )
    silent = value(NoticeFacts, NOTICE)
    assert (stated.recipients, stated.transfers, stated.automated_decisions) == ((), (), {})
    assert stated.cookies is not None
    assert (silent.recipients, silent.transfers, silent.automated_decisions, silent.cookies) == (
        None,
        None,
        None,
        None,
    )


def test_norway_needs_no_quotes() -> None:
    assert (
        value(Portal, PORTAL + "recipients: {host: {name: Host AS, country: NO}}\n").recipients["host"].country == "NO"
    )


def test_a_purpose_is_a_text_or_a_name_with_a_text() -> None:
    words = value(Words, WORDS + "purposes: {a: We send it., b: {name: Sending, text: We send it.}}\n")
    assert words.purposes == {
        "a": PurposeWords(text="We send it."),
        "b": PurposeWords(name="Sending", text="We send it."),
    }


def test_a_proper_name_is_one_text_or_one_for_each_language() -> None:
    portal = value(Portal, PORTAL + "  town: {name: {fi: Kaupunki, sv: Staden}}\n")
    assert portal.controllers["shop"].name == {ANY_LANGUAGE: "Shop Oy"}
    assert portal.controllers["town"].name == {"fi": "Kaupunki", "sv": "Staden"}


def test_one_retention_may_be_written_without_a_list() -> None:
    one = value(NoticeFacts, NOTICE.replace("{}", "{retention: {until: objection}}"))
    several = value(NoticeFacts, NOTICE.replace("{}", "{retention: [{until: objection}]}"))
    assert one == several


def test_a_source_may_be_an_id_alone() -> None:
    assert value(NoticeFacts, NOTICE + "sources: [police, {id: schools, public: true}]\n").sources == (
        notice_form.Source(id="police"),
        notice_form.Source(id="schools", public=True),
    )


def test_own_words_may_be_a_list_of_ids() -> None:
    assert value(Portal, PORTAL + "vocabulary: {data: [shoe-size]}\n") == value(
        Portal, PORTAL + "vocabulary: {data: {shoe-size: {}}}\n"
    )


def test_white_space_around_a_text_is_not_part_of_it() -> None:
    assert value(PortalWords, "site_name: '  Privacy '\n").site_name == "Privacy"


def test_a_slip_of_the_pen_is_guessed_and_nonsense_is_not() -> None:
    assert nearest("legitimate_interest", ["consent", "legitimate-interests"]) == "legitimate-interests"
    assert nearest("zzz", ["consent", "legitimate-interests"]) is None


# --------------------------------------------------------------------------------------------------- anything


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(("none", "fi", "2026-02-01", "P2Y", "FI", "a")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6) | st.sampled_from(sorted(strategies.KEYS)), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    form=st.sampled_from(strategies.FILES),
    content=st.dictionaries(st.sampled_from(sorted(strategies.KEYS)), ANYTHING, max_size=6),
)
def test_any_content_gives_a_value_or_diagnostics_and_nothing_else(
    form: type[Form], content: Mapping[str, object]
) -> None:
    document = load(json.dumps(content).encode(), "x.yml")
    read, diagnostics = parse(form, document)
    assert (read is None) == any(d.severity is Severity.ERROR for d in diagnostics)
    for diagnostic in diagnostics:
        assert diagnostic.mark.line <= len(document.lines)
        assert said(diagnostic) != diagnostic.fault
        assert what_to_do(diagnostic)


@given(st.data())
def test_what_the_strategies_draw_is_accepted(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(strategies.FILES))
    read, diagnostics = parse(
        form, load(json.dumps(data.draw(strategies.form(form)), ensure_ascii=False).encode(), "x.yml")
    )
    assert read is not None, diagnostics


def test_the_strategies_know_every_field_of_every_form() -> None:
    forms = {
        form
        for module in (notice_form, portal_form, rights_form, statute_form, words_forms)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, Form) and form is not Form
    }
    assert {form: set(fields) for form, fields in strategies.FIELDS.items()} == {
        form: set(form.model_fields) for form in forms
    }


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("116 117", "116 117"),
        ("112", "112"),
        ("+358 9 123 4567 ext. 12", "+35891234567;ext=12"),
        ("+358 9 123 4567, ext 12", "+35891234567;ext=12"),
        ("+358 9 123 4567;ext=0123", "+35891234567;ext=0123"),
        ("00358 9 123 4567", "+35891234567"),
        ("+39 06 1234 5678", "+390612345678"),
        ("09 123 4567 x 3", "+35891234567;ext=3"),
        ("+49 30/1234567", "+49301234567"),
    ],
)
def test_nothing_that_is_written_of_a_phone_number_is_lost(text: str, kept: str) -> None:
    assert value(Portal, PORTAL + f"contacts: {{desk: {{phone: '{text}'}}}}\n").contacts["desk"].phone == kept


@pytest.mark.parametrize(
    "text",
    [
        "+358 9 123 4567 or 040 123 4567",
        "+358 9 123 4567 / 68",
        "0800 FLOWERS",
        "116 117 ext. 3",
        "call +358 9 123 4567",
        "+358 9 123 4567 alanumero 12",
        "12",
        "+358",
    ],
)
def test_a_phone_number_that_would_be_shown_otherwise_than_written_is_refused(text: str) -> None:
    faults = found(Portal, PORTAL + f"contacts: {{desk: {{phone: '{text}'}}}}\n")
    assert [fault.code for fault in faults] == ["S109"]


def test_a_number_without_its_country_is_one_of_the_country_of_whose_it_is() -> None:
    """A Swedish number was made a Finnish one."""
    portal = PORTAL.replace("name: Shop Oy", "name: Shop AB, country: SE, phone: 08-123 45 67")
    found = value(Portal, portal + "contacts: {desk: {phone: 08-765 43 21}}\n")
    assert found.controllers["shop"].phone == "+4681234567"
    assert found.contacts["desk"].phone == "+4687654321"


def test_every_contact_that_does_not_fit_its_country_is_told_of() -> None:
    contacts = (
        "contacts:\n  a: {phone: '09 1'}\n  b: {phone: '09 123456789012345'}\n"
        "  c: {address: {city: Turku}}\n  d: {address: {country: HK}}\n  e: {address: {city: Central, country: HK}}\n"
    )
    faults = found(Portal, PORTAL + contacts)
    assert [(fault.code, fault.mark.line - PORTAL.count("\n")) for fault in faults] == [
        ("S109", 2),
        ("S109", 3),
        ("S102", 4),
        ("S102", 5),
    ]


@pytest.mark.parametrize(
    ("country", "number", "is_right"),
    [
        ("AX", "1234567-1", True),
        ("AX", "1234567-8", False),
        ("SE", "556074-3089", True),
        ("SE", "556074-3088", False),
        ("SE", "SE556074308901", True),
        ("NO", "923 609 016", True),
        ("NO", "923 609 017", False),
        ("DK", "22 75 62 14", True),
        ("DK", "22 75 62 15", False),
        ("EE", "12345678", True),
        ("EE", "12345679", False),
        ("DE", "HRB 123", True),
        ("US", "12-3456789", True),
    ],
)
def test_a_registration_number_has_the_check_digit_of_its_country(country: str, number: str, *, is_right: bool) -> None:
    portal = PORTAL.replace("name: Shop Oy", f"name: Shop, country: {country}, business_id: '{number}'")
    faults = found(Portal, portal)
    assert [fault.code for fault in faults] == ([] if is_right else ["S108"])


@pytest.mark.parametrize(
    ("address", "lacking"),
    [
        ("street: Des Voeux Road 1, region: Hong Kong Island, country: HK", []),
        ("street: Sheikh Zayed Road 1, region: Dubai, country: AE", []),
        ("street: Anson Road 1, country: SG", ["city", "postal_code"]),
        ("street: Anson Road 1, postal_code: '079903', city: Singapore, country: SG", []),
        ("street: Mallikatu 1, city: Turku", ["postal_code"]),
        ("street: Mallikatu 1, country: US", ["city", "postal_code"]),
        ("street: Hamilton Road 1, city: Hamilton, country: BM", []),
    ],
)
def test_a_post_code_is_asked_for_where_the_country_has_one(address: str, lacking: list[str]) -> None:
    faults = found(Portal, PORTAL.replace("name: Shop Oy", f"name: Shop Oy, address: {{{address}}}"))
    assert sorted(str(dict(fault.parameters)["key"]) for fault in faults) == lacking


@pytest.mark.parametrize(
    "alias",
    ["a.b/c.html", "config", "web-config", "console.html", "com0", "com10.html", "lpt", "old/search/x", "old/assets/"],
)
def test_an_old_address_that_only_resembles_a_refused_one_is_accepted(alias: str) -> None:
    assert not found(NoticeFacts, NOTICE + f"aliases: [{alias}]\n")
