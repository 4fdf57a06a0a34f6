"""What a page says by itself is true for whoever publishes it: every computed sentence against every kind of controller.

`statements.yml` says where each sentence may stand. Every notice below is put on pages for every kind of controller in
every kind of place, and what stands there is held against that.
"""

from __future__ import annotations

import functools
import html
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from minimal import SWEDISH, merged, project
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.pages.addresses import Site
from privacy_notices.pages.plan import plan
from privacy_notices.pages.render import Renderer

TABLE: Final[Mapping[str, Any]] = yaml.safe_load(Path(__file__).with_name("statements.yml").read_text(encoding="utf-8"))

KINDS: Final = ("company", "public-body", "association", "person")
PLACES: Final[Mapping[str, str]] = {
    "FI": "finnish eea",
    "AX": "finnish eea",
    "SE": "eea",
    "DE": "eea german",
    "CA": "outside adequate limited",
    "NZ": "outside adequate",
    "IN": "outside",
}
"""A country of each kind, with its tags."""

ELSEWHERE: Final = (
    "front.",
    "status.",
    "translation.",
    "ui.",
    "version.",
    "error.",
    "faults.",
    "law.",
    "adequacy.JP",
    "adequacy.KR",
    "adequacy.IL",
    "adequacy.BR.",
)
"""How the ids begin of what is said of the page itself, and of decisions on countries beside the two below."""

_MEMBERS: Final = {"orders": {"text": "We keep a list."}}


def on(basis: str, **more: object) -> dict[str, Any]:
    """The facts of a notice whose main purpose has this basis and none of the others."""
    return {"purposes": {"orders": {"legal_basis": basis, **more}, "newsletter": None}}


NO_LETTER: Final = {"purposes": {"newsletter": None}, "legitimate_interests": {"newsletter": None}}
"""Takes the words of the other purpose away."""


DECISIONS: Final = {"name": "Credit", "logic": "By income.", "consequences": "You may get none."}


def decided(*bases: str) -> dict[str, Any]:
    """The overlays of a notice with a decision on each of these bases."""
    facts = {f"case-{basis}": {"basis": basis} for basis in bases}
    words = {"automated_decisions": dict.fromkeys(facts, DECISIONS)}
    return {
        "notice": merged(on("contract"), {"automated_decisions": facts}),
        **dict.fromkeys(("fi", "sv", "en"), words),
    }


def words(**more: object) -> dict[str, Any]:
    """The same words in every language: their truth is not looked at here."""
    return dict.fromkeys(("fi", "sv", "en"), more)


ACTS: Final = {"statutes": ["accounting-act"]}
CLUB: Final = {"name": "Kerho ry", "kind": "association", "email": "kerho@kerho.example", "dpo": "privacy"}
OTHER: Final = {"name": "Kauppa 2 Oy", "email": "kauppa2@esimerkki.example", "dpo": "none"}

