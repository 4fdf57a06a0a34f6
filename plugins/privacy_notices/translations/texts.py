"""The texts of a portal as flat maps from a stable key to a text: what is translated, one by one. No input or output."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from privacy_notices.faults.diagnostic import Mark
from privacy_notices.load.yaml_file import Document, Path
from privacy_notices.model.notice import Notice, Project
from privacy_notices.schema.forms import Form, Line, OwnVocabulary, PortalWords
from privacy_notices.translations.wrapping import unwrapped

PORTAL: Final = "_portal"
"""Stands for the id of a notice where the words of the portal itself are meant. No notice can have this id."""

_ARTICLES: Final[Mapping[Path, str]] = {
    ("purposes",): "GDPR Art. 13(1)(c)",
    ("legitimate_interests",): "GDPR Art. 13(1)(d)",
    ("retention_criteria",): "GDPR Art. 13(2)(a)",
    ("transfers",): "GDPR Art. 13(1)(f)",
    ("automated_decisions",): "GDPR Art. 13(2)(f)",
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
class Text:
    """One text of one language."""

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
    document: Document = field(compare=False, repr=False)

    @property
    def mark(self) -> Mark:
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
    texts: Mapping[str, Mapping[str, Text]]
    """By language, then key, in the order of the format. A language whose file is absent or unreadable has none."""
    documents: Mapping[str, Document] = field(compare=False, repr=False)
    """By language; absent when there is no file."""
    folder: str
    """The source folder as marks name it."""
    notice: Notice | None = field(compare=False, repr=False)

    @property
    def source(self) -> Mapping[str, Text]:
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
    return (portal_bundle(project), *(notice_bundle(notice, project.portal.languages, _folder(project)) for notice in project.notices))


def portal_bundle(project: Project) -> Bundle:
    """The portal's own words."""
    own = project.portal.vocabulary
    found = {
        language: {
            text.key: text for text in _texts(words, project.documents[language], (), "") if _is_own(text.path, own)
        }
        for language, words in project.words.items()
    }
    name = project.words.get(project.source_language)
    documents = {language: document for language, document in project.documents.items() if language != "portal"}
    return Bundle(
        PORTAL, name.site_name if name else "", project.source_language, project.portal.languages, found, documents,
        _folder(project), None,
    )  # fmt: skip


def _is_own(path: Path, own: OwnVocabulary) -> bool:
    """Whether a label names a word of the portal. Labels of words that ship are each language's own wording."""
    if path[0] != "vocabulary":
        return True
    kind = str(path[1])
    return path[2] in getattr(own, "retention_events" if kind.startswith("retention_") else kind)


def notice_bundle(notice: Notice, languages: tuple[str, ...], folder: str) -> Bundle:
    """The words of one notice. `languages`: of the portal; `folder`: the source folder as marks name it."""
    found = {
        language: {text.key: text for text in _texts(words, notice.documents[language], (), "")}
        for language, words in notice.words.items()
    }
    documents = {language: document for language, document in notice.documents.items() if language != "notice"}
    title = notice.words[notice.source_language].title
    return Bundle(
        notice.id, title, notice.source_language, languages, found, documents, folder, notice
    )


def _folder(project: Project) -> str:
    return project.documents["portal"].file.rpartition("/")[0]


MEMORY: Final = re.compile(r"_translations\.[^.]+\.yml")
"""The names that `memory_file` gives, in their folder."""


def memory_file(key: str, language: str) -> str:
    """The memory of a notice or of the portal (`PORTAL`), from the source folder on. Names that begin with `_` are not
    read as words."""
    return f"_translations.{language}.yml" if key == PORTAL else f"{key}/_translations.{language}.yml"


def _texts(form: Form, document: Document, path: Path, about: str) -> Iterator[Text]:
    """The texts of a form in the order of its fields."""
    for name, description, is_line in _fields(type(form)):
        value = getattr(form, name)
        at = (*path, name)
        if at == ("slug",) or (at == ("texts",) and isinstance(form, PortalWords)):
            continue
        described = description or about
        if isinstance(value, str):
            yield _text(document, at, value, described, is_line)
        elif isinstance(value, Form):
            yield from _texts(value, document, at, described)
        elif isinstance(value, Mapping):
            for key, item in value.items():
                if isinstance(item, Form):
                    yield from _texts(item, document, (*at, key), described)
                else:
                    yield _text(document, (*at, key), item, described, is_line)


def _text(document: Document, path: Path, value: str, about: str, is_line: bool) -> Text:
    key, article = _key_and_article(path)
    if path[0] == "purposes" and path[-1] == "text" and path not in document.places:
        path = path[:-1]
    return Text(key, path, unwrapped(value), about, article, is_line, document)


@lru_cache(maxsize=1024)
def _key_and_article(path: Path) -> tuple[str, str]:
    """Remembered, because every language has the same."""
    return ".".join(map(str, path)), _ARTICLES.get(path[:2]) or _ARTICLES.get(path[:1]) or ""


@cache
def _fields(form: type[Form]) -> tuple[tuple[str, str, bool], ...]:
    """Each field of a form: its name, what it is for on one line, and whether it holds one line."""
    lines = _lines(form)
    return tuple(
        (name, re.sub(r"\s+", " ", field.description or ""), name in lines) for name, field in form.model_fields.items()
    )


def _lines(form: type[Form]) -> frozenset[str]:
    """The fields of a form that hold one line each."""
    hints = typing.get_type_hints(form, include_extras=True)
    return frozenset(name for name, hint in hints.items() if _mentions_line(hint))


def _mentions_line(annotation: object) -> bool:
    return annotation == Line or any(map(_mentions_line, typing.get_args(annotation)))
