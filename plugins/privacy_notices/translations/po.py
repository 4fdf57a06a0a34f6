"""PO files: `Exchange` values for Poedit, Weblate, Lokalize and whatever reads gettext's format. No input or output."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from typing import Final

from babel.core import UnknownLocaleError
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
from privacy_notices.translations.exchange import Exchange, Message

_PORTAL: Final = "X-Privacy-Notices-Portal"
_SOURCE: Final = "X-Source-Language"
_REVISION: Final = re.compile(r"Revision: ([0-9a-f]{16}|-)")


def to_po(exchange: Exchange, today: datetime.date) -> bytes:
    """The PO file. Contexts are the stable names; fuzzy messages carry the source they were made from.

    It is written here because Babel's writer breaks previous sources of several lines (2.18), which gettext then
    refuses to read.
    """
    parts = [_header(exchange, today), *(entry for message in exchange.messages for entry in _entry(message))]
    return "\n".join(parts).encode() + b"\n"


def _header(exchange: Exchange, today: datetime.date) -> str:
    language = exchange.language.replace("-", "_")
    time = f"{today.isoformat()} 00:00+0000"
    fields = {
        "Project-Id-Version": f"privacy notices of {exchange.portal}",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": time,
        "PO-Revision-Date": time,
        "Last-Translator": "Automatically generated",
        "Language-Team": language,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _plural_forms(language),
        _PORTAL: exchange.portal,
        _SOURCE: exchange.source_language,
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return (
        "# Fuzzy texts are outdated, or nobody has said that they are right.\n"
        "# Take the mark off when a text says what its source says.\n"
        f'msgid ""\nmsgstr {_quoted(text)}'
    )


def _plural_forms(language: str) -> str:
    """No message has a plural; some editors ask for the line all the same."""
    try:
        return get_plural(language).plural_forms
    except (UnknownLocaleError, ValueError):
        return "nplurals=2; plural=(n != 1);"


def _entry(message: Message) -> Iterator[str]:
    yield ""
    yield from (f"#. {comment}" for comment in (*message.comments, f"Revision: {message.revision}"))
    if message.needs_work:
        yield "#, fuzzy"
    if message.previous is not None:
        previous = f"msgctxt {_quoted(message.context)}\nmsgid {_quoted(message.previous)}"
        yield "#| " + previous.replace("\n", "\n#| ")
    yield f"msgctxt {_quoted(message.context)}"
    yield f"msgid {_quoted(message.source)}"
    yield f"msgstr {_quoted(message.target)}"


def _quoted(text: str) -> str:
    """A PO string, a line for each line of the text."""
    lines = [f'"{_escaped(line)}"' for line in re.findall(r"[^\n]*\n|[^\n]+", text)]
    return "\n".join(('""', *lines)) if len(lines) > 1 else "".join(lines) or '""'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def from_po(data: bytes, file: str) -> Exchange | Diagnostic:
    """What a PO file says, or why it cannot be read."""
    try:
        template = read_po(io.BytesIO(data), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError, TypeError, AttributeError) as error:
        return found(Mark(file, getattr(error, "lineno", None) or 1), "T301.po")
    headers = _headers(data)
    messages = []
    for message in template:
        if not message.id or not isinstance(message.id, str) or not isinstance(message.string, str):
            continue
        notice, slash, key = (message.context or "").partition("/")
        if not slash:
            continue
        revision = next(
            (match[1] for line in message.auto_comments if (match := _REVISION.fullmatch(line.strip()))), None
        )
        messages.append(
            Message(notice, key, message.id, message.string, message.fuzzy, revision=revision, line=message.lineno or 1)
        )
    language = headers.get("language", "").replace("_", "-")
    return Exchange(headers.get(_PORTAL.lower(), ""), headers.get(_SOURCE.lower(), ""), language, tuple(messages))


def _headers(data: bytes) -> dict[str, str]:
    """The header of the file; Babel reads only those it knows."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    start = re.search(r'^msgid ""\nmsgstr ((?:"(?:[^"\\]|\\.)*"\n?)+)', text, re.MULTILINE)
    joined = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', start[1])) if start else ""
    lines = joined.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\").split("\n")
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