NOTICES: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "consent": ("consent any-consent", {"notice": on("consent")}),
    "contract": ("contract", {"notice": on("contract")}),
    "obligation": ("legal-obligation", {"notice": on("legal-obligation", **ACTS)}),
    "task": ("public-task", {"notice": on("public-task", **ACTS)}),
    "obligation and task": (
        "legal-obligation public-task",
        {
            "notice": merged(
                on("legal-obligation", **ACTS), {"purposes": {"tasks": {"legal_basis": "public-task", **ACTS}}}
            ),
            **words(purposes={"tasks": "We do our task."}),
        },
    ),
    "vital": ("vital-interests", {"notice": on("vital-interests")}),
    "interests": ("legitimate-interests contract marketing", {}),
    "processor": (
        "processor contract",
        {
            "notice": merged(
                on("contract"),
                {"purposes": {"work": {"role": "processor", "data": ["name"], "retention": {"period": "P1Y"}}}},
            ),
            **words(purposes={"work": "We work for others."}),
        },
    ),
    "explicit consent to special data": (
        "contract any-consent",
        {"notice": on("contract", data=["health-data"], special_category_condition="explicit-consent")},
    ),
    "participation": ("public-task participation", {"notice": on("public-task", consent_to_participate=True, **ACTS)}),
    "decision on contract": ("contract decisions decision-contract", decided("contract")),
    "decision on consent": ("contract decisions decision-consent any-consent", decided("explicit-consent")),
    "decision by law": ("contract decisions decision-law", decided("law")),
    "decisions of both kinds": ("contract decisions decision-law decision-contract", decided("law", "contract")),
    "profiling": (
        "contract profiling",
        {
            "notice": merged(on("contract"), {"profiling": {"tastes": {"purposes": ["orders"]}}}),
            **words(profiling={"tastes": DECISIONS}),
        },
    ),
    "profiling beside a decision": (
        "contract decisions decision-contract profiling decision-profiling",
        {
            "notice": merged(
                on("contract"),
                {
                    "automated_decisions": {"credit": {"basis": "contract", "profiling": True}},
                    "profiling": {"tastes": {"purposes": ["orders"]}},
                },
            ),
            **words(automated_decisions={"credit": DECISIONS}, profiling={"tastes": DECISIONS}),
        },
    ),
    "neither profiling nor ai": (
        "contract no-profiling no-ai",
        {"notice": merged(on("contract"), {"profiling": "none", "ai_systems": "none"})},
    ),
    "children": (
        "consent any-consent children",
        {"notice": merged(on("consent"), {"children": {"guardians": True, "consent_age": 16}})},
    ),
    "deceased": ("contract deceased", {"notice": merged(on("contract"), {"deceased": True})}),
    "no recipients": (
        "contract no-recipients",
        {"notice": merged(on("contract"), {"recipients": "none", "cookies": "none"})},
    ),
    "to America": (
        "contract to-america",
        {
            "notice": merged(
                on("contract"),
                {
                    "transfers": [
                        {"recipient": "hosting", "countries": ["US"], "mechanism": "adequacy", "certified": True}
                    ]
                },
            )
        },
    ),
    "to Canada": (
        "contract to-canada",
        {
            "notice": merged(
                on("contract"),
                {
                    "transfers": [
                        {"recipient": "hosting", "countries": ["CA"], "mechanism": "adequacy", "covered": True}
                    ]
                },
            )
        },
    ),
    "transfer on consent": (
        "contract to-others any-consent",
        {
            "notice": merged(
                on("contract"),
                {"transfers": [{"recipient": "hosting", "countries": ["IN"], "mechanism": "derogation-consent"}]},
            )
        },
    ),
    "established": (
        "contract established",
        {"notice": on("contract"), "portal": {"controllers": {"shop": {"establishment_in_eea": True}}}},
    ),
    "separate controllers": (
        "contract apart",
        {
            "notice": merged(on("contract"), {"controllers": ["shop", "club"], "joint_controllers": "none"}),
            "portal": {"controllers": {"club": CLUB}},
        },
    ),
    "joint controllers": (
        "contract joint",
        {
            "notice": merged(on("contract"), {"controllers": ["shop", "club"]}),
            "portal": {"controllers": {"club": CLUB}},
            **words(joint_controllers="The shop answers."),
        },
    ),
    "two of three joint": (
        "contract some-joint",
        {
            "notice": merged(
                on("contract"), {"controllers": ["shop", "club", "other"], "joint_controllers": ["shop", "other"]}
            ),
            "portal": {"controllers": {"club": CLUB, "other": OTHER}},
            **words(joint_controllers="The shop answers."),
        },
    ),
}
"""Notices that together make a page say everything it can, with the tags of their facts."""


def tags_of(name: str, country: str, kind: str) -> frozenset[str]:
    """What holds of a notice and its controller."""
    facts = set(NOTICES[name][0].split())
    place = set(PLACES[country].split())
    if country == "AX" and kind == "public-body":
        place = {"ax", "eea"}
    alike = {
        "no-decisions": "decisions",
        "no-transfers": ("to-america", "to-canada", "to-others"),
    }
    facts |= {
        tag for tag, others in alike.items() if not facts & ({others} if isinstance(others, str) else set(others))
    }
    if facts & {"apart", "joint", "some-joint"}:  # the club and the other shop are in Finland
        place |= {"finnish", "eea"}
    return frozenset(facts | place | {kind, "no-cookies" if name == "no recipients" else "cookies"})


@functools.cache
def sentences() -> Mapping[str, re.Pattern[str]]:
    """The first paragraph of every computed sentence in English, by id, as a pattern."""
    messages = shipped_catalogs()["en"].messages
    found = {}
    for key, said in messages.items():
        text = (said if isinstance(said, str) else said[-1]).split("\n\n")[0]
        if re.search(r"[.!]$", text) and not key.startswith(ELSEWHERE) and " " in text:
            parts = re.split(r"\{\w+\}", html.unescape(text))
            found[key] = re.compile(".{1,80}?".join(map(re.escape, parts)))
    return found


