"""The portal as one notice sees it: nothing that a finding rests on is missing from it, and nothing else is in it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from minimal import Overlay, merged, minimal_files
from privacy_notices.check.checks import check_notice
from privacy_notices.check.editions import EDITIONS, NEWEST
from privacy_notices.check.explain import example
from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.incremental.memo import Memo
from privacy_notices.model.context import Contexts
from privacy_notices.portal.examination import Examination, examine
from rules.overlay import Drawing, plain, read_cases

DAY = datetime.date(2026, 6, 1)
CASES = [
    *(Drawing(plain(example(rule, block))) for rule in EDITIONS[NEWEST] for block in ("Fails", "Passes")),
    *(
        drawing
        for path in sorted((Path(__file__).parent / "rules").glob("N*.yml"))
        for drawings in read_cases(path).values()
        for drawing in drawings
    ),
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_rule_finds_in_the_smaller_portal_what_it_finds_in_the_whole_one(number: int) -> None:
    project, day = CASES[number].project(), CASES[number].today
    contexts = Contexts(project)
    for notice in project.notices:
        whole = check_notice(contexts.of(notice), notice, day)
        smaller = check_notice(contexts.movable(notice), notice, day)
        assert {contexts.placed(notice, item) for item in smaller.diagnostics} == {*whole.diagnostics}
        silenced = {replace(item, diagnostic=contexts.placed(notice, item.diagnostic)) for item in smaller.silenced}
        assert silenced == {*whole.silenced}


# --- what a change in the portal's own files has examined anew -----------------------------------------------------------


@dataclass
class Counting:
    """A store that tells of which notices findings were put."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    told: int = 0

    def get(self, kind: str, key: str) -> str | None:
        return self.texts.get((kind, key))

    def put(self, kind: str, key: str, text: str) -> None:
        self.told += kind == "told"
        self.texts[kind, key] = text


PORTAL: Mapping[str, object] = {
    "controllers": {"press": {"name": "Esimerkki Paino Oy", "email": "paino@esimerkki.example", "dpo": "officer"}},
    "contacts": {
        "officer": {"email": "vastaava@esimerkki.example"},
        "desk": {"email": "palvelu@esimerkki.example"},
        "nobody": {"email": "arkisto@esimerkki.example"},
    },
    "recipients": {"courier": {"name": "Lähetti Oy", "role": "processor"}},
    "vocabulary": {"data": {"shoe-size": {}, "hat-size": {}}},
}
NOTICE = minimal_files()["customers/notice.yml"].decode()
FILES: Mapping[str, Overlay] = {
    "portal": PORTAL,
    "portal_fi": {
        "contacts": {"officer": "Vastaava", "desk": "Palvelu", "nobody": "Arkisto"},
        "vocabulary": {"data": {"shoe-size": "kengän koko", "hat-size": "hatun koko"}},
        "recipients": {"courier": "kuljetus"},
    },
    # The press has no postal address, which is found in portal.yml.
    "readers/notice.yml": NOTICE.replace("[shop]", "[press]")
    .replace("[privacy]", "[desk]")
    .replace("[email]", "[email, shoe-size]")
    .replace("[hosting]", "[courier]"),
    **{
        f"readers/{key}.yml": minimal_files()[f"customers/{key}.yml"]
        .decode()
        .replace("Asiakkaat", "Lukijat")
        .replace("Customers", "Readers")
        for key in ("fi", "en")
    },
}

CHANGES: Mapping[str, tuple[Mapping[str, object], int]] = {
    "nothing": ({}, 0),
    "a colour": ({"portal": {"brand": {"color": "#204080"}}}, 0),
    "a contact that nobody names": ({"portal": {"contacts": {"nobody": {"email": "muu@esimerkki.example"}}}}, 0),
    "a contact more": ({"portal": {"contacts": {"front": {"email": "etu@esimerkki.example"}}}}, 0),
    "the contact of one": ({"portal": {"contacts": {"desk": {"email": "tuki@esimerkki.example"}}}}, 1),
    "the contact of a controller": ({"portal": {"contacts": {"officer": {"email": "tietosuoja@om.fi"}}}}, 1),
    "a controller": ({"portal": {"controllers": {"press": {"country": "CH"}}}}, 1),
    "a recipient": ({"portal": {"recipients": {"courier": {"country": "IN"}}}}, 1),
    "a word of its own": ({"portal": {"vocabulary": {"data": {"shoe-size": {"special": "health"}}}}}, 1),
    "a word that nobody uses": ({"portal": {"vocabulary": {"data": {"hat-size": {"special": "health"}}}}}, 0),
    "the authority": ({"portal": {"authority": "se"}}, 2),
    "what becomes of translations": ({"portal": {"translations": {"sv": {"missing": "refuse"}}}}, 2),
    "a heading": ({"portal_en": {"texts": {"section.rights": "What you can ask for"}}}, 2),
    "a word of the menu": ({"portal_en": {"texts": {"ui.search": "Look up"}}}, 0),
    "the name of the portal": ({"portal_en": {"site_name": "Your data"}}, 0),
}


