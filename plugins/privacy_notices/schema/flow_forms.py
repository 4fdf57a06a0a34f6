"""The forms of where data come from and of where they go outside the EEA. No input or output."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from privacy_notices.schema.one_line import CountryCode, Id, Line, Url
from privacy_notices.schema.refusals import refused
from privacy_notices.schema.shapes import UNIQUE, Form, Ids


class Source(Form):
    """A source of data, when more than its name is to be said."""

    id: Id
    """A word of `sources`."""
    data: Ids = ()
    """The categories of data that come from it; left out where that is not told apart."""
    permit: Line | None = None
    """Number of the permit under which the source is used."""
    public: bool | None = None
    """Publicly accessible (Art. 14(2)(f)); the vocabulary's answer when left out."""


OtherGround = Literal[
    "public-instrument",
    "bcr",
    "scc",
    "scc-dpa",
    "code-of-conduct",
    "certification",
    "ad-hoc-clauses",
    "admin-arrangement",
    "derogation-consent",
    "derogation-contract",
    "derogation-contract-interest",
    "derogation-public-interest",
    "derogation-claims",
    "derogation-vital",
    "derogation-register",
    "derogation-compelling",
]
"""What a transfer rests on where no adequacy decision allows it (Art. 46-49)."""

TransferMechanism = Literal["adequacy", OtherGround]
"""What a transfer rests on (Art. 45-49)."""


class Transfer(Form):
    """A transfer to a country outside the EEA or to an international organisation (Art. 13(1)(f))."""

    recipient: Id
    """Who receives the data: a recipient of the portal or of the vocabulary."""
    countries: Annotated[tuple[CountryCode, ...], UNIQUE] = ()
    """Third countries, ISO 3166-1 alpha-2."""
    organisations: Ids = ()
    """International organisations (Art. 4(26)), words of `international_organisations`: beside countries or without."""
    mechanism: TransferMechanism
    """What the transfer rests on (Art. 45-49)."""
    certified: bool = False
    """For the United States and `adequacy`: the recipient is certified under the EU-US Data Privacy Framework."""
    covered: bool = False
    """For `adequacy` where the decision has limits (CA, JP, KR ...): the recipient and the data fall within them."""
    fallback: OtherGround | None = None
    """What the transfer rests on if the adequacy decision ceases to apply."""
    copy_from: Id | None = None
    """The contact that gives a copy of the safeguards (Art. 13(1)(f))."""
    copy_url: Url | None = None
    """Where the safeguards can be read."""

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Transfer:
        if not (self.countries or self.organisations):
            raise refused("transfer_nowhere")
        for name in ("covered", "fallback"):
            if getattr(self, name) and self.mechanism != "adequacy":
                raise refused("transfer_adequacy", value=name, at=name, on="key")
        return self
