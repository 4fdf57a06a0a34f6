"""Texts held against the Markdown dialect and the files beside the notice: what readers would see as signs, which links
lead nowhere. No input or output.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Term
from privacy_notices.faults.table import found
from privacy_notices.load.places import Path
from privacy_notices.load.yaml_file import SourceFile
from privacy_notices.markdown.dialect import ATTACHMENT_TYPES
from privacy_notices.markdown.tree import links
from privacy_notices.markdown.unknown import UnknownMarkup, unknown_markup
from privacy_notices.model.statements import texts_in, written_at
from privacy_notices.schema.words_forms import PortalWords, Words

MAX_ATTACHMENT: Final = 25_000_000
"""Bytes of one file beside a notice. A reader on a telephone waits for each of them."""

_LINES: Final = ("title", "slug", "name")
"""Texts of one line, which are shown as they are."""

_MAX_SHOWN: Final = 60
"""Characters of the signs that a message quotes."""


class MarkedText(NamedTuple):
    """What stands in one text that is to be told of, or held against the files beside it."""

    keys: Path
    """Its place in the form."""
    unknown: tuple[UnknownMarkup, ...]
    """Each once, in reading order."""
    files: tuple[str, ...]
    """The names of files that it links to, each once, in reading order."""


Markup: TypeAlias = tuple[MarkedText, ...]
"""What stands in the texts of a words file, without those that have nothing of it. It depends on the words alone."""


def markup_of(words: Words | PortalWords) -> Markup:
    """What stands in the texts of a words file."""
    found = (MarkedText(keys, _unknown(text), _files(text)) for keys, text in _markdown(words))
    return tuple(one for one in found if one.unknown or one.files)


def _unknown(text: str) -> tuple[UnknownMarkup, ...]:
    return tuple(dict.fromkeys(unknown_markup(text)))


def _files(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.target for link in links(text) if link.is_attachment))


def attached(markup: Iterable[Markup], beside: Mapping[str, int]) -> Mapping[str, int]:
    """The files beside a notice that its texts link to, with their bytes. `beside`: all that are there."""
    names = {name for texts in markup for text in texts for name in text.files}
    return {name: beside[name] for name in sorted(names) if beside.get(name, MAX_ATTACHMENT + 1) <= MAX_ATTACHMENT}


def faults_of_markup(
    markup: Markup, document: SourceFile, beside: Mapping[str, int] | None = None
) -> Iterator[Diagnostic]:
    """What is wrong in the texts of a words file. `beside`: the files beside the notice, with their bytes; None for the
    words of the portal, which has none."""
    for keys, unknown, files in markup:
        for kind, typed in unknown:
            shown = typed if len(typed) <= _MAX_SHOWN else f"{typed[: _MAX_SHOWN - 1]}…"
            mark = _place(document, keys, typed)
            if kind == "link":
                yield found(mark, "S403", link=shown, types=ATTACHMENT_TYPES)
            else:
                yield found(mark, "S402", text=shown, what=Term(f"markup.{kind}"))
        for name in files:
            mark = _place(document, keys, name)
            if beside is None or name not in beside:
                yield found(mark, "S404" if beside is not None else "S404.portal", name=name)
            elif beside[name] > MAX_ATTACHMENT:
                yield found(mark, "S405", name=name, size=beside[name], limit=MAX_ATTACHMENT)


def _markdown(words: Words | PortalWords) -> Iterator[tuple[Path, str]]:
    """The texts of a words file that are Markdown, by their place in the form."""
    if isinstance(words, PortalWords):
        named = {"intro": words.intro, "accessibility": words.accessibility}
        return (((key,), text) for key, text in named.items() if text)
    return ((keys, text) for keys, text in texts_in(words) if keys[-1] not in _LINES)


def _place(document: SourceFile, keys: Path, typed: str) -> Mark:
    """The line of a text in which something was typed, or the beginning of the text where it cannot be seen there."""
    mark = document.at(written_at(keys, document))
    for number, line in enumerate(document.lines[mark.line - 1 :], mark.line):
        if (column := line.find(typed.split("\n")[0])) >= 0:
            return Mark(mark.file, number, column + 1)
    return mark
