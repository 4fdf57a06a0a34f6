"""Reference pages of the handbook, written from the forms and the vocabulary so that they cannot disagree with them.

`python tests/write_reference.py` writes `format.md` and `vocabulary.md` anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.schema.format_page import format_reference
from privacy_notices.vocabulary.shipped_vocabulary import WORD_KINDS, Vocabulary, shipped

INTRODUCTION: Final = """\
# Vocabulary

The words that ship. A notice names the id; each page shows the word in its own language. A portal adds words of its own under
`vocabulary` in `portal.yml`, with their labels in `portal.<lang>.yml`, and can give a word that ships another label there.
"""
"""What stands above the tables of words."""


def vocabulary_reference() -> str:
    """Every id that ships with its words in the package's languages, in Markdown."""
    languages = [catalog for catalog in shipped_catalogs().values() if catalog.get("data.name")]
    tables = (_table(kind, prefix, ids, languages) for kind, prefix, ids in _kinds(shipped()))
    return "\n".join((INTRODUCTION, *tables))


def _kinds(vocabulary: Vocabulary) -> Iterable[tuple[str, str, Iterable[str]]]:
    """Kinds of words: heading, what their labels' ids begin with, the ids."""
    for kind in WORD_KINDS:
        if kind != "retention_events":
            yield kind, f"{kind}.", vocabulary.words[kind]
    yield "retention_events, in `after`", "retention.after.", vocabulary.events.after
    yield "retention_events, in `until`", "retention.until.", vocabulary.events.until
    yield "special_category_condition", "special_condition.", vocabulary.special_conditions
    yield "mechanism of a transfer", "transfer_mechanism.", vocabulary.transfer_mechanisms


def _table(kind: str, prefix: str, ids: Iterable[str], languages: Iterable[Catalog]) -> str:
    languages = tuple(languages)
    head = f"| id | {' | '.join(catalog.language for catalog in languages)} |"
    rule = f"|---|{'---|' * len(languages)}"
    rows = (f"| `{key}` | {' | '.join(catalog.get(prefix + key) or '' for catalog in languages)} |" for key in ids)
    return "\n".join((f"## {kind}\n", head, rule, *rows, ""))


PAGES: Final[Mapping[str, Callable[[], str]]] = {"format.md": format_reference, "vocabulary.md": vocabulary_reference}
"""The pages by file name."""
