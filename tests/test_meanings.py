"""What fields mean is read from below them, as their module says it."""

from __future__ import annotations

import pytest

from privacy_notices.schema.form_paths import forms_in
from privacy_notices.schema.json_schema import FORMS
from privacy_notices.schema.meanings import meanings_of
from privacy_notices.schema.portal_form import OwnWord
from privacy_notices.schema.shapes import Form
from privacy_notices.vocabulary.shipped_vocabulary import Word


def with_inner(*forms: type[Form]) -> dict[type[Form], None]:
    inner = (
        one for form in forms for field in form.model_fields.values() for one in forms_in(field.annotation or object)
    )
    return dict.fromkeys(forms) | {one: None for found in inner for one in with_inner(found)}


@pytest.mark.parametrize("form", with_inner(*FORMS.values()), ids=lambda form: form.__name__)
def test_every_field_that_people_write_has_a_meaning(form: type[Form]) -> None:
    assert [*meanings_of(form)] == [*form.model_fields]
    assert all(meanings_of(form).values())


def test_a_form_that_builds_on_another_has_its_meanings_too() -> None:
    assert meanings_of(Word).items() > meanings_of(OwnWord).items()
    assert meanings_of(Word)["special"] == "For `data`: the special category of Art. 9(1) that it is, e.g. `health`."
    assert meanings_of(Word)["country"] == "For `statutes`: whose law it is."


def test_only_the_text_right_below_a_field_is_its_meaning() -> None:
    class Local(Form):
        told: str
        """Told, but by a class that its module does not name."""

    assert meanings_of(Local) == {}
    assert "model_config" not in meanings_of(Form)
