"""The form of a right that another act takes away or changes. No input or output."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from privacy_notices.schema.shapes import Form, Ids
from privacy_notices.schema.statute_form import Statutes


class RestrictedRight(Form):
    """A right that another act takes away or changes (Art. 23, 85, 89). What people can do instead stands in the words."""

    statutes: Annotated[Statutes, Field(min_length=1)]
    """The acts, with their sections, that restrict the right."""
    effect: Literal["removed", "changed"]
    """`removed`: people do not have the right; `changed`: they have it in another form, or on other conditions."""
    purposes: Ids = ()
    """The purposes it is restricted for; all when left out."""
