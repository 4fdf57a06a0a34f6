"""What a notice tells of those who receive data, of profiling, AI systems, secrecy, children and the dead: each fact is on
the page in three languages as it is written, leads somewhere, and is found. A fact that is lost or said of others than it
is about would mislead readers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from minimal import SWEDISH, Overlay, faults, project
from privacy_notices.document.compose import compose
from privacy_notices.document.coverage import Coverage, coverage
from privacy_notices.document.document_json import from_json, to_json
from privacy_notices.document.notice_document import Document, told
from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.words import Datum, record
from privacy_notices.pages.article import Article
from privacy_notices.pages.plan import speakers_of
from privacy_notices.schema.words_forms import KIND_OF_LABELS, VocabularyWords
from privacy_notices.search.entries import Reading as Searched
from privacy_notices.translations.texts import portal_bundle
from privacy_notices.vocabulary.shipped_vocabulary import WORD_KINDS, shipped
from reading import Reading
from rules.overlay import TODAY

LANGUAGES = ("fi", "sv", "en")


def document(language: str, **overlays: Overlay) -> Document:
    found = project(**{"sv": SWEDISH, **overlays})
    made = compose(found.notices[0], Phrasebook(found, speakers_of(found)[language]))
    assert from_json(to_json(made)) == made
    return made


def text_of(made: Document, section: str) -> str:
    """What a reader of one section reads, on one line."""
    html = Article(made.language, lambda page, language: "").html(made)
    after = str(html).partition(f'id="{section}"')[2].partition(">")[2]
    return " ".join(" ".join(text for text, _ in Reading(after.partition("<h2")[0]).texts).split())


def said(section: str, **overlays: Overlay) -> dict[str, str]:
    return {language: text_of(document(language, **overlays), section) for language in LANGUAGES}


def facts_of(made: Document) -> Mapping[str, list[Datum]]:
    found: dict[str, list[Datum]] = {}
    for key, fact in told(made):
        found.setdefault(key, []).append(fact)
    return found


def in_each(texts: Mapping[str, str], fi: str, sv: str, en: str) -> None:
    """Each language says it; whether a line begins with a capital is the affair of pages."""
    for language, wanted in (("fi", fi), ("sv", sv), ("en", en)):
        assert wanted.casefold() in texts[language].casefold(), (language, texts[language])


# --- disclosures ---------------------------------------------------------------------------------------------------------

DISCLOSED: Overlay = {
    "recipients": ["hosting", "police"],
    "disclosures": [
        {
            "recipient": "police",
            "data": ["name"],
            "purposes": ["orders"],
            "statutes": [{"id": "openness-act", "section": 16}],
            "how": "on-request",
        }
    ],
}


def test_a_disclosure_says_to_whom_what_for_what_by_which_act_and_how() -> None:
    texts = said("recipients", notice=DISCLOSED)
    in_each(
        texts,
        "Näille luovutamme tietoja omaan käyttöön: Poliisi Tiedot nimi Mitä varten Toimitamme sinulle tilaamasi tuotteet",
        "Till följande mottagare lämnar vi ut uppgifter för deras eget bruk: Polisen Uppgifter namn Ändamål Vi skickar de varor som du har beställt",
        "We disclose data to the following for their own use: Police Data name What for We send you the goods that you have ordered",
    )
    in_each(texts, "(621/1999), 16 §", "(621/1999), 16 §", "(621/1999), section 16")
    in_each(
        texts,
        "Miten yksittäistapauksissa, kun tietoja pyydetään",
        "Hur i enskilda fall på begäran",
        "How case by case, on request",
    )


def test_the_facts_of_a_disclosure_stand_under_its_recipient() -> None:
    facts = facts_of(document("en", notice=DISCLOSED))
    assert facts["disclosures"] == [("police",)]
    assert facts["disclosures.police.data"] == [("name",)]
    assert facts["disclosures.police.purposes"] == [("orders",)]
    assert facts["disclosures.police.statutes"] == [(record(id="openness-act", section=("16",)),)]
    assert facts["disclosures.police.how"] == ["on-request"]


def test_a_disclosure_says_no_more_than_is_written_of_it() -> None:
    texts = said("recipients", notice={**DISCLOSED, "disclosures": [{"recipient": "police", "how": "regular"}]})
    in_each(texts, "Poliisi Miten säännöllisesti", "Polisen Hur regelbundet", "Police How regularly")
    assert "Data" not in texts["en"]


@pytest.mark.parametrize(
    "disclosure",
    [
        {"recipient": "nobody"},
        {"recipient": "hosting", "data": ["nothing"]},
        {"recipient": "hosting", "purposes": ["nothing"]},
        {"recipient": "hosting", "statutes": ["nothing"]},
    ],
    ids=lambda disclosure: list(disclosure)[-1],
)
def test_what_a_disclosure_names_has_to_be_there(disclosure: Mapping[str, object]) -> None:
    assert [code for _, _, _, code in faults(notice={"disclosures": [disclosure]})] == ["S201"]


def test_who_receives_data_for_a_purpose_is_said_with_the_purpose() -> None:
    notice: Overlay = {"recipients": ["hosting", "banks"], "purposes": {"orders": {"recipients": ["hosting", "banks"]}}}
    in_each(
        said("purpose-orders", notice=notice),
        "Ketkä saavat tietoja tätä varten Pilvi Oy ja pankit",
        "Vem som får uppgifter för det här ändamålet Pilvi Oy och banker",
        "Who receives data for this purpose Pilvi Oy and banks",
    )
    lost = {"purposes": {"orders": {"recipients": ["nobody"]}}}
    assert [code for _, _, _, code in faults(notice=lost)] == ["S201"]


# --- recipients ----------------------------------------------------------------------------------------------------------


def test_the_summary_says_what_recipients_do_and_where() -> None:
    recipients = {
        "hosting": {"country": "SE"},
        "pay": {"name": "Maksu Oy", "category": "payment-service-providers", "role": "controller"},
        "bank": {"name": "Pankki Oyj"},
    }
    texts = said(
        "in-short", portal={"recipients": recipients}, notice={"recipients": ["hosting", "pay", "bank", "police"]}
    )
    in_each(
        texts,
        "Ketkä saavat tietoja Pilvi Oy (palvelinten ylläpito; Ruotsi) Maksu Oy (maksupalveluntarjoaja) "
        "Pankki Oyj (käsittelee tietoja lukuumme) poliisi",
        "Vem som får uppgifterna Pilvi Oy (drift av servrar; Sverige) Maksu Oy (betaltjänstleverantör) "
        "Pankki Oyj (behandlar uppgifter för vår räkning) polisen",
        "Who receives the data Pilvi Oy (running the servers; Sweden) Maksu Oy (payment service provider) "
        "Pankki Oyj (processes data on our behalf) police",
    )


def test_a_category_in_brackets_is_one_of_its_kind_and_its_own_word_where_the_portal_has_one() -> None:
    overlays: dict[str, Overlay] = {
        "portal": {
            "vocabulary": {"recipients": {"couriers": {}, "growers": {}}},
            "recipients": {
                "a": {"name": "A Oy", "category": "couriers", "role": "controller"},
                "b": {"name": "B Oy", "category": "growers", "role": "controller"},
            },
        },
        "portal_fi": {
            "vocabulary": {
                "recipients": {"couriers": "lähetit", "growers": "viljelijät"},
                "recipient_kinds": {"couriers": "lähetti"},
            }
        },
        "notice": {"recipients": ["hosting", "a", "b", "couriers"]},
    }
    text = text_of(document("fi", **overlays), "recipients")
    assert "A Oy (lähetti; itsenäinen rekisterinpitäjä)" in text
    assert "B Oy (viljelijät; itsenäinen rekisterinpitäjä) Lähetit" in text


def test_the_word_for_one_recipient_is_translated_where_the_category_is_the_portals_own() -> None:
    own: Overlay = {"vocabulary": {"recipients": ["couriers"]}}
    words = {"recipients": {"couriers": "lähetit"}, "recipient_kinds": {"couriers": "lähetti", "banks": "pankkilaitos"}}
    keys = portal_bundle(project(portal=own, portal_fi={"vocabulary": words})).texts["fi"]
    assert "vocabulary.recipient_kinds.couriers" in keys
    assert "vocabulary.recipient_kinds.banks" not in keys
    strange = {"vocabulary": {"recipient_kinds": {"nobody": "ei kukaan"}}}
    assert [code for _, _, _, code in faults(portal_fi=strange)] == ["S202"]


def test_every_label_of_the_vocabulary_is_for_a_kind_of_words() -> None:
    assert set(KIND_OF_LABELS) == set(VocabularyWords.model_fields)
    assert set(KIND_OF_LABELS.values()) == set(WORD_KINDS)


def test_a_category_of_processors_is_told_as_such_and_no_other() -> None:
    texts = said("recipients", notice={"recipients": ["it-service-providers", "translators", "banks", "police"]})
    in_each(
        texts,
        "IT-palvelujen tarjoajat (tietojen käsittely lukuumme) kääntäjät ja tulkit pankit poliisi",
        "IT-tjänsteleverantörer (behandlar uppgifter för vår räkning) översättare och tolkar banker polisen",
        "IT service providers (processing data on our behalf) translators and interpreters banks police",
    )


def test_what_is_said_of_a_category_fits_one_firm_as_well_as_many() -> None:
    in_each(
        said("recipients", notice={"recipients": ["accounting-firm"]}),
        "tilitoimisto (tietojen käsittely lukuumme)",
        "bokföringsbyrå (behandlar uppgifter för vår räkning)",
        "accounting firm (processing data on our behalf)",
    )


def test_a_portal_may_say_that_a_category_decides_for_itself() -> None:
    own: Overlay = {"vocabulary": {"recipients": {"accounting-firm": {"role": "controller"}}}}
    text = text_of(document("en", portal=own, notice={"recipients": ["accounting-firm"]}), "recipients")
    assert "behalf" not in text


def test_no_recipients_means_that_nobody_processes_for_us_either() -> None:
    in_each(
        said("recipients", notice={"recipients": "none"}),
        "Tietoja ei saa kukaan meidän ulkopuolellamme, eikä kukaan käsittele niitä puolestamme.",
        "Ingen utanför oss får uppgifterna, och ingen behandlar dem för vår räkning.",
        "Nobody outside receives the data, and nobody processes them for us.",
    )
    in_each(
        said("in-short", notice={"recipients": "none"}),
        "ei kukaan meidän ulkopuolellamme",
        "ingen utanför oss",
        "nobody outside",
    )


@pytest.mark.parametrize(
    ("recipient", "heading"),
    [("research-partners", "Tutkimuskumppanit"), ("hosting", "eKirje Oy"), ("post", "Postin kuljetus")],
)
def test_a_heading_begins_with_a_capital_unless_it_is_a_name(recipient: str, heading: str) -> None:
    overlays: dict[str, Overlay] = {
        "portal": {"recipients": {"hosting": {"name": "eKirje Oy"}, "post": {"role": "controller"}}},
        "portal_fi": {"recipients": {"post": "postin kuljetus"}},
        "notice": {
            "recipients": [recipient],
            "transfers": [{"recipient": recipient, "countries": ["CH"], "mechanism": "adequacy"}],
        },
    }
    assert f" {heading} " in text_of(document("fi", **overlays), "transfers")


def test_a_decision_of_the_community_has_the_letters_of_the_language() -> None:
    """In the Statutes of Finland it is `2002/2/EY` and `2002/2/EG`; what the Union has decided is `EU` in all three."""
    for country, numbers in (("CA", ("2002/2/EY", "2002/2/EG", "2002/2/EC")), ("IL", ("2011/61/EU",) * 3)):
        transfer = {"recipient": "banks", "countries": [country], "mechanism": "adequacy", "covered": True}
        in_each(said("transfers", notice={"recipients": ["banks"], "transfers": [transfer]}), *numbers)


# --- profiling and AI systems --------------------------------------------------------------------------------------------

PROFILED: dict[str, Overlay] = {
    "notice": {"profiling": {"offers": {"purposes": ["newsletter"], "statutes": ["consumer-protection-act"]}}},
    **{
        language: {
            **(SWEDISH if language == "sv" else {}),
            "profiling": {"offers": {"name": "Offers.", "logic": "By orders.", "consequences": "Other goods."}},
        }
        for language in LANGUAGES
    },
}


def test_profiling_is_told_with_its_logic_and_consequences_and_is_no_decision() -> None:
    texts = said("automated-decisions", **PROFILED)
    in_each(
        texts,
        "Profiloinnista ei seuraa pelkästään automaattisesti tehtyä päätöstä",
        "Profileringen leder inte till något beslut som fattas enbart på automatiserad väg",
        "This leads to no decision made solely by automated means",
    )
    for text in texts.values():
        assert "Offers." in text
        assert "(38/1978)" in text
        assert "By orders." in text
        assert "Other goods." in text
    facts = facts_of(document("fi", **PROFILED))
    assert facts["profiling"] == [("offers",)]
    assert facts["profiling.offers.purposes"] == [("newsletter",)]


@pytest.mark.parametrize("rests", [True, False])
def test_profiling_beside_a_decision_that_rests_on_profiling_is_told_apart_from_it(rests: bool) -> None:
    words = {"name": "A loan", "logic": "By income.", "consequences": "No loan."}
    overlays: dict[str, Overlay] = {
        "notice": {**PROFILED["notice"], "automated_decisions": {"loan": {"basis": "contract", "profiling": rests}}},
        **{language: {**PROFILED[language], "automated_decisions": {"loan": words}} for language in LANGUAGES},
    }
    texts = said("automated-decisions", **overlays)
    told = ("Profiloimme ihmisiä lisäksi", "Vi profilerar dessutom människor", "We also profile people in other ways")
    assert [lead in texts[language] for language, lead in zip(LANGUAGES, told, strict=True)] == [rests] * 3


def test_that_there_is_no_profiling_is_said_and_silence_is_not() -> None:
    none = said("automated-decisions", notice={"profiling": "none"})
    in_each(none, "Emme profiloi sinua.", "Vi profilerar dig inte.", "We do not profile you.")
    assert "We do not profile you." not in said("automated-decisions")["en"]


SYSTEM: dict[str, Overlay] = {
    "notice": {"ai_systems": {"chat": {"purposes": ["orders"], "role": "provider"}}},
    **{
        language: {
            **(SWEDISH if language == "sv" else {}),
            "ai_systems": {"chat": {"name": "Robot", "text": "It answers questions."}},
        }
        for language in LANGUAGES
    },
}


def test_an_ai_system_is_told_with_what_it_does_and_our_role() -> None:
    texts = said("ai-systems", **SYSTEM)
    in_each(
        texts,
        "Tekoälyn käyttö Robot Mitä varten Toimitamme sinulle tilaamasi tuotteet Roolimme olemme kehittäneet tekoälyjärjestelmän tai teettäneet sen",
        "Användning av artificiell intelligens Robot Ändamål Vi skickar de varor som du har beställt Vår roll vi har utvecklat AI-systemet eller låtit utveckla det",
        "Use of artificial intelligence Robot What for We send you the goods that you have ordered Our role we have developed the AI system or had it developed",
    )
    assert all(text.endswith("It answers questions.") for text in texts.values())


def test_an_ai_system_of_somebody_else_is_one_that_we_use() -> None:
    system = {**SYSTEM, "notice": {"ai_systems": {"chat": {}}}}
    in_each(
        said("ai-systems", **system), "käytämme tekoälyjärjestelmää", "vi använder AI-systemet", "we use the AI system"
    )
    in_each(
        said("ai-systems", notice={"ai_systems": "none"}),
        "Emme käsittele tietoja tekoälyjärjestelmillä.",
        "Vi behandlar inte uppgifterna med AI-system.",
        "We do not handle the data with AI systems.",
    )
    assert said("ai-systems")["en"] == ""


@pytest.mark.parametrize("field", ["profiling", "ai_systems"])
def test_profiling_and_ai_systems_need_their_words_and_words_need_them(field: str) -> None:
    words = {"name": "A", "logic": "B", "consequences": "C"} if field == "profiling" else {"name": "A", "text": "B"}
    assert [code for _, _, _, code in faults(notice={field: {"one": {}}})] == ["S203"]
    assert [code for _, _, _, code in faults(fi={field: {"one": words}})] == ["S202"]
    lost = {field: {"one": {"purposes": ["nothing"]}}}
    assert [code for _, _, _, code in faults(notice=lost, fi={field: {"one": words}})] == ["S201"]


# --- retention -----------------------------------------------------------------------------------------------------------


def test_data_that_are_not_stored_are_said_to_be_so_in_the_summary_too() -> None:
    notice: Overlay = {
        "purposes": {"orders": {"retention": {"criterion": "not-stored", "period": None, "after": None}}}
    }
    for section in ("in-short", "retention"):
        in_each(
            said(section, notice=notice), "tietoja ei tallenneta", "uppgifterna sparas inte", "the data are not stored"
        )
    facts = facts_of(document("fi", notice=notice))
    assert record(criterion="not-stored") in facts["purposes.orders.retention"]


def test_what_is_not_stored_needs_no_criterion_in_words() -> None:
    retention = {"criterion": "not-stored", "period": None, "after": None}
    assert faults(notice={"purposes": {"orders": {"retention": retention}}}) == []
    assert [
        code
        for _, _, _, code in faults(
            notice={"purposes": {"orders": {"retention": retention}}}, fi={"retention_criteria": {"orders": "A"}}
        )
    ] == ["S202"]


# --- secrecy, children, deceased persons ---------------------------------------------------------------------------------


def test_secrecy_and_publicity_are_told_with_their_acts() -> None:
    notice: Overlay = {
        "secrecy": [{"kind": "partly-secret", "statutes": [{"id": "openness-act", "section": 24}]}, {"kind": "public"}]
    }
    texts = said("secrecy", notice=notice, en={"texts": {"secrecy": "Ask us."}})
    in_each(texts, "Salassapito ja julkisuus", "Sekretess och offentlighet", "Secrecy and public access")
    in_each(
        texts,
        "Osa tiedoista on salassa pidettäviä: laki viranomaisten toiminnan julkisuudesta (621/1999), 24 § Tiedot ovat julkisia",
        "En del av uppgifterna är sekretessbelagda: lagen om offentlighet i myndigheternas verksamhet (621/1999), 24 § Uppgifterna är offentliga",
        "Some of the data are secret: Act on the Openness of Government Activities (621/1999), section 24 The data are public Ask us.",
    )
    secret = said("secrecy", notice={"secrecy": [{"kind": "secret"}]})
    in_each(secret, "Tiedot ovat salassa pidettäviä", "Uppgifterna är sekretessbelagda", "The data are secret")


def test_children_are_told_when_they_consent_alone_and_that_guardians_act_for_them() -> None:
    texts = said("children", notice={"children": {"consent_age": 13, "guardians": True}})
    in_each(texts, "13 vuotta täyttänyt lapsi", "ett barn som har fyllt 13 år", "a child who has turned 13")
    in_each(texts, "tietosuojalaki (1050/2018), 5 §", "dataskyddslagen (1050/2018), 5 §", "(1050/2018), section 5")
    in_each(texts, "Lapsen huoltaja voi", "Ett barns vårdnadshavare kan", "A child’s guardian can")


@pytest.mark.parametrize(
    ("country", "age", "is_told"),
    [("FI", 13, True), ("AX", 13, True), ("FI", 15, False), ("SE", 13, False), ("US", 13, False)],
)
def test_the_finnish_act_is_named_only_for_finnish_controllers_and_its_own_age(
    country: str, age: int, is_told: bool
) -> None:
    portal: Overlay = {"controllers": {"shop": {"country": country, "business_id": None}}}
    text = text_of(document("en", portal=portal, notice={"children": {"consent_age": age}}), "children")
    assert f"turned {age} can" in text
    assert ("(1050/2018)" in text) is is_told


def test_controllers_in_several_countries_share_no_age_of_consent() -> None:
    assert shipped().consent_age(["FI", "SE"]) is None
    assert shipped().consent_age(["FI", "AX"]) == shipped().consent_age(["FI"])


@pytest.mark.parametrize("age", [12, 19, "many"])
def test_an_age_of_consent_that_cannot_be_is_refused_with_those_that_can(age: object) -> None:
    assert [code for _, _, _, code in faults(notice={"children": {"consent_age": age}})] == ["S104"]


def test_deceased_persons_are_told_of_without_a_promise_of_the_regulation() -> None:
    texts = said("deceased", notice={"deceased": True}, en={"texts": {"deceased": "Relatives may ask."}})
    in_each(
        texts,
        "Käsittelemme myös kuolleiden henkilöiden tietoja. Yleinen tietosuoja-asetus ei koske niitä",
        "Vi behandlar också uppgifter om avlidna personer. Den allmänna dataskyddsförordningen gäller inte dem",
        "We also handle data of deceased persons. The General Data Protection Regulation does not apply to them",
    )
    assert texts["en"].endswith("Relatives may ask.")
    assert said("deceased")["en"] == ""


# --- all of it -----------------------------------------------------------------------------------------------------------


def test_what_is_told_of_handling_is_found_by_the_search() -> None:
    overlays: dict[str, Overlay] = {
        **SYSTEM,
        "notice": {
            **DISCLOSED,  # type: ignore[dict-item]
            "ai_systems": {"chat": {}},
            "secrecy": [{"kind": "secret", "statutes": ["openness-act"]}],
            "children": {"guardians": True},
            "deceased": True,
        },
    }
    found = project(**{**overlays, "sv": SWEDISH})
    say = speakers_of(found)["en"]
    made = compose(found.notices[0], Phrasebook(found, say))
    sections = Searched(made, say, tuple(found.vocabulary.rights)).sections()
    said = " ".join(sentence for section in sections for sentence in section.sentences)
    for wanted in ("police: name", "It answers questions.", "The data are secret", "guardian", "deceased persons"):
        assert wanted in said


def test_profiling_answers_the_item_on_automated_decisions() -> None:
    found = project(**{**PROFILED, "sv": SWEDISH})
    notice = found.notices[0]
    made = compose(notice, Phrasebook(found, speakers_of(found)["fi"]))
    items = {item.id: item for item in coverage(found, notice, made, TODAY)}
    assert items["automated-decisions"].state is Coverage.TOLD


# --- data that nobody gives ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "arise"),
    [
        (["data-subject", "cameras"], True),
        ([{"id": "system-logs", "data": ["email", "name"]}], True),
        ([{"id": "cameras", "data": ["camera-recording"]}], False),
        (["data-subject", "trade-register"], False),
        (None, False),
    ],
)
def test_only_what_is_observed_is_said_to_be_collected_unasked(sources: object, arise: bool) -> None:
    """A list of voters that is made from a register is not "collected without your providing it"."""
    purposes = {"orders": {"provision": "not-asked", "data": ["name"]}}
    texts = said("provision", notice={"sources": sources, "purposes": purposes})
    in_each(texts, "tietoja ei pyydetä sinulta", "uppgifterna begärs inte av dig", "you are not asked for the data")
    for language, words in (("fi", "kertyvät"), ("sv", "samlas in"), ("en", "they are collected")):
        assert (words in texts[language]) is arise


def test_what_is_told_of_a_source_stands_in_one_pair_of_brackets() -> None:
    source = {"id": "kela", "data": ["name"], "permit": "1/2026"}
    texts = said("sources", notice={"sources": [source]})
    in_each(texts, "(tiedot: nimi; lupa 1/2026)", "(uppgifter: namn; tillstånd 1/2026)", "(data: name; permit 1/2026)")


@pytest.mark.parametrize(("basis", "is_consent"), [("consent", True), ("contract", False)])
def test_erasure_speaks_of_consent_only_where_something_rests_on_it(basis: str, is_consent: bool) -> None:
    texts = said("rights", notice={"purposes": {"orders": {"legal_basis": basis}}})
    in_each(texts, "voit pyytää meitä poistamaan", "du kan be oss radera", "you can ask us to erase")
    for language, part in (
        ("fi", "tai kun peruutat"),
        ("sv", "eller när du återkallar"),
        ("en", "or when you withdraw"),
    ):
        assert (part in texts[language]) is is_consent
