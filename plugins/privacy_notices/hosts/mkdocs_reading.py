"""The portal of a site as one build reads it, and what the build tells of it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel, get_files

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.hosts.host_names import is_loopback
from privacy_notices.hosts.kept_readings import KeptReadings, news
from privacy_notices.hosts.mkdocs_log import BuildLog, counted
from privacy_notices.hosts.mkdocs_preview import Preview
from privacy_notices.hosts.mkdocs_room import in_the_way, is_source, named_in
from privacy_notices.hosts.mkdocs_settings import Settings, source_of
from privacy_notices.hosts.mkdocs_site import third_parties
from privacy_notices.hosts.third_parties import ThirdPartyCall
from privacy_notices.pages.plan import STATUS
from privacy_notices.portal.examination import today
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.reading import read_folders


@dataclass(frozen=True, slots=True)
class SiteReading:
    """What was read and found before anything is written."""

    portal: Publication
    calls: tuple[ThirdPartyCall, ...]
    """Settings of the site that make browsers call a third party."""
    new: tuple[Diagnostic, ...]
    """Findings that a preview has not told of before."""

    in_the_way: tuple[Diagnostic, ...] = ()
    """Files of the site where the portal would put one."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong."""
        return (*self.portal.diagnostics, *self.in_the_way)

    def tell(self, log: BuildLog) -> None:
        """Tell of all of it."""
        log.calls(self.calls)
        log.findings(self.new)
        log.as_before(len(self.diagnostics) - len(self.new), self.portal.site.absolute(STATUS))

    def is_refused(self, *, strict: bool) -> bool:
        """Whether a build must write nothing."""
        errors, warnings = counted(self.diagnostics)
        return errors > 0 or (strict and (warnings > 0 or self.calls != ()))


def read_site(config: MkDocsConfig, settings: Settings, readings: KeptReadings, preview: Preview | None) -> SiteReading:
    """Read and check the portal, beside the pages by hand that the site has."""
    read = preview.read if preview is not None else read_folders
    last = preview.last if preview is not None else None

    def is_shown(inclusion: InclusionLevel) -> bool:
        return bool(inclusion.is_in_serve() if preview is not None else inclusion.is_included())

    files = get_files(config)
    by_hand = [file.src_uri for file in files.documentation_pages(inclusion=is_shown)]
    options = Options(
        today(os.environ),
        url=config.site_url,
        directory_urls=config.use_directory_urls,
        folder=settings.folder,
        host_pages=named_in(config.nav).intersection(by_hand),
        drafts=preview is not None,
        search=settings.search,
        # Whoever else can open the preview learns nothing of this machine.
        editor=settings.editor if is_loopback(config.dev_addr.host) else None,
    )
    portal = readings.open(source_of(config, settings), options, written=by_hand, last=last, read=read)
    source = source_of(config, settings)
    told = {diagnostic.mark.file for diagnostic in portal.diagnostics if diagnostic.code == "P104"}
    told.update(
        options.host_pages, (uri for uri in by_hand if portal.written(uri))
    )  # of their addresses the portal knows
    shown = (file for file in files if is_shown(file.inclusion) and not is_source(file, source))
    clashes = tuple(in_the_way(portal, shown, told))
    # Pages in the folder of a language have the portal's frame; others have the theme's own.
    has_other_pages = any(portal.written(uri) is None for uri in by_hand)
    calls = third_parties(config, has_other_pages=has_other_pages) if settings.csp_scope == "site" else ()
    return SiteReading(portal, tuple(calls), (*news(portal, last), *(() if last else clashes)), clashes)
