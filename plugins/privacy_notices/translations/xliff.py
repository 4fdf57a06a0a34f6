"""XLIFF 1.2 files (OASIS Standard of 1 February 2008): `Exchange` values for translation agencies. No input or output."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
from privacy_notices.translations.exchange import Exchange, Message
from privacy_notices.translations.memory import fingerprint

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_REVISION: Final = "x-revision"
_DONE: Final = frozenset({"translated", "final", "signed-off"})
"""States of a `target` that is ready. Everything else of the list in the standard asks for work."""


def to_xliff(exchange: Exchange, today: datetime.date) -> bytes:
    """The XLIFF file: one `file` element for each notice, one `trans-unit` for each text."""
    root = ET.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    for (notice, language), messages in groupby(exchange.messages, lambda item: (item.notice, item.source_language)):
        attributes = {
            "original": notice,
            "source-language": language or exchange.source_language,
            "target-language": exchange.language,
            "datatype": "plaintext",
            "date": f"{today.isoformat()}T00:00:00Z",
            "product-name": exchange.portal,
        }
        file = ET.SubElement(root, "file", attributes)
        body = ET.SubElement(file, "body")
        for message in messages:
            _add(body, message)
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return text + b"\n"


def _add(body: ET.Element, message: Message) -> None:
    approved = "yes" if message.target and not message.needs_work else "no"
    unit = ET.SubElement(
        body, "trans-unit", {"id": message.key, "resname": message.context, "approved": approved, _SPACE: "preserve"}
    )
    ET.SubElement(unit, "source").text = message.source
    if message.target:
        state = "needs-review-translation" if message.needs_work else "translated"
        ET.SubElement(unit, "target", {"state": state}).text = message.target
    group = ET.SubElement(unit, "context-group", {"purpose": "x-revision"})
    ET.SubElement(group, "context", {"context-type": _REVISION}).text = message.revision
    if message.comments:
        ET.SubElement(unit, "note", {"from": "developer"}).text = "\n".join(message.comments)
    if message.previous is not None:
        older = ET.SubElement(unit, "alt-trans", {"alttranstype": "previous-version"})
        ET.SubElement(older, "source").text = message.previous
        ET.SubElement(older, "target").text = message.target


def from_xliff(data: bytes, file: str) -> Exchange | Diagnostic:
    """What an XLIFF file says, or why it cannot be read."""
    # A document type can define entities that grow without end; no XLIFF needs one.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return found(Mark(file), "T301.document-type")
    try:
        root = ET.fromstring(data)  # noqa: S314 (without a document type there are no entities)
    except (ET.ParseError, ValueError, LookupError) as error:
        return found(Mark(file, getattr(error, "position", (1, 0))[0]), "T301.xml")
    if root.tag != f"{{{NAMESPACE}}}xliff":
        return found(Mark(file), "T301.xliff")
    files = list(root.iter(f"{{{NAMESPACE}}}file"))
    headers = {(item.get("product-name", ""), item.get("target-language", "")) for item in files}
    if len(headers) != 1:
        return found(Mark(file), "T301.parts")
    portal, language = headers.pop()
    messages = tuple(message for item in files for message in _messages(item))
    return Exchange(portal, files[0].get("source-language", ""), language.replace("_", "-"), messages)


def _messages(file: ET.Element) -> Iterator[Message]:
    notice = file.get("original", "")
    for unit in file.iter(f"{{{NAMESPACE}}}trans-unit"):
        source, target = _text(unit, "source"), _text(unit, "target")
        element = unit.find(f"{{{NAMESPACE}}}target")
        state = element.get("state") if element is not None else None
        revision = next(
            (item.text for item in unit.iter(f"{{{NAMESPACE}}}context") if item.get("context-type") == _REVISION), None
        )
        # Some tools write no states; there a text that came back as it was sent has not been worked on.
        is_done = state in _DONE if state else fingerprint(target) != revision
        is_approved = unit.get("approved") == "yes"
        key = unit.get("id", "")
        yield Message(notice, key, source, target, not is_approved and not is_done, revision=revision)


def _text(unit: ET.Element, name: str) -> str:
    element = unit.find(f"{{{NAMESPACE}}}{name}")
    return "" if element is None else "".join(element.itertext())