@functools.cache
def said(name: str, country: str, kind: str) -> str:
    """Everything that the pages of a portal say in English; of the plainest notice alone those that notices share."""
    facts: dict[str, Any] = NOTICES[name][1]
    shop = {"country": country, "kind": kind, "business_id": None, "address": None, "phone": None}
    portal = {
        "controllers": {"shop": shop},
        "accessibility": {"conformance": "full", "assessed": "2026-01-01", "method": "self", "contact": "privacy"},
    }
    without = {} if name == "interests" else NO_LETTER
    texts = {language: merged(without, facts.get(language, {})) for language in ("fi", "en")}
    texts["sv"] = merged(SWEDISH, merged(without, facts.get("sv", {})))
    # YAML would write what stands in two places once.
    overlays = {**facts, **texts, "portal": merged(portal, facts.get("portal", {}))}
    found = project(**json.loads(json.dumps(overlays)))
    site = Site("")
    planned, _ = plan(found, site)
    renderer = Renderer(found, planned, site)
    kinds = ("notice", "accessibility", "rights", "authority") if name == "contract" else ("notice",)
    pages = (renderer.render(page).html for page in planned.pages if page.kind in kinds and page.language == "en")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(pages))).split())


def may_stand(condition: Any, tags: frozenset[str]) -> bool:
    """Whether a row of the table lets a sentence stand."""
    if condition == "always":
        return True
    alternatives = (one.split() for one in condition)
    return any(
        all((tag[1:] not in tags) if tag.startswith("-") else tag in tags for tag in one) for one in alternatives
    )


NOT_SAID: Final = {
    "accessibility.assessed.external": "the other answer of two",
    "accessibility.conformance.partial": "the other answer of two",
    "right.automated-decisions.if": "no basis makes this right a matter of conditions",
    "right.objection-direct-marketing.if": "no basis makes this right a matter of conditions",
    "right.erasure.no": "for a catalog that has no reasons by basis",
    "right.objection.no": "for a catalog that has no reasons by basis",
    "right.portability.no": "for a catalog that has no reasons by basis",
    "right.information.short": "the glossary says it at length, and no notice has a card of it",
    "right.judicial-remedy.short": "the glossary says it at length, and no notice has a card of it",
    "right.notification-to-recipients.short": "the glossary says it at length, and no notice has a card of it",
}
"""Sentences that none of the pages below has, with the reason."""


@functools.cache
def same(key: str) -> list[str]:
    """All ids of the sentence that one has."""
    return [other for other, pattern in sentences().items() if pattern == sentences()[key]]


def test_the_table_has_every_sentence_and_no_other() -> None:
    assert sorted({*TABLE, *NOT_SAID}) == sorted(sentences())
    assert not TABLE.keys() & NOT_SAID.keys()


BY_PLACE: Final = (
    "children",
    "established",
    "separate controllers",
    "joint controllers",
    "to Canada",
    "transfer on consent",
)
"""Notices of which something may depend on the place."""


def placed(name: str) -> Iterator[tuple[str, str]]:
    """Every place with every kind of controller for the plainest notice; else places of each sort, the kinds in turn."""
    if name == "contract":
        yield from itertools.product(PLACES, KINDS)
        return
    first = [*NOTICES].index(name)
    places = [*PLACES] if name in BY_PLACE else ["FI", ("AX", "SE", "DE")[first % 3], ("CA", "NZ", "IN")[first % 3]]
    yield from ((country, KINDS[(first + number) % len(KINDS)]) for number, country in enumerate(places))


@pytest.mark.parametrize("name", NOTICES)
def test_no_page_says_what_is_not_so(name: str) -> None:
    for country, kind in placed(name):
        text, tags = said(name, country, kind), tags_of(name, country, kind)
        for key, pattern in sentences().items():
            if not any(may_stand(TABLE.get(one, []), tags) for one in same(key)):
                assert not pattern.search(text), f"{key} is said of {kind} in {country}"


def test_every_sentence_is_said_where_it_may_be() -> None:
    texts = {(name, *place): said(name, *place) for name in NOTICES for place in placed(name)}
    for key in TABLE:
        standing = [case for case, text in texts.items() if sentences()[key].search(text)]
        assert standing, f"{key} is said of nobody, so that nothing is known of it"
        if TABLE[key] != "always":
            forbidden = [case for case in texts if not may_stand(TABLE[key], tags_of(*case))]
            assert forbidden, f"{key} may stand everywhere: say so"


@pytest.mark.parametrize("key", NOT_SAID)
def test_what_is_left_out_is_not_said(key: str) -> None:
    assert not any(sentences()[key].search(said(name, *next(placed(name)))) for name in NOTICES)
