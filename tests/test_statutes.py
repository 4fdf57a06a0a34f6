"""An act is cited as lawyers of each language cite it, with the section that a notice names; a whole act as before."""

from __future__ import annotations

import pytest

from privacy_notices.document.phrasebook import Phrasebook
from privacy_notices.document.plain import plain
from privacy_notices.document.statutes import facts_of_acts
from privacy_notices.document.words import record
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.languages.speaker import Speaker
from privacy_notices.schema.statute_form import StatuteRef
from rules.overlay import Drawing


def said(language: str, **parts: object) -> str:
    act = StatuteRef.model_validate({"id": "accounting-act", **parts})
    book = Phrasebook(Drawing({}).project(), Speaker([shipped_catalogs()[language], shipped_catalogs()["en"]]))
    return plain((book.statutes([act]),))


CITED = {
    (): ("kirjanpitolaki (1336/1997)", "bokföringslagen (1336/1997)", "Accounting Act (1336/1997)"),
    (("section", 5),): ("5 §", "5 §", "section 5"),
    (("section", (5, "12a")),): ("5 ja 12 a §", "5 och 12 a §", "sections 5 and 12 a"),
    (("section", "5-7"),): ("5–7 §", "5–7 §", "sections 5–7"),
    (("chapter", 2),): ("2 luku", "2 kap.", "chapter 2"),
    (("chapter", 2), ("section", 10)): ("2 luku 10 §", "2 kap. 10 §", "chapter 2, section 10"),
    (("section", 4), ("paragraph", 1)): ("4 §:n 1 momentti", "4 § 1 mom.", "section 4, subsection 1"),
    (("section", 4), ("paragraph", (1, 2))): (
        "4 §:n 1 ja 2 momentti",
        "4 § 1 och 2 mom.",
        "section 4, subsections 1 and 2",
    ),
    (("section", 6), ("point", 1)): ("6 §:n 1 kohta", "6 § 1 punkten", "section 6, paragraph 1"),
    (("section", 6), ("point", (1, 2))): (
        "6 §:n 1 ja 2 kohta",
        "6 § 1 och 2 punkterna",
        "section 6, paragraphs 1 and 2",
    ),
    (("chapter", 3), ("section", 4), ("paragraph", 1), ("point", 3)): (
        "3 luku 4 §:n 1 momentin 3 kohta",
        "3 kap. 4 § 1 mom. 3 punkten",
        "chapter 3, section 4, subsection 1, paragraph 3",
    ),
    (("article", 26),): ("26 artikla", "artikel 26", "Article 26"),
    (("article", (26, 50)),): ("26 ja 50 artikla", "artiklarna 26 och 50", "Articles 26 and 50"),
    (("article", 26), ("paragraph", 11)): ("26 artiklan 11 kohta", "artikel 26.11", "Article 26(11)"),
    (("article", 6), ("point", "c")): ("6 artiklan c alakohta", "artikel 6 c", "Article 6(c)"),
    (("article", 6), ("paragraph", 1), ("point", "c")): (
        "6 artiklan 1 kohdan c alakohta",
        "artikel 6.1 c",
        "Article 6(1)(c)",
    ),
}
"""What is cited of an act, by what is written of it."""


@pytest.mark.parametrize("parts", CITED, ids=str)
def test_an_act_is_cited_as_each_language_does(parts: tuple[tuple[str, object], ...]) -> None:
    for language, act, where in zip(("fi", "sv", "en"), CITED[()], CITED[parts], strict=True):
        assert said(language, **dict(parts)) == (f"{act}, {where}" if parts else act)


def test_a_whole_act_stays_an_id_among_the_facts_and_one_with_sections_says_which() -> None:
    acts = [StatuteRef(id="accounting-act"), StatuteRef.model_validate({"id": "archives-act", "section": 8})]
    assert facts_of_acts(acts) == ("accounting-act", record(id="archives-act", section=("8",)))


def test_a_notice_may_name_acts_by_their_ids_alone_or_with_sections() -> None:
    purposes = {"orders": {"statutes": ["accounting-act", {"id": "accounting-act", "section": 5}]}}
    project = Drawing({"notice": {"purposes": purposes}}).project()
    acts = project.notices[0].facts.purposes["orders"].statutes
    assert acts == (StatuteRef(id="accounting-act"), StatuteRef(id="accounting-act", section=("5",)))
