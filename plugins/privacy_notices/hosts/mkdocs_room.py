"""What a site has of its own where the portal would put something: nothing of it is replaced unsaid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
from privacy_notices.hosts.leaving import LEAVING_SCRIPT
from privacy_notices.hosts.templates import THEME
from privacy_notices.pages.addresses import fold
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.reading import ATTACHMENT_SUFFIXES, SUFFIXES
from privacy_notices.search.index import FOLDER

ROOT_NOT_FOUND: Final = "404.html"
"""What web servers show where there is no page, by path below the root; the name of the theme's template for it, too."""


_SOURCES: Final = (*SUFFIXES, ".xlf", *ATTACHMENT_SUFFIXES)
"""How the names of such files end."""


def named_in(nav: object) -> frozenset[str]:
    """The sources that `nav` names, at whatever depth."""
    if isinstance(nav, str):
        return frozenset((Path(nav.lstrip("/")).as_posix(),))
    values = nav.values() if isinstance(nav, Mapping) else nav if isinstance(nav, list | tuple) else ()
    return frozenset(name for value in values for name in named_in(value))


def is_source(file: File, notices: Path) -> bool:
    """Whether a file is one that notices are made from, in the folder `notices`: such files are never published."""
    path = file.abs_src_path
    return path is not None and path.endswith(_SOURCES) and Path(path).is_relative_to(notices)


def in_the_way(portal: Publication, files: Iterable[File], told: Collection[str]) -> Iterator[Diagnostic]:
    """Files of the site at addresses of the portal. `told`: sources that another fault speaks of.

    A front page is none, nor a page for missing ones at the root: those the portal leaves to the site.
    """
    site = portal.site
    choice, missing = site.file(""), site.file("404") if not site.folder else None
    names = {*portal.page_files(), *portal.files(), *portal.attachments(), LEAVING_SCRIPT} - {choice, missing}
    taken = frozenset(map(fold, names))
    indexes = tuple(site.below(f"{key}/{FOLDER}/") for key in portal.project.portal.languages)
    for file in files:
        if file.src_uri not in told and (fold(file.dest_uri) in taken or file.dest_uri.startswith(indexes)):
            yield found(Mark(file.src_uri), "P120", file=file.dest_uri)


def made_in_the_way(
    files: Iterable[File], own: Mapping[str, File], docs: str, makers: Collection[str]
) -> Iterator[Diagnostic]:
    """Files at addresses of the portal that other plugins or hooks have made: those in `docs` were told of before.

    `own`: the portal's files, by address; `makers`: who may have made one that does not say so.
    """
    for file in files:
        ours = own.get(fold(file.dest_uri))
        if ours is not None and file is not ours and file.src_dir != docs:
            yield found(Mark(file.src_uri), "P123", file=file.dest_uri, other=file.generated_by or ", ".join(makers))


def has_own_not_found(files: Files, config: MkDocsConfig) -> bool:
    """Whether the site's author has made a page for missing ones: a file, or a template."""
    before = config.theme.dirs[: config.theme.dirs.index(str(THEME))]
    return any(Path(folder, ROOT_NOT_FOUND).is_file() for folder in before) or any(
        file.dest_uri == ROOT_NOT_FOUND for file in files
    )
