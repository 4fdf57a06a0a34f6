"""Reading a source folder and holding it against everything: one run tells all, each person in their language."""

from __future__ import annotations

import datetime
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest

from minimal import SWEDISH, Overlay, merged, minimal_files, to_yaml
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.languages.telling import teller
from privacy_notices.pages.brand import contrast
from privacy_notices.portal.examination import Examination, examine
from telling import hint, message

DAY = datetime.date(2026, 6, 1)


def files(**overlays: Overlay) -> dict[str, bytes]:
    """The files of the minimal portal with its Swedish notice."""
    swedish = overlays.pop("sv", {})
    assert isinstance(swedish, dict)
    return minimal_files(sv=to_yaml(merged(SWEDISH, swedish)), **overlays)


def examined(root: Path, found: dict[str, bytes], *, seed: int | None = None) -> Examination:
    """The folder, its files written in an order of chance where there is a seed."""
    names = sorted(found)
    if seed is not None:
        random.Random(seed).shuffle(names)
    for path in names:
        target = root / "notices" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(found[path])
    return examine(root / "notices", DAY)


def said(examination: Examination, file: str, code: str) -> list[tuple[str, str]]:
    """Message and hint, in English, of the findings with a code in a file."""
    return [
        (message(item), hint(item))
        for item in examination.diagnostics
        if item.mark.file == f"notices/{file}" and item.code == code
    ]


def test_nothing_is_wrong_with_the_minimal_portal(tmp_path: Path) -> None:
    found = examined(tmp_path, files())
    assert found.project is not None
    assert [item for item in found.diagnostics if item.severity > Severity.INFO] == []
    assert {(row.notice, row.language) for row in found.rows()} == {
        (notice, language) for notice in ("_portal", "customers") for language in ("sv", "en")
    }


# ---------------------------------------------------------------------------------------------- without a language


ASTRAY: dict[str, Overlay] = {
    "customers/fi.yml": {"rights": {"acces": "Pyydä."}},
    "customers/sv.yml": {"rights": {"acces": "Be om det."}},
    "portal.sv.yml": {"contacts": {"privasy": "X"}},
}


def test_findings_have_no_words_until_somebody_asks_for_a_language(tmp_path: Path) -> None:
    overlays = {path: ASTRAY[path] for path in ("customers/fi.yml", "portal.sv.yml")}
    names = {"customers/fi.yml": "fi", "portal.sv.yml": "portal_sv"}
    found = examined(
        tmp_path, files(sv=ASTRAY["customers/sv.yml"], **{names[path]: it for path, it in overlays.items()})
    )
    told = [item for item in found.diagnostics if item.code == "S202"]
    assert [item.mark.file for item in told] == [f"notices/{path}" for path in sorted(ASTRAY)]
    # One run speaks one language, whatever the language of the file.
    assert {message(item, "en").split("`")[0] for item in told} == {"", "a word for "}
    assert {message(item, "fi").split("`")[0] for item in told} == {"kohdassa ", "sana tunnukselle "}
    assert {message(item, "sv").split("`")[0] for item in told} == {"", "ett ord för "}


def test_the_same_fault_is_the_same_value_in_every_file(tmp_path: Path) -> None:
    found = examined(tmp_path, files(fi=ASTRAY["customers/fi.yml"], sv=ASTRAY["customers/sv.yml"]))
    one, other = [item for item in found.diagnostics if item.code == "S202"]
    assert (one.fault, one.parameters, one.severity) == (other.fault, other.parameters, other.severity)
    assert one.values == {"field": "rights", "key": "acces", "nearest": "access"}


# ---------------------------------------------------------------------------------------- in terms of translating


def test_a_key_that_was_translated_is_told_as_such_and_only_once(tmp_path: Path) -> None:
    words = to_yaml(SWEDISH).replace("purposes:", "ändamål:")
    found = examined(tmp_path, {**files(), "customers/sv.yml": words.encode()})
    ((what, remedy),) = said(found, "customers/sv.yml", "T401")
    assert "`ändamål`" in what
    assert "`purposes:`" in remedy
    assert said(found, "customers/sv.yml", "S101") == []
    assert said(found, "customers/sv.yml", "S102") == []


def test_a_translated_key_of_the_source_is_told_as_such(tmp_path: Path) -> None:
    words = minimal_files()["customers/fi.yml"].decode().replace("summary:", "tiivistelmä:")
    found = examined(tmp_path, files(fi=words))
    ((what, remedy),) = said(found, "customers/fi.yml", "T401")
    assert "`tiivistelmä`" in what
    assert "`summary:`" in remedy


