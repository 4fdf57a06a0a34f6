"""Every fault of translations has words: what is wrong, what to do, and why it matters."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from privacy_notices.faults.table import FAULTS
from privacy_notices.languages.shipped_catalogs import fault_catalog
from privacy_notices.languages.telling import teller

ENGLISH = fault_catalog("en").messages
CODES = [fault.code for fault in FAULTS if fault.code.startswith("T")]
TOLD = sorted(key.removesuffix(".message") for key in ENGLISH if re.fullmatch(r"T\d{3}\b.*\.message", key))
"""Everything that a code of translations can say."""
COMPARED = {f"T20{number}.{side}" for number in range(1, 7) for side in ("missing", "added", "both")}


def said_in_the_source() -> set[str]:
    """The faults that the modules of translations name."""
    folder = resources.files("privacy_notices").joinpath("translations")
    text = "".join(entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".py"))
    return set(re.findall(r'"((?:T\d{3}|S202)(?:\.[a-z-]+)?)"', text))


def test_every_code_has_something_to_say_and_a_reason() -> None:
    assert {fault.partition(".")[0] for fault in TOLD} == set(CODES)
    assert [code for code in CODES if not teller("en").why(code)] == []


@pytest.mark.parametrize("fault", TOLD)
def test_every_fault_says_what_to_do(fault) -> None:
    assert ENGLISH[f"{fault}.hint"][0]


def test_what_the_code_finds_is_what_the_catalog_says() -> None:
    named = {fault for fault in said_in_the_source() if fault.startswith("T")}
    codes_of_pairs = {fault.partition(".")[0] for fault in COMPARED}
    assert (named - codes_of_pairs) | COMPARED == set(TOLD)


def test_what_translators_are_told_of_words_without_a_fact_has_words() -> None:
    better = {fault for fault in said_in_the_source() if fault.startswith("S202.translated")}
    assert better == {"S202.translated-text", "S202.translated-word"}
    assert all(f"{fault}.{part}" in ENGLISH for fault in better for part in ("message", "hint"))
