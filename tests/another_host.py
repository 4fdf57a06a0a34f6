"""A second host, invented: a shell and a layout of its own around the portal's pages. It does not know MkDocs."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path, PurePosixPath

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.hosts.edit_links import EditLinks
from privacy_notices.hosts.finished_site import FinishedSite
from privacy_notices.hosts.kept_readings import KeptReadings
from privacy_notices.hosts.policy_terms import PolicyTerms
from privacy_notices.hosts.third_parties import ThirdPartyCall, calls_of_addresses
from privacy_notices.pages.frame import Frame
from privacy_notices.portal.options import Options


def publish(
    source: Path, target: Path, options: Options, repository: str, sheets: list[str]
) -> tuple[list[ThirdPartyCall], tuple[Diagnostic, ...]]:
    """Write the portal below `target/pages`, with the company's own style sheets; who is called, and what is stopped."""
    readings = KeptReadings(cache=None)
    portal = readings.open(source, options)
    links = EditLinks(repository, PurePosixPath(source.parent))
    for page in portal.plan.pages:
        frame = portal.frame(page, edit_href=links.href(page.source, source.parent))
        file = target / "pages" / portal.site.file(page.path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shell(frame, sheets), encoding="utf-8")
    for name, data in {**portal.files(), **portal.search_files()}.items():
        file = target / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for name, lies in portal.attachments().items():
        shutil.copyfile(lies, target / "pages" / name)
    readings.close()
    faults = FinishedSite(target / "pages").keep_policy(PolicyTerms())
    return [*calls_of_addresses({"sheets": sheets})], faults


def shell(frame: Frame, sheets: list[str]) -> str:
    """The company's own page around the text of one of the portal's."""
    edit = f'<a rel="edit" href="{escape(frame.edit_href)}">edit</a>' if frame.edit_href else ""
    head = "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in sheets)
    menu = "".join(f'<a href="{escape(entry.href)}">{escape(entry.title)}</a>' for entry in frame.nav)
    return f"""<!doctype html>
<html lang="{frame.language or "mul"}"><head><meta charset="utf-8"><title>{escape(frame.title)}</title>{head}</head>
<body><nav>{menu}</nav><main>{frame.content or ""}</main>{edit}</body></html>"""
