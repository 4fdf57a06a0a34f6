"""What a portal needs for one more language. No input or output.

Words files come as templates: every key is there with its source above it and nothing in it. A template's name begins
with `_`, so it is not read, and nothing that nobody has translated can pass for a translation. Whoever has written its
texts renames it.
"""

from __future__ import annotations

import codecs
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from privacy_notices.languages.cldr import locale_of
from privacy_notices.languages.language import SOURCE
from privacy_notices.languages.new_language import catalog_template
from privacy_notices.languages.shipped_catalogs import FOLDER_OF_PAGES, shipped_catalogs
from privacy_notices.load.package_data import data_file
from privacy_notices.load.yaml_file import load
from privacy_notices.model.notice import Project
from privacy_notices.translations.texts import PORTAL, Bundle, KeyedText, bundles

_WIDTH: Final = 100
"""Where the lines of a source are broken."""


class NotEditable(ValueError):
    """The list of languages cannot be added to without writing the file anew."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a portal needs for one more language, by path below its source folder."""

    portal: bytes
    """portal.yml with the language in it; the same bytes where it was there already."""
    templates: Mapping[str, bytes]
    """New files. One that is there already is to be left as it is."""
    becomes: Mapping[str, str]
    """The names that words files get when they are translated, by that of their template."""


def prepare(project: Project, portal: bytes, language: str) -> Preparation:
    """What the portal needs for `language`; `portal` is its portal.yml. Raises `NotEditable`."""
    templates: dict[str, bytes] = {}
    becomes: dict[str, str] = {}
    for bundle in bundles(project):
        file = bundle.file(language)
        if bundle.source_language == language or language in bundle.documents:
            continue
        folder, slash, name = file.rpartition("/")
        template = f"{folder}{slash}_{name}"
        templates[template] = words_template(bundle, language).encode()
        becomes[template] = file
    if language not in shipped_catalogs():
        templates[f"locale/{language}.po"] = catalog_template(data_file(f"{FOLDER_OF_PAGES}/{SOURCE}.po"), language)
    return Preparation(with_language(portal, language), templates, becomes)


# --- portal.yml ------------------------------------------------------------------------------------------------------


def with_language(data: bytes, language: str) -> bytes:
    """portal.yml with one more language at the end of its list; every other byte stays. Raises `NotEditable`."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.removeprefix(mark).decode()
    before = load(data, "").value
    known = before.get("languages") if isinstance(before, dict) else None
    node = _languages(yaml.compose(text, yaml.SafeLoader))
    if not isinstance(before, dict) or not isinstance(known, list) or node is None or not node.value:
        raise NotEditable
    if language in known:
        return data
    # YAML reads a bare `no` as false.
    written = f'"{language}"' if language == "no" else language
    last = node.value[-1]
    if node.flow_style:
        at, added = last.end_mark.index, f", {written}"
    else:
        end = re.compile(r"[^\r\n]*").match(text, last.end_mark.index)
        at = end.end() if end else len(text)
        newline = "\r\n" if "\r\n" in text else "\n"
        added = f"{newline}{' ' * (last.start_mark.column - 2)}- {written}"
    edited = mark + f"{text[:at]}{added}{text[at:]}".encode()
    if load(edited, "").value != {**before, "languages": [*known, language]}:
        raise NotEditable
    return edited


def _languages(root: Node | None) -> SequenceNode | None:
    if not isinstance(root, MappingNode):
        return None
    found = (value for key, value in root.value if key.value == "languages" and isinstance(value, SequenceNode))
    return next(found, None)


# --- words -----------------------------------------------------------------------------------------------------------


def words_template(bundle: Bundle, language: str) -> str:
    """A words file with every key of the source, each empty below the text it is to say."""
    file = bundle.file(language).rpartition("/")[2]
    of = "the portal" if bundle.id == PORTAL else f"the notice `{bundle.id}`"
    about = (
        f"The words of {of} in {_name(language)}. Above each text stands its source in {_name(bundle.source_language)}: "
        "write the translation between the quotes, or where there is a `|`, on the lines below it, indented like the source. "
        f"While this file is called `_{file}`, nobody reads it. When the texts are written, rename it to `{file}`. "
        "Take out the keys of texts you leave untranslated: readers get those in the original language, marked as such."
    )
    return "\n".join((*_comment(about, ""), *_keys(bundle.source.values()), ""))


def _keys(texts: Iterable[KeyedText]) -> Iterator[str]:
    above: tuple[str, ...] = ()
    for text in texts:
        path = tuple(map(str, text.path))
        shared = next(
            (depth for depth, pair in enumerate(zip(path[:-1], above, strict=False)) if pair[0] != pair[1]),
            min(len(path) - 1, len(above)),
        )
        if shared == 0:
            yield ""
        for depth, key in enumerate(path[shared:-1], shared):
            yield f"{'  ' * depth}{key}:"
        indentation = "  " * (len(path) - 1)
        yield from _comment(text.value, indentation)
        empty = "|" if len(text.value.splitlines()) > 1 else '""'
        yield f"{indentation}{path[-1]}: {empty}"
        above = path[:-1]


def _comment(text: str, indentation: str) -> Iterator[str]:
    width = _WIDTH - len(indentation) - 2
    for line in text.splitlines():
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]:
            yield f"{indentation}# {part}".rstrip()


def _name(language: str) -> str:
    """`Estonian (et)`; the code alone where CLDR has no name."""
    name = locale_of(SOURCE).languages.get(language.split("-")[0])
    return f"{name} ({language})" if name else language
