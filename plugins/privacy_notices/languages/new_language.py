"""`privacy-notices new-language`: prepares a portal for one more language.

Words files come as templates: every key is there with its source above it and nothing in it. A template's name begins
with `_`, so it is not read, and nothing that nobody has translated can pass for a translation. Whoever has written its
texts renames it.
"""

from __future__ import annotations

import codecs
import difflib
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import yaml
from babel import Locale
from babel.messages.plurals import get_plural
from yaml.nodes import MappingNode, Node, SequenceNode

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.languages.telling import teller
from privacy_notices.load.yaml_file import load
from privacy_notices.model.notice import Project
from privacy_notices.translations.texts import PORTAL, Bundle, KeyedText, bundles
from privacy_notices.vocabulary.shipped import COMPLETE, data_file, shipped_catalogs

_TAG: Final = re.compile(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
"""Language tags (BCP 47) as portal.yml takes them."""
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


def unknown_language(language: str) -> str | None:
    """Why this is not a language code, with the one that was probably meant; None when it is one."""
    names = {code: name for code, name in Locale("en").languages.items() if _TAG.fullmatch(code)}
    match = _TAG.fullmatch(language)
    if match and match[1] in names:
        return None
    by_name = {name.casefold(): code for code, name in names.items()}
    folded = language.replace("_", "-").casefold()
    close = difflib.get_close_matches(folded, by_name, n=1, cutoff=0.75)
    code = folded if folded in names else by_name[close[0]] if close else None
    hint = (
        f"did you mean `{code}` ({names[code]})?" if code else "codes have two or three small letters: `et`, `se`, `uk`"
    )
    return f"`{language}` is not a language code; {hint}"


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
        templates[f"locale/{language}.po"] = catalog_template(
            data_file("languages/locale/en.po").decode(), language
        ).encode()
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
    name = Locale("en").languages.get(language.split("-")[0])
    return f"{name} ({language})" if name else language


# --- the words of the interface --------------------------------------------------------------------------------------


def catalog_template(english: str, language: str) -> str:
    """The package's catalog without translations, for Poedit or any other editor of PO files."""
    number, rule = get_plural(language.replace("-", "_"))
    header, _, messages = english.partition("\n\n")
    header = re.sub(r'"Language: [^\\]*', f'"Language: {language}', header)
    header = re.sub(r'"Plural-Forms: [^\\]*', f'"Plural-Forms: nplurals={number}; plural={rule};', header)
    messages = re.sub(r'^msgstr ".*"(?:\n".*")*$', 'msgstr ""', messages, flags=re.MULTILINE)
    forms = "\n".join(f'msgstr[{form}] ""' for form in range(number))
    return f"{header}\n\n" + re.sub(r'^msgstr\[0\] (?:.*\n(?=msgstr\[|"))*.*$', forms, messages, flags=re.MULTILINE)


# --- the command -----------------------------------------------------------------------------------------------------


@click.command("new-language")
@click.argument("language")
@click.option(
    "--notices", "root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("notices"),
    show_default=True, help="The source folder of the portal.",
)  # fmt: skip
def new_language(root: Path, language: str) -> None:
    """Prepare the portal for one more LANGUAGE, named by its code: `et`, `se`, `uk`.

    Adds it to portal.yml and writes a template for each file of words. Files that are there stay as they are.
    """
    from privacy_notices.portal.reading import open_project
    from privacy_notices.translations.memory_files import write

    if (fault := unknown_language(language)) is not None:
        raise click.UsageError(fault)
    project, faults = open_project(root)
    if project is None:
        _report(faults)
        raise SystemExit(1)
    try:
        made = prepare(project, (root / "portal.yml").read_bytes(), language)
    except NotEditable:
        raise click.ClickException(
            f"add `{language}` to `languages` in portal.yml by hand, then run this again"
        ) from None
    there = [name for name in made.templates if (root / name).exists()]
    new = {name: data for name, data in made.templates.items() if name not in there}
    # portal.yml last: a language that is in it has its templates.
    written = (*write(root, new), *write(root, {"portal.yml": made.portal}))
    for name in written:
        click.echo(f"written: {root.name}/{name}")
    for name in there:
        click.echo(f"left as it is: {root.name}/{name}")
    click.echo(f"\n{_next_steps(made, language)}")


def _next_steps(made: Preparation, language: str) -> str:
    steps = []
    if made.becomes:
        template, file = next(iter(made.becomes.items()))
        steps += [
            f"Translate the texts in each file whose name begins with `_`, and rename it when they are written: {template} to {file}.",
            f"Or work in Poedit or Weblate: `privacy-notices translations export {language}`; `translations import` writes the files.",
        ]
    if (name := f"locale/{language}.po") in made.templates:
        steps.append(
            f"The words of the interface are in {name}. What you leave empty there is shown in another language, marked."
        )
    elif language not in COMPLETE:
        lacking = sum(
            1 for key in shipped_catalogs()[COMPLETE[0]].messages if key not in shipped_catalogs()[language].messages
        )
        steps.append(
            f"{lacking} words of the interface are not known for sure in this language and are shown in another, marked. "
            f"Write those you need under `texts` in portal.{language}.yml."
        )
    steps.append(f"See how far you are: `privacy-notices translations status --language {language}`.")
    return "\n".join(
        textwrap.fill(step, _WIDTH, initial_indent=f"{number}. ", subsequent_indent="   ")
        for number, step in enumerate(steps, 1)
    )


def _report(faults: Iterable[Diagnostic]) -> None:
    for item in faults:
        if item.severity is Severity.ERROR:
            click.echo(
                f"{item.mark.file}:{item.mark.line}:{item.mark.column}: {item.severity}[{item.code}] {teller('en').tell(item).message}",
                err=True,
            )
