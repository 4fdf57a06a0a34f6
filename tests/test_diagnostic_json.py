"""Diagnostics as JSON and back: nothing is lost, and nothing else is taken for one."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity, Term, parameters
from privacy_notices.faults.json import Json, from_json, to_json

TEXTS = st.text(max_size=20)
VALUES = st.one_of(
    TEXTS,
    st.integers(),
    st.decimals(-99, 99, places=2),
    st.dates(),
    TEXTS.map(Term),
    st.lists(TEXTS, max_size=3).map(tuple),
    st.just("2026-02-01"),
)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.builds(Mark, TEXTS, st.integers(1, 9_999), st.integers(1, 200)),
    st.from_regex(r"[LSNTP][0-9]{3}(\.[a-z-]+)?", fullmatch=True),
    severity=st.sampled_from(Severity),
    article=TEXTS,
    parameters=st.dictionaries(TEXTS, VALUES, max_size=4).map(parameters),
)


@given(DIAGNOSTICS)
def test_a_diagnostic_comes_back_as_it_was(diagnostic: Diagnostic) -> None:
    again = from_json(json.loads(json.dumps(to_json(diagnostic))))
    assert again == diagnostic
    assert (again.severity, again.article, again.parameters) == (
        diagnostic.severity,
        diagnostic.article,
        diagnostic.parameters,
    )
    assert [type(value) for _, value in again.parameters] == [type(value) for _, value in diagnostic.parameters]


@pytest.mark.parametrize("number", ["4.0", "-0.25", "21", "0.0000001", "1E+2"])
def test_a_number_keeps_the_decimals_it_is_shown_with(number: str) -> None:
    found = Diagnostic(Mark("a"), "P105", parameters=parameters({"contrast": Decimal(number)}))
    assert str(from_json(to_json(found)).values["contrast"]) == str(Decimal(format(Decimal(number), "f")))


def test_a_day_is_no_text_and_a_text_no_day() -> None:
    day, text = datetime.date(2026, 2, 1), "2026-02-01"
    found = Diagnostic(Mark("a"), "T102", parameters=parameters({"since": day, "key": text, "word": Term(text)}))
    assert from_json(to_json(found)).values == {"since": day, "key": text, "word": Term(text)}


USUAL: list[Json] = ["a", 1, 1, "S201", 30, "", {}, "", ""]


@pytest.mark.parametrize(
    "stored",
    [
        None,
        {},
        [],
        USUAL[:-1],
        [1, *USUAL[1:]],
        [*USUAL[:1], "1", *USUAL[2:]],
        [*USUAL[:1], True, *USUAL[2:]],
        [*USUAL[:4], 31, *USUAL[5:]],
        [*USUAL[:6], [], *USUAL[7:]],
        *(
            [*USUAL[:6], {"x": value}, *USUAL[7:]]
            for value in (None, True, 1.5, {}, {"date": "soon"}, {"term": 1}, {"decimal": "NaN"}, {"decimal": 1}, [1])
        ),
    ],
)
def test_anything_else_is_refused(stored: Json) -> None:
    with pytest.raises((TypeError, ValueError)):
        from_json(stored)
