"""The texts of a portal as flat maps from a stable key to a text: what is translated, one by one. No input or output."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final, NamedTuple

from privacy_notices.faults.diagnostic import Mark
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.model.notice import Notice, Project
from privacy_notices.model.statements import statements_of
from privacy_notices.schema.meanings import meanings_of
from privacy_notices.schema.one_line import Line
from privacy_notices.schema.portal_form import OwnVocabulary
from privacy_notices.schema.shapes import Form
from privacy_notices.schema.words_forms import KIND_OF_LABELS, PortalWords, Words
from privacy_notices.translations.wrapping import unwrapped

PORTAL: Final = "_portal"
"""Stands for the id of a notice where the words of the portal itself are meant. No notice can have this id."""

_ARTICLES: Final[Mapping[Path, str]] = {
    ("purposes",): "GDPR Art. 13(1)(c)",
    ("legitimate_interests",): "GDPR Art. 13(1)(d)",
    ("retention_criteria",): "GDPR Art. 13(2)(a)",
    ("withdrawal",): "GDPR Art. 7(3), 13(2)(c)",
    ("restricted_rights",): "GDPR Art. 13(2)(b), 23(1)",
    ("transfers",): "GDPR Art. 13(1)(f)",
    ("automated_decisions",): "GDPR Art. 13(2)(f)",
    ("profiling",): "GDPR Art. 13(2)(f)",
    ("joint_controllers",): "GDPR Art. 26(2)",
    ("rights",): "GDPR Art. 13(2)(b)",
    ("texts", "data"): "GDPR Art. 14(1)(d)",
    ("texts", "sources"): "GDPR Art. 14(2)(f)",
    ("texts", "provision"): "GDPR Art. 13(2)(e)",
    ("texts", "recipients"): "GDPR Art. 13(1)(e)",
    ("texts", "transfers"): "GDPR Art. 13(1)(f)",
    ("texts", "retention"): "GDPR Art. 13(2)(a)",
    ("texts", "automated_decisions"): "GDPR Art. 13(2)(f)",
    ("texts", "complaint"): "GDPR Art. 13(2)(d)",
}
"""The provision that asks for a text, by the beginning of its path."""


@dataclass(frozen=True, slots=True)
class KeyedText:
    """One text of one language, under its stable name."""

    key: str
    """Stable name within its file: `purposes.newsletter.text`."""
    path: Path
    """Where it stands in its file. A purpose written as a plain text stands at `("purposes", "newsletter")`."""
    value: str
    """The text without white space around it and without line breaks that mean nothing (`wrapping.unwrapped`)."""
    about: str
    """What the field is for, one sentence or two in English."""
    article: str
    """The provision that asks for it; empty when none does."""
    is_line: bool
    """It must stay on one line: a heading, a label."""
    document: SourceFile = field(compare=False, repr=False)

    @property
    def mark(self) -> Mark:
        """The place of the text."""
        return self.document.at(self.path)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The words of one notice, or of the portal itself, in every language of the portal."""

    id: str
    """Id of the notice, or `PORTAL`."""
    title: str
    """Its name in the source language."""
    source_language: str
    languages: tuple[str, ...]
    """In the order of the portal's menu."""
    texts: Mapping[str, Mapping[str, KeyedText]]
    """By language, then key, in the order of the format. A language whose file is absent or unreadable has none."""
    documents: Mapping[str, SourceFile] = field(compare=False, repr=False)
    """By language; absent when there is no file."""
    folder: str
    """The source folder as marks name it."""
    notice: Notice | None = field(compare=False, repr=False)

    @property
    def source(self) -> Mapping[str, KeyedText]:
        """The texts of the source language by key; none where its file cannot be read."""
        return self.texts.get(self.source_language, {})

    @property
    def targets(self) -> tuple[str, ...]:
        """The languages that are translated into."""
        return tuple(language for language in self.languages if language != self.source_language)

    def is_readable(self, language: str) -> bool:
        """Whether the file of a language exists and can be read."""
        return language in self.texts

    def file(self, language: str) -> str:
        """The words file of a language, from the source folder on."""
        return f"portal.{language}.yml" if self.id == PORTAL else f"{self.id}/{language}.yml"

    def memory_file(self, language: str) -> str:
        """The memory of a language, from the source folder on."""
        return memory_file(self.id, language)

    def mark(self, language: str, path: Path = ()) -> Mark:
        """A place in the file of a language, or its beginning where there is none."""
        document = self.documents.get(language)
        return Mark(f"{self.folder}/{self.file(language)}") if document is None else document.at(path)