def test_a_strange_key_of_the_facts_is_no_translation(tmp_path: Path) -> None:
    found = examined(tmp_path, files(notice={"ändamål": {"x": {}}}))
    assert "T401" not in {item.code for item in found.diagnostics}
    assert [text for text, _ in said(found, "customers/notice.yml", "S101")] == ["unknown key `ändamål`"]


# ------------------------------------------------------------------------------------------------ all in one run


BROKEN = {
    "portal_sv": {"nonsense-here": "x"},
    "notice": {"purposes": {"orders": {"legal_basis": None}}, "recipients": None},
    "en": {"nonsense-here": "x"},
    "sv": {"purposes": {"orders": None}, "rights": {"access": "Skriv."}},
    "other/notice.yml": "purposes: [\n",
    "third/fi.yml": "title: Kolmas\n",
}


def test_one_run_tells_everything_of_all_files_and_stages(tmp_path: Path) -> None:
    found = examined(tmp_path, files(**BROKEN))
    told = {(item.mark.file.removeprefix("notices/"), item.code) for item in found.diagnostics}
    assert {
        ("portal.sv.yml", "S101"),
        ("customers/en.yml", "S101"),
        ("customers/notice.yml", "N103"),
        ("customers/notice.yml", "N110"),
        ("customers/sv.yml", "T101"),
        ("customers/sv.yml", "T104"),
        ("other/notice.yml", "L053"),
        ("third/notice.yml", "S301"),
    } <= told


def test_findings_come_in_reading_order_and_each_once(tmp_path: Path) -> None:
    found = examined(tmp_path, files(**BROKEN)).diagnostics
    assert [(item.mark, item.code) for item in found] == sorted((item.mark, item.code) for item in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_files_changes_nothing(tmp_path: Path, seed: int) -> None:
    once = examined(tmp_path / "one", files(**BROKEN))
    again = examined(tmp_path / "two", files(**BROKEN), seed=seed)
    assert [repr(item) for item in once.diagnostics] == [repr(item) for item in again.diagnostics]
    assert once.rows() == again.rows()


def test_an_unreadable_portal_is_told_of_and_nothing_else_is_guessed(tmp_path: Path) -> None:
    found = examined(tmp_path, files(portal="languages: ["))
    assert found.project is None
    assert found.rows() == ()
    assert [item.mark.file for item in found.diagnostics] == ["notices/portal.yml"]


def test_a_damaged_memory_is_told_of_with_the_rest(tmp_path: Path) -> None:
    found = examined(tmp_path, {**files(**BROKEN), "customers/_translations.en.yml": b"title: [\n"})
    told = [item for item in found.diagnostics if item.mark.file.endswith("_translations.en.yml")]
    assert [item.code[0] for item in told] == ["T"]
    assert "N103" in {item.code for item in found.diagnostics}


def test_what_an_author_answers_for_is_kept_apart(tmp_path: Path) -> None:
    found = examined(tmp_path, files(notice={"recipients": None, "ignore": {"N110": "told in the letter"}}))
    assert "N110" not in {item.code for item in found.diagnostics}
    assert [(item.diagnostic.code, item.reason) for item in found.silenced] == [("N110", "told in the letter")]


def test_the_day_decides_what_is_late(tmp_path: Path) -> None:
    before = examined(tmp_path, files())
    later = examine(tmp_path / "notices", datetime.date(2027, 2, 1))
    new = {item.code for item in later.diagnostics} - {item.code for item in before.diagnostics}
    assert new
    assert all(code.startswith("N") for code in new)


def test_a_brand_colour_that_white_text_cannot_be_read_on_is_told_with_the_shade_that_is_shown(tmp_path: Path) -> None:
    found = examined(tmp_path, files(portal={"brand": {"color": "#ffcc00"}}))
    (fault,) = [item for item in found.diagnostics if item.code == "P105"]
    shade = re.search("#[0-9a-f]{6}", hint(fault))
    assert fault.severity is Severity.WARNING
    assert fault.values["contrast"] == Decimal("1.5")
    for language, ratio in (("en", "1.5:1"), ("fi", "1,5:1"), ("sv", "1,5:1")):
        assert teller(language).tell(fault).message.endswith(f" {ratio}")
    assert shade and contrast(shade[0], "#ffffff") >= 4.5


def test_what_the_author_of_a_notice_answers_for_is_not_counted_for_translations_either(tmp_path: Path) -> None:
    codes = {item.code for item in examined(tmp_path / "loud", files()).diagnostics if item.code.startswith("T")}
    found = examined(tmp_path / "silent", files(notice={"ignore": dict.fromkeys(codes, "a pilot")}))
    assert codes
    assert {(item.diagnostic.code, item.reason) for item in found.silenced} == {(code, "a pilot") for code in codes}
    assert not [item for item in found.diagnostics if item.code in codes and "/customers/" in item.mark.file]
