"""The forms of words: `<lang>.yml` of a notice and `portal.<lang>.yml`, one file a language. No input or output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from privacy_notices.schema.one_line import Id, Line, Prose, read_date
from privacy_notices.schema.refusals import refused
from privacy_notices.schema.shapes import Form, OrText


class PurposeWords(Form):
    """What a purpose means, with a short name for lists when the text is longer than a sentence."""

    name: Line | None = None
    """Short name, e.g. `Newsletter`; the first sentence of the text when left out."""
    text: Prose
    """The purpose in plain words."""


class OwnSection(Form):
    """A section that the notice adds."""

    title: Line
    """Heading."""
    text: Prose
    """Text in Markdown."""


class DecisionWords(Form):
    """What Art. 13(2)(f) asks to be said of an automated decision."""

    name: Line
    """What is decided."""
    logic: Prose
    """The logic involved, in plain words."""
    consequences: Prose
    """What it means for the person."""


class ProfilingWords(Form):
    """What is said of profiling."""

    name: Line
    """What is worked out of people."""
    logic: Prose
    """How it is worked out, in plain words."""
    consequences: Prose
    """What it means for the person."""


class AiSystemWords(Form):
    """What is said of an AI system."""

    name: Line
    """What the system does, or its name."""
    text: Prose
    """What it is used for, what it reads, and what people decide themselves."""


class SectionTexts(Form):
    """Texts beside what is computed, each under its own heading."""

    data_subjects: Prose | None = None
    """More on whom the notice concerns."""
    data: Prose | None = None
    """More on the data."""
    sources: Prose | None = None
    """More on where the data come from."""
    provision: Prose | None = None
    """What happens if the data are not given (Art. 13(2)(e))."""
    recipients: Prose | None = None
    """More on the recipients."""
    transfers: Prose | None = None
    """More on transfers."""
    retention: Prose | None = None
    """More on how long data are kept."""
    automated_decisions: Prose | None = None
    """More on automated decisions and profiling."""
    cookies: Prose | None = None
    """What is stored on the reader's device, and why."""
    security: Prose | None = None
    """More on the protection of the data."""
    secrecy: Prose | None = None
    """More on secrecy and publicity: professional secrecy, who may see the data."""
    children: Prose | None = None
    """More on the data of children."""
    deceased: Prose | None = None
    """More on the data of deceased persons."""
    requests: Prose | None = None
    """More on how to use one's rights."""
    complaint: Prose | None = None
    """More on complaints."""


SECTIONS: Final = tuple(SectionTexts.model_fields)
"""Sections of a notice page that may carry a text of their own beside what is computed."""


class Words(Form):
    """`<lang>.yml` of a notice: the words of one language. The keys are the same in each."""

    title: Line
    """Name of the notice."""
    slug: Line | None = None
    """Last part of the address; made from the title when left out."""
    summary: Prose | None = None
    """One or two sentences for the front page and the top of the notice."""
    purposes: Mapping[Id, Annotated[PurposeWords, OrText("text")]] = Field(default_factory=dict)
    """What each purpose means, under its id in `notice.yml`: a text, or `{name: ..., text: ...}`."""
    legitimate_interests: Mapping[Id, Prose] = Field(default_factory=dict)
    """The interest itself, for each purpose with that basis (Art. 13(1)(d))."""
    retention_criteria: Mapping[Id, Prose] = Field(default_factory=dict)
    """The criterion, for each purpose whose retention is `{criterion: described}`."""
    transfers: Mapping[Id, Prose] = Field(default_factory=dict)
    """More on the transfer to a recipient."""
    automated_decisions: Mapping[Id, DecisionWords] = Field(default_factory=dict)
    """Each automated decision, under its id in `notice.yml`."""
    profiling: Mapping[Id, ProfilingWords] = Field(default_factory=dict)
    """Each profiling, under its id in `notice.yml`."""
    ai_systems: Mapping[Id, AiSystemWords] = Field(default_factory=dict)
    """Each AI system, under its id in `notice.yml`."""
    register_name: Line | None = None
    """Name of the register, when it has one of its own beside the title."""
    joint_controllers: Prose | None = None
    """The essence of the arrangement between joint controllers (Art. 26(2))."""
    withdrawal: Mapping[Id, Prose] = Field(default_factory=dict)
    """How to withdraw consent, for each purpose that rests on it (Art. 7(3))."""
    restricted_rights: Mapping[Id, Prose] = Field(default_factory=dict)
    """What holds instead, for each right in `restricted_rights`."""
    rights: Mapping[Id, Prose] = Field(default_factory=dict)
    """What this controller adds on one right."""
    texts: SectionTexts = SectionTexts()
    """Texts beside what is computed."""
    sections: Mapping[Id, OwnSection] = Field(default_factory=dict)
    """Anything else, in this order."""
    changes: Mapping[str, Prose] = Field(default_factory=dict)
    """What changed, by date of publication."""

    @field_validator("changes")
    @classmethod
    def _keys_are_dates(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for key in value:
            try:
                read_date(key)
            except PydanticCustomError:
                raise refused("date", at=key, on="key") from None
        return value


class VocabularyWords(Form):
    """Labels of the portal's own words, or others for those that ship; list items in lower case."""

    data: Mapping[Id, Line] = Field(default_factory=dict)
    """Categories of personal data."""
    data_subjects: Mapping[Id, Line] = Field(default_factory=dict)
    """Groups of people."""
    sources: Mapping[Id, Line] = Field(default_factory=dict)
    """Where data come from."""
    recipients: Mapping[Id, Line] = Field(default_factory=dict)
    """Categories of recipients."""
    recipient_kinds: Mapping[Id, Line] = Field(default_factory=dict)
    """What one recipient of a category is, for the brackets behind its name: `bank` for `banks`; else the label itself."""
    security: Mapping[Id, Line] = Field(default_factory=dict)
    """Measures."""
    statutes: Mapping[Id, Line] = Field(default_factory=dict)
    """Acts and decrees, without their number."""
    retention_after: Mapping[Id, Line] = Field(default_factory=dict)
    """Completes a period: `after the end of the contract`."""
    retention_until: Mapping[Id, Line] = Field(default_factory=dict)
    """Completes `kept ...`: `until you object`."""
    international_organisations: Mapping[Id, Line] = Field(default_factory=dict)
    """Names of international organisations."""


KIND_OF_LABELS: Final[Mapping[str, str]] = {
    **{name: name for name in VocabularyWords.model_fields},
    "recipient_kinds": "recipients",
    "retention_after": "retention_events",
    "retention_until": "retention_events",
}
"""By field of `VocabularyWords`: the kind of words that its labels are for, as `vocabulary` in portal.yml calls it."""


class PortalWords(Form):
    """`portal.<lang>.yml`: the words of one language that notices share."""

    site_name: Line
    """Name of the portal."""
    site_description: Line | None = None
    """One sentence for search engines."""
    intro: Prose | None = None
    """Text at the top of the front page."""
    groups: Mapping[Id, Line] = Field(default_factory=dict)
    """Headings of the groups on the front page."""
    contacts: Mapping[Id, Line] = Field(default_factory=dict)
    """Name of each contact's role."""
    recipients: Mapping[Id, Line] = Field(default_factory=dict)
    """What a named recipient does."""
    accessibility: Prose | None = None
    """What in the portal is not accessible, for whom, and what to do instead."""
    vocabulary: VocabularyWords = VocabularyWords()
    """Labels of own words."""
    texts: Mapping[str, Prose] = Field(default_factory=dict)
    """Other wordings for texts that ship, by their id in the catalog."""
