"""The portal as a folder of finished pages, without MkDocs: for another generator, or for a host as it is."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from privacy_notices.hosts.finished_site import FinishedSite
from privacy_notices.hosts.policy import HEADERS_FILE, NGINX_FILE
from privacy_notices.hosts.policy_terms import STRICT, PolicyTerms
from privacy_notices.hosts.reach import reach_of
from privacy_notices.hosts.replacement import replacing
from privacy_notices.hosts.templates import NOT_FOUND, PAGE, SITEMAP, THEME, portal_environment
from privacy_notices.portal.publication import BRAND_SHEET, Publication
from privacy_notices.portal.reading import whole
from privacy_notices.portal.share import Share

MANIFEST: Final = ".privacy-notices.json"
"""Lists what was written, so that the next run removes what is no longer there and nothing else."""

_SCRATCH: Final = ".privacy-notices-"
"""Begins the name of a folder in the target where files are made that are moved over one by one."""

_SOON: Final = ".privacy-notices-soon.json"
"""The list of what there may be while files are moved over."""


def write_tree(
    publication: Publication,
    target: Path,
    part: Share | None = None,
    terms: PolicyTerms = STRICT,
    *,
    in_place: bool = False,
) -> int:
    """Write every page and file of the portal, or of a part of it, below `target`; how many.

    Readers are served the old files or the new ones (`Replacement`). Files that the portal did not write are left alone,
    unless one lies where a page of the portal belongs: that is replaced. `in_place`: keep the folder itself, as where it
    is mounted; then each file is replaced whole, one after the other.

    Errors: FolderInUseError; OSError where something cannot be written. Then the folder is as it was, or with `in_place`
    has old files and new ones, all of which the next run knows.
    """
    tree = _Tree(publication, part, terms)
    with replacing(target, in_place=in_place) as new:
        if new.is_whole:
            names = tree.write(new.folder, before=new.target)
            listed = {*_listed(new.target), MANIFEST}
            new.publish(lambda name: name not in listed and not name.startswith(_SCRATCH))
        else:
            names = _in_place(tree, new.folder)
    return len(names)


@dataclass(frozen=True, slots=True)
class _Tree:
    """What is to be written."""

    publication: Publication
    part: Share | None
    terms: PolicyTerms

    def write(self, root: Path, before: Path) -> list[str]:
        """Write everything below an empty folder, and the list of it; their names. `before`: the folder of the last run."""
        names = []
        for name, data in _files(self.publication, self.part):
            _place(root, name).write_bytes(data)
            names.append(name)
        shown = self.part.pages(self.publication) if self.part else None
        for name, source in self.publication.attachments(shown).items():
            shutil.copyfile(source, _place(root, name), follow_symlinks=False)
            names.append(name)
        if self.part is None:
            site = FinishedSite(root, own=dict.fromkeys(names, ""), is_unchanged=True)
            names += _policy(replace(site, reach=reach_of(self.publication), before=before), self.terms)
        Path(root, MANIFEST).write_bytes(_manifest(names))
        return names


def _place(root: Path, name: str) -> Path:
    """Where a file belongs, in a folder that is there."""
    path = Path(root, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _in_place(tree: _Tree, target: Path) -> list[str]:
    """Write below `target` file by file; their names.

    What may lie there is listed before it does, so that a run that was killed leaves nothing that the next does not know.
    """
    target.mkdir(parents=True, exist_ok=True)
    for left in target.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=target) as scratch:
        names = tree.write(Path(scratch), before=target)
        listed = _listed(target)
        Path(scratch, _SOON).write_bytes(_manifest({*listed, *names}))
        Path(scratch, _SOON).replace(target / MANIFEST)
        for name in names:
            Path(scratch, name).replace(_place(target, name))
        for name in sorted(set(listed) - set(names)):
            _remove(target, name)
        Path(scratch, MANIFEST).replace(target / MANIFEST)
    return names


def _manifest(names: Iterable[str]) -> bytes:
    return json.dumps(sorted(names), indent=0).encode()


def _policy(site: FinishedSite, terms: PolicyTerms) -> list[str]:
    """Write the files that tell browsers the policy of what was written; their names.

    The pages come from the portal's own templates, which have no script or style in them.
    """
    site.keep_policy(terms)
    return [name for name in (HEADERS_FILE, NGINX_FILE) if (site.root / name).is_file()]


def _files(publication: Publication, part: Share | None) -> Iterator[tuple[str, bytes]]:
    """Path below the root and content of everything, pages one at a time.

    A part has its pages, what they load, and the search index of a language that is in it whole; of one that is not,
    what its pages bring to the index is kept.
    """
    env = portal_environment()
    usual, missing = env.get_template(PAGE), env.get_template(NOT_FOUND)
    for page in publication.plan.pages if part is None else part.pages(publication):
        if page.kind.startswith("404"):
            html = missing.render(pn=publication.frame(page))
        else:
            html = publication.finished(page, lambda frame: usual.render(pn=frame))
        yield publication.site.file(page.path), html.encode(errors="xmlcharrefreplace")
    portal = publication.project.portal
    for language in portal.languages if part is None else part.whole_languages(portal):
        yield from publication.search_of(language).items()
    if part is not None and not part.whole_languages(portal):
        for page in part.pages(publication):
            publication.keep_entry(page)
    shared = publication.files()
    yield from ((name, data) for name, data in shared.items() if part is None or name == BRAND_SHEET)
    yield from _assets()
    if part is None and publication.site.url:
        yield SITEMAP, env.get_template(SITEMAP).render(pn_sitemap=publication.sitemap()).encode()


def _assets() -> Iterator[tuple[str, bytes]]:
    for path in sorted((THEME / "assets").iterdir()):
        yield f"assets/{path.name}", path.read_bytes()


def _listed(target: Path) -> list[str]:
    """What the last run wrote. A list that somebody tampered with must not delete what lies elsewhere."""
    try:
        names = json.loads(whole(Path(target, MANIFEST)))
    except (OSError, ValueError):
        return []
    return [name for name in names if _is_file_below(target, name)] if isinstance(names, list) else []


def _is_file_below(target: Path, name: object) -> bool:
    if not isinstance(name, str) or ".." in Path(name).parts or Path(name).is_absolute():
        return False
    path = Path(target, name)
    try:
        return path.is_file() and path.resolve().is_relative_to(target.resolve())
    except (OSError, ValueError):
        return False  # no name that a file can have


def _remove(target: Path, name: str) -> None:
    """Delete a file of the last run and the folders that are empty without it: a host may list an empty folder."""
    path = Path(target, name)
    path.unlink(missing_ok=True)
    for folder in path.relative_to(target).parents[:-1]:
        with contextlib.suppress(OSError):
            Path(target, folder).rmdir()
