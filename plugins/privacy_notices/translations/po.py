"""PO files: `Exchange` values for Poedit, Weblate, Lokalize and whatever reads gettext's format. No input or output."""

from __future__ import annotations

import datetime
import io
import re
from typing import Final

from babel.messages.catalog import Catalog as Template
from babel.messages.pofile import PoFileError, read_po, write_po

from privacy_notices.diagnostics import Diagnostic, Mark, Severity
from privacy_notices.translations.exchange import Exchange, Message

_PORTAL: Final = "x-privacy-notices-portal"
_SOURCE: Final = "x-source-language"
_REVISION: Final = re.compile(r"Revision: ([0-9a-f]{16}|-)")
_HEADER: Final = """\
# Translations of the privacy notices of PROJECT.
# Fuzzy texts are outdated or unconfirmed: take the mark off when a text says what its source says.
#"""


def to_po(exchange: Exchange, today: datetime.date) -> bytes:
    """The PO file. Contexts are the stable names; fuzzy messages carry the source they were made from."""
    time = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    template = Template(
        locale=exchange.language.replace("-", "_"), project=exchange.portal, version="1", header_comment=_HEADER,
        creation_date=time, revision_date=time, last_translator="Automatically generated", language_team=exchange.language, fuzzy=False,
    )  # fmt: skip
    for message in exchange.messages:
        template.add(
            message.source,
            message.target,
            flags=("fuzzy",) if message.needs_work else (),
            auto_comments=(*message.comments, f"Revision: {message.revision}"),
            previous_id=(message.previous,) if message.previous is not None else (),
            context=message.context,
        )
    stream = io.BytesIO()
    write_po(stream, template, include_previous=True)
    extra = f'"X-Privacy-Notices-Portal: {_escaped(exchange.portal)}\\n"\n"X-Source-Language: {exchange.source_language}\\n"\n'
    text = stream.getvalue().decode()
    # Babel keeps no headers of one's own, and no empty ones.
    text = text.replace('"Report-Msgid-Bugs-To: EMAIL@ADDRESS\\n"', '"Report-Msgid-Bugs-To: \\n"', 1)
    return re.sub(r'^"Generated-By: .*\n', lambda _: extra, text, count=1, flags=re.MULTILINE).encode()


def from_po(data: bytes, file: str) -> Exchange | Diagnostic:
    """What a PO file says, or why it cannot be read."""
    try:
        template = read_po(io.BytesIO(data), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError, TypeError, AttributeError) as error:
        line = getattr(error, "lineno", None) or 1
        hint = "open and save it in an editor for PO files; `msgfmt --check` names the fault. Nothing was changed"
        return Diagnostic(Mark(file, line), "T301", "the file cannot be read as PO", Severity.ERROR, hint)
    headers = _headers(data)
    messages = []
    for message in template:
        if not message.id or not isinstance(message.id, str) or not isinstance(message.string, str):
            continue
        notice, slash, key = (message.context or "").partition("/")
        if not slash:
            continue
        revision = next(
            (found[1] for line in message.auto_comments if (found := _REVISION.fullmatch(line.strip()))), None
        )
        messages.append(
            Message(
                notice, key, message.id, message.string, message.fuzzy, revision=revision, line=message.lineno or 1
            )
        )
    language = headers.get("language", "").replace("_", "-")
    return Exchange(headers.get(_PORTAL, ""), headers.get(_SOURCE, ""), language, tuple(messages))


def _headers(data: bytes) -> dict[str, str]:
    """The header of the file; Babel reads only those it knows."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    start = re.search(r'^msgid ""\nmsgstr ((?:"(?:[^"\\]|\\.)*"\n?)+)', text, re.MULTILINE)
    joined = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', start[1])) if start else ""
    lines = joined.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\").split("\n")
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
