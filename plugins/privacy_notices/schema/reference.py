"""Reference pages of the handbook, written from the forms and the vocabulary so that they cannot disagree with them.

`python -m privacy_notices.schema.reference docs/handbook` writes `format.md` and `vocabulary.md` anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pydantic.fields import FieldInfo

from privacy_notices.languages.shipped import shipped_catalogs
from privacy_notices.schema.forms import Form, NoticeFacts, Portal, PortalWords, Words
from privacy_notices.vocabulary.shipped import WORD_KINDS, shipped

FILES: Final = (
    ("portal.yml", Portal, "Facts that notices share, in no language."),
    ("portal.<lang>.yml", PortalWords, "The words for them, one file a language."),
    (
        "<notice>/notice.yml",
        NoticeFacts,
        "The facts of one notice, in no language. The folder's name is the notice's id.",
    ),
    ("<notice>/<lang>.yml", Words, "The words of one notice, one file a language, with the same keys in each."),
)

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


VOCABULARY: Final = """\
# Vocabulary

The words that ship. A notice names the id; each page shows the word in its own language. A portal adds words of its own under
`vocabulary` in `portal.yml`, with their labels in `portal.<lang>.yml`, and can give a word that ships another label there.
"""


def format_reference() -> str:
    """The reference page in Markdown."""
    parts = [INTRODUCTION]
    for name, form, about in FILES:
        parts.append(f"## `{name}`\n\n{about}\n\n{_table(form)}")
        parts.extend(f"### {_words(inner.__name__)}\n\n{_doc(inner)}\n\n{_table(inner)}" for inner in _inner(form))
    return "\n".join(parts)


def _inner(form: type[Form], seen: set[type[Form]] | None = None) -> Iterator[type[Form]]:
    """Forms inside a form, each once, in reading order."""
    seen = set() if seen is None else seen
    for field in form.model_fields.values():
        for found in _forms(field.annotation):
            if found not in seen:
                seen.add(found)
                yield found
                yield from _inner(found, seen)


def _forms(annotation: object) -> Iterator[type[Form]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _forms(inner)


def _table(form: type[Form]) -> str:
    rows = [
        f"| `{name}` | {'yes' if field.is_required() else ''} | {_about(field)} |"
        for name, field in form.model_fields.items()
    ]
    return "\n".join(("| key | required | meaning |", "|---|---|---|", *rows, ""))


def _about(field: FieldInfo) -> str:
    choices = (
        re.findall(r"'([a-z-]+)'", re.sub(r".*?Literal\[", "", str(field.annotation)))
        if "Literal[" in str(field.annotation)
        else []
    )
    listed = f" One of: {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
    nested = next(_forms(field.annotation), None)
    shape = f" See [{_words(nested.__name__)}](#{_words(nested.__name__).lower().replace(' ', '-')})." if nested else ""
    return f"{' '.join((field.description or '').split())}{listed}{shape}".replace("|", "\\|")


def _doc(form: type[Form]) -> str:
    return " ".join((form.__doc__ or "").split())


def _words(name: str) -> str:
    """`NoticeFacts` as a heading: `Notice facts`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return spaced[0] + spaced[1:].lower()


def vocabulary_reference() -> str:
    """Every id that ships with its words in the package's languages, in Markdown."""
    vocabulary, catalogs = shipped(), shipped_catalogs()
    languages = [catalog for key, catalog in catalogs.items() if catalog.get("data.name")]
    parts = [VOCABULARY]
    kinds: dict[str, tuple[str, Iterable[str]]] = {
        kind: (f"{kind}.", vocabulary.words[kind]) for kind in WORD_KINDS if kind != "retention_events"
    }
    kinds["retention_events, in `after`"] = ("retention.after.", vocabulary.events.after)
    kinds["retention_events, in `until`"] = ("retention.until.", vocabulary.events.until)
    kinds["special_category_condition"] = ("special_condition.", vocabulary.special_conditions)
    kinds["mechanism of a transfer"] = ("transfer_mechanism.", vocabulary.transfer_mechanisms)
    for kind, (prefix, ids) in kinds.items():
        head = f"## {kind}\n\n| id | {' | '.join(catalog.language for catalog in languages)} |\n|---|{'---|' * len(languages)}"
        rows = (f"| `{key}` | {' | '.join(catalog.get(prefix + key) or '' for catalog in languages)} |" for key in ids)
        parts.append("\n".join((head, *rows, "")))
    return "\n".join(parts)


PAGES: Final = {"format.md": format_reference, "vocabulary.md": vocabulary_reference}


def main(folder: str) -> None:
    """Write the pages into a folder."""
    for name, page in PAGES.items():
        Path(folder, name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
