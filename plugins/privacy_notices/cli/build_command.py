"""`privacy-notices build`: the portal as finished pages, without MkDocs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from privacy_notices.cli.source_folder import DEFAULT, cache_of, kept, portal_of
from privacy_notices.cli.speaking import (
    SpokenCommand,
    argument,
    handbook_option,
    language_option,
    option,
    say,
    voice,
    wrong_usage,
)
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.hosts.folder import write_tree
from privacy_notices.hosts.kept_readings import KeptReadings
from privacy_notices.hosts.policy_terms import POLICY_SCOPES, PolicyScope, PolicyTerms, ancestors_of
from privacy_notices.hosts.portal_folder import folder_of
from privacy_notices.model.notice import Project
from privacy_notices.pages.plan import groups_of
from privacy_notices.portal.examination import today
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.share import Share
from privacy_notices.report.as_text import to_lines
from privacy_notices.report.voice import is_address


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What was asked for at the prompt; the fields have the names of the options."""

    root: Path
    target: Path
    site_url: str | None
    folder: str
    csp_scope: PolicyScope
    frame_ancestors: tuple[str, ...]
    files: bool
    strict: bool
    languages: tuple[str, ...]
    groups: tuple[str, ...]
    in_place: bool
    cache: bool
    cache_dir: Path | None
    others: tuple[Path, ...]

    @property
    def part(self) -> Share | None:
        """The share of the portal that is to be written; None for all of it."""
        return Share(self.languages, self.groups) if self.languages or self.groups else None

    @property
    def options(self) -> Options:
        """How the portal is to be shown."""
        try:
            folder = folder_of(self.folder)
        except ValueError:
            raise wrong_usage("host.folder", folder=self.folder) from None
        return Options(
            today(os.environ), url=self.site_url, directory_urls=not self.files, folder=folder, part=self.part
        )

    @property
    def terms(self) -> PolicyTerms:
        """How browsers are told what the pages may do."""
        try:
            ancestors = ancestors_of(self.frame_ancestors or ("self",))
        except ValueError as error:
            raise wrong_usage("host.frame-ancestors", address=str(error)) from None
        return PolicyTerms(scope=self.csp_scope, frame_ancestors=ancestors)

    @property
    def worst(self) -> Severity:
        """The mildest finding with which nothing is written."""
        return Severity.WARNING if self.strict else Severity.ERROR


@click.command("build", cls=SpokenCommand, help="cli.build.help")
@argument("root", "cli.metavar.path", type=click.Path(path_type=Path), default=DEFAULT)
@option("--to", "target", type=click.Path(file_okay=False, path_type=Path), required=True, help="cli.build.to")
@option("--site-url", default=None, help="cli.build.site-url")
@option("--folder", default="", help="cli.build.folder")
@option("--csp-scope", type=click.Choice(POLICY_SCOPES), default=POLICY_SCOPES[0], help="cli.build.csp-scope")
@option("--frame-ancestors", multiple=True, metavar="cli.metavar.address", help="cli.build.frame-ancestors")
@option("--files/--directories", "files", default=False, help="cli.build.files")
@option("--strict", is_flag=True, help="cli.build.strict")
@option("--languages", multiple=True, metavar="cli.metavar.language", help="cli.build.languages")
@option("--group", "groups", multiple=True, metavar="cli.metavar.group", help="cli.build.group")
@option("--in-place", is_flag=True, help="cli.build.in-place")
@option("--cache/--no-cache", default=True, help="cli.build.cache")
@option("--cache-dir", type=click.Path(file_okay=False, path_type=Path), help="cli.build.cache-dir")
@option(
    "--cache-from",
    "others",
    multiple=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="cli.build.cache-from",
)
@language_option
@handbook_option
def build(**options: Any) -> None:
    """Write the portal in the folder PATH as finished pages."""
    request = BuildRequest(**options)
    if request.site_url and not is_address(request.site_url):
        raise wrong_usage("host.site-url", key="--site-url", address=request.site_url)
    options_of_portal, terms = request.options, request.terms
    source = portal_of(request.root)
    _refuse_sources(request.target, source)
    with _readings(request, source) as readings:
        publication = kept(readings.open(source, options_of_portal))
        _refuse_unknown(request.part, publication.project)
        _tell(publication, request.worst)
        number = write_tree(publication, request.target, request.part, terms, in_place=request.in_place)
        say("cli.build.written", err=True, n=number, folder=str(request.target))
        readings.complete(prune=request.part is None)


@contextmanager
def _readings(request: BuildRequest, source: Path) -> Iterator[KeptReadings]:
    cache = (request.cache_dir or cache_of(source)) if request.cache else None
    readings = KeptReadings(cache, os.environ, request.others)
    try:
        yield readings
    finally:
        readings.close()


def _tell(publication: Publication, worst: Severity) -> None:
    """Print the findings, and end the command where one forbids to write."""
    for diagnostic in publication.diagnostics:
        if diagnostic.severity > Severity.INFO:
            click.echo(to_lines(diagnostic, voice()), err=True)
    if any(diagnostic.severity >= worst for diagnostic in publication.diagnostics):
        say("cli.build.nothing-written", err=True)
        sys.exit(1)


def _refuse_sources(target: Path, source: Path) -> None:
    """The pages would lie among what they are made from, or the next build would remove it."""
    pages = target.resolve()
    if pages.is_relative_to(source) or source.is_relative_to(pages):
        raise wrong_usage("cli.build.into-sources", folder=str(target))


def _refuse_unknown(part: Share | None, project: Project) -> None:
    if part is None:
        return
    for option_name, chosen, known in (
        ("--languages", part.languages, project.portal.languages),
        ("--group", part.groups, tuple(groups_of(project, project.notices))),
    ):
        for name in chosen:
            if name not in known:
                raise wrong_usage("cli.build.unknown-part", option=option_name, name=name, known=", ".join(known))