def bundles(project: Project) -> tuple[Bundle, ...]:
    """The portal's own words and every notice, in that order. Earlier versions are frozen and not among them."""
    return (
        portal_bundle(project),
        *(notice_bundle(notice, project.portal.languages, _folder(project)) for notice in project.notices),
    )


def portal_bundle(project: Project) -> Bundle:
    """The portal's own words."""
    own = project.portal.vocabulary
    name = project.words.get(project.source_language)
    return Bundle(
        PORTAL,
        name.site_name if name else "",
        project.source_language,
        project.portal.languages,
        {
            language: _texts_of(words, language, project.documents[language], own)
            for language, words in project.words.items()
        },
        {language: document for language, document in project.documents.items() if language != "portal"},
        _folder(project),
        None,
    )


def notice_bundle(notice: Notice, languages: tuple[str, ...], folder: str) -> Bundle:
    """The words of one notice. `languages`: of the portal; `folder`: the source folder as marks name it."""
    return Bundle(
        notice.id,
        notice.words[notice.source_language].title,
        notice.source_language,
        languages,
        {language: _texts_of(words, language, notice.documents[language]) for language, words in notice.words.items()},
        {language: document for language, document in notice.documents.items() if language != "notice"},
        folder,
        notice,
    )


def _folder(project: Project) -> str:
    return project.documents["portal"].file.rpartition("/")[0]


MEMORY: Final = re.compile(r"_translations\.[^.]+\.yml")
"""The names that `memory_file` gives, in their folder."""


def memory_file(key: str, language: str) -> str:
    """The memory of a notice or of the portal (`PORTAL`), from the source folder on. Names that begin with `_` are not
    read as words."""
    return f"_translations.{language}.yml" if key == PORTAL else f"{key}/_translations.{language}.yml"


def _texts_of(
    words: Words | PortalWords, language: str, file: SourceFile, own: OwnVocabulary | None = None
) -> Mapping[str, KeyedText]:
    """What is translated of a words file, by key. `own`: the words of the portal, where it is the portal's file."""
    found = {}
    for statement in statements_of(words, language, file):
        keys = statement.keys
        if keys[0] == "slug" or (own is not None and not _is_own(keys, own)):
            continue
        key, article, about, is_line = _described(type(words), keys)
        found[key] = KeyedText(key, statement.path, unwrapped(statement.text), about, article, is_line, file)
    return found


def _is_own(keys: Path, own: OwnVocabulary) -> bool:
    """Whether a text of the portal is its own to translate: neither another wording for a shipped text nor a label of a
    shipped word, which are each language's own affair."""
    if keys[0] != "vocabulary":
        return keys[0] != "texts"
    return keys[2] in getattr(own, KIND_OF_LABELS[str(keys[1])])


# --- what the form says of a text ------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _described(form: type[Form], keys: Path) -> tuple[str, str, str, bool]:
    """The key of a text, the provision that asks for it, what it is for, and whether it is one line.

    Remembered, because every language has the same.
    """
    article = _ARTICLES.get(keys[:2]) or _ARTICLES.get(keys[:1]) or ""
    about, is_line = "", False
    steps, inner = iter(map(str, keys)), form
    for step in steps:
        field = _fields(inner)[step]
        about, is_line = field.about or about, field.is_line
        if field.is_by_id:
            next(steps)
        if field.form is None:
            break
        inner = field.form
    return ".".join(map(str, keys)), article, about, is_line


class _Field(NamedTuple):
    about: str
    """What it is for, on one line."""
    is_line: bool
    """It holds one line, or several by id."""
    is_by_id: bool
    """It holds several, each under an id."""
    form: type[Form] | None
    """The form of what it holds, where that has fields of its own."""


@cache
def _fields(form: type[Form]) -> Mapping[str, _Field]:
    hints = typing.get_type_hints(form, include_extras=True)
    return {
        name: _Field(
            re.sub(r"\s+", " ", meanings_of(form).get(name, "")),
            _mentions_line(hints[name]),
            _is_by_id(hints[name]),
            _form_in(hints[name]),
        )
        for name, field in form.model_fields.items()
    }


def _mentions_line(annotation: object) -> bool:
    return annotation == Line or any(map(_mentions_line, typing.get_args(annotation)))


def _is_by_id(annotation: object) -> bool:
    return typing.get_origin(annotation) is Mapping or any(map(_is_by_id, typing.get_args(annotation)))


def _form_in(annotation: object) -> type[Form] | None:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    return next((form for part in typing.get_args(annotation) if (form := _form_in(part)) is not None), None)
