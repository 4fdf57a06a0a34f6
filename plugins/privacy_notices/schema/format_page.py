"""The reference of the file format, written from the forms so that it cannot disagree with them. No input or output.

`python tests/write_reference.py` writes it into the handbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pydantic.fields import FieldInfo

from privacy_notices.schema.form_paths import forms_in, literals_of
from privacy_notices.schema.meanings import meanings_of
from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.portal_form import Portal
from privacy_notices.schema.shapes import Form
from privacy_notices.schema.words_forms import PortalWords, Words

FILES: Final[tuple[tuple[str, type[Form], str], ...]] = (
    ("portal.yml", Portal, "Facts that notices share, in no language."),
    ("portal.<lang>.yml", PortalWords, "The words for them, one file a language."),
    (
        "<notice>/notice.yml",
        NoticeFacts,
        "The facts of one notice, in no language. The folder's name is the notice's id.",
    ),
    ("<notice>/<lang>.yml", Words, "The words of one notice, one file a language, with the same keys in each."),
)
"""Files that people write: name, form, what it is for."""

INTRODUCTION: Final = """\
# File format

Everything lies in one folder, `notices/`. **Facts** are written once and formatted for each language; **words** are
written once for each language. Ids are lower case with hyphens. A key that is not listed here is refused, with the
nearest one that is.

Dates are written `2026-02-01`, lengths of time as ISO 8601 has them (`P2Y`, `P6M`, `P14D`, `PT72H`), countries by the two
letters of ISO 3166-1, phone numbers in the international form and in quotes. A proper name or a street is one text, or one
for each language: `{fi: Helsinki, sv: Helsingfors}`. `none` is a statement ("there are none"); a missing key is a gap.

Texts may have paragraphs, `*emphasis*`, `**strong**`, lists and links to `https:`, `mailto:`, `tel:`, `#section` and
`notice:<id>`. HTML and templates are shown as they are typed and never run.
"""
"""What stands above the tables."""


def format_reference() -> str:
    """The page in Markdown."""
    parts = [INTRODUCTION]
    for name, form, about in FILES:
        parts.append(f"## `{name}`\n\n{about}\n\n{_table(form)}")
        parts.extend(f"### {_heading(inner)}\n\n{_doc(inner)}\n\n{_table(inner)}" for inner in _inner(form, set()))
    return "\n".join(parts)


def _inner(form: type[Form], seen: set[type[Form]]) -> Iterator[type[Form]]:
    """Forms inside a form, each once, in reading order."""
    for field in form.model_fields.values():
        for found in forms_in(field.annotation):
            if found not in seen:
                seen.add(found)
                yield found
                yield from _inner(found, seen)


def _table(form: type[Form]) -> str:
    rows = [
        f"| `{name}` | {'yes' if field.is_required() else ''} | {_about(field, meanings_of(form).get(name, ''))} |"
        for name, field in form.model_fields.items()
    ]
    return "\n".join(("| key | required | meaning |", "|---|---|---|", *rows, ""))


def _about(field: FieldInfo, meaning: str) -> str:
    choices = [f"`{choice}`" for choice in literals_of(field.annotation) if isinstance(choice, str)]
    listed = f" One of: {', '.join(choices)}." if choices else ""
    nested = next(forms_in(field.annotation), None)
    heading = _heading(nested) if nested else ""
    shape = f" See [{heading}](#{heading.lower().replace(' ', '-')})." if heading else ""
    return f"{' '.join(meaning.split())}{listed}{shape}".replace("|", "\\|")


def _doc(form: type[Form]) -> str:
    return " ".join((form.__doc__ or "").split())


def _heading(form: type[Form]) -> str:
    """`NoticeFacts` as a heading: `Notice facts`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", form.__name__)
    return spaced[0] + spaced[1:].lower()