def written(root: Path, files: Mapping[str, Overlay], before: str = "") -> Path:
    for path, data in minimal_files(**files).items():
        target = root / "notices" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(before.encode() * (path == "portal.yml") + data)
    return root / "notices"


def laid(files: Mapping[str, Overlay], over: Mapping[str, object]) -> dict[str, Overlay]:
    """The files with a change; maps are merged."""
    return {**files, **{name: merged(dict(files.get(name) or {}), change) for name, change in over.items()}}  # type: ignore[call-overload,arg-type]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_has_those_notices_examined_anew_that_use_what_has_changed(tmp_path: Path, change: str) -> None:
    over, number = CHANGES[change]
    store, memo = (kept := Counting()), Memo(kept)
    examine(written(tmp_path, FILES), DAY, memo)
    assert store.told == len(("customers", "readers"))
    store.told = 0
    # Lines move as well, which changes no finding.
    source = written(tmp_path, laid(FILES, over), before="# The portal of a shop.\n\n")
    found, anew = examine(source, DAY, memo), examine(source, DAY)
    assert found.project is not None
    assert found.diagnostics == anew.diagnostics
    assert found.silenced == anew.silenced
    assert store.told == number
    # A process that comes later finds the same, from what was stored.
    store.told = 0
    assert examine(source, DAY, Memo(kept)).diagnostics == anew.diagnostics
    assert store.told == 0


def test_what_is_found_in_the_texts_that_notices_share_rests_on_the_day_and_their_memories_as_well(
    tmp_path: Path,
) -> None:
    policy = {"sv": {"missing": "source", "strict_from": DAY.isoformat()}}
    languages = {"languages": ["fi", "en", "sv"], "translations": policy}
    source = written(tmp_path, laid(FILES, {"portal": languages}))
    (source / "portal.sv.yml").unlink(missing_ok=True)
    memo = Memo(Counting())

    def told() -> set[str]:
        found, anew = examine(source, day, memo), examine(source, day)
        assert (found.diagnostics, found.outdated) == (anew.diagnostics, anew.outdated)
        return {item.fault for item in found.diagnostics if item.mark.file.count("/") == 1}

    day = DAY - datetime.timedelta(days=1)
    assert not told() & {"T101.portal", "T105.damaged"}
    day = DAY
    assert "T101.portal" in told()
    (source / "_translations.sv.yml").write_bytes(b"no key\n")
    assert {"T101.portal", "T105.damaged"} <= told()


def in_portal(found: Examination) -> list[Diagnostic]:
    return [item for item in found.diagnostics if item.mark.file == "notices/portal.yml" and item.code.startswith("N")]


def test_a_finding_in_portal_yml_moves_with_its_line(tmp_path: Path) -> None:
    memo = Memo()
    (before,) = in_portal(examine(written(tmp_path, FILES), DAY, memo))
    (after,) = in_portal(examine(written(tmp_path, FILES, before="# One\n# Two\n"), DAY, memo))
    assert after == replace(before, mark=before.mark._replace(line=before.mark.line + 2))


def test_a_stored_finding_at_an_impossible_place_is_at_the_beginning(tmp_path: Path) -> None:
    found = examine(written(tmp_path, FILES), DAY)
    assert found.project is not None
    lost = Diagnostic(Mark("notices/portal.yml", 9_999, 1), "N103", Severity.WARNING)
    assert Contexts(found.project).placed(found.project.notices[0], lost).mark == Mark("notices/portal.yml")
