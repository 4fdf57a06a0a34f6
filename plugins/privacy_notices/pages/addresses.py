"""Addresses of the portal's pages: slugs, collisions, old addresses, and links from page to page. No input or output."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import normpath
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
from privacy_notices.languages.speaker import Speaker
from privacy_notices.model.notice import Notice, Project
from privacy_notices.schema.one_line import DEVICES
from privacy_notices.schema.portal_form import Portal

RESERVED: Final = frozenset(("index", "404", "assets", "search", "sitemap", "robots", "_status", *DEVICES))
"""Names that a site or Windows keeps for itself."""

MAX_SLUG: Final = 80
"""Characters. A path of a few hundred breaks file systems and mails."""

MAX_SLUG_BYTES: Final = 160
"""In UTF-8. With a notice's id and a suffix behind it, the name stays below the 255 bytes of most file systems."""

FILES_OF_SITE: Final = frozenset(("sitemap.xml", "sitemap.xml.gz", "robots.txt", "favicon.ico"))
"""Files at the root, in whose place no folder may stand."""

SinglePage: TypeAlias = Literal["rights", "authority", "accessibility"]
"""A page that each language has once, besides its front page."""


def single_pages(portal: Portal) -> tuple[SinglePage, ...]:
    """The single pages of a portal; their slugs are words of the catalog (`slug.rights`)."""
    return ("rights", "authority", "accessibility") if portal.accessibility else ("rights", "authority")


def single_paths(portal: Portal, speaker: Speaker) -> Mapping[SinglePage, str]:
    """The path of each single page in a language. A portal may word the slugs, so they are made safe like any other."""
    paths: dict[SinglePage, str] = {}
    for page in single_pages(portal):
        slug = slugify(speaker.plain(f"slug.{page}")) or page
        path = f"{speaker.language}/{slug}"
        paths[page] = f"{path}-{page}" if slug in RESERVED or path in paths.values() else path
    return paths


def list_paths(portal: Portal, speaker: Speaker, groups: Sequence[str]) -> Mapping[str, str]:
    """The path of the list of each group of people in a language: its heading made into a slug.

    A group gives way to a single page, and to a group before it, by its id behind the slug.
    """
    taken = set(single_paths(portal, speaker).values())
    paths: dict[str, str] = {}
    for group in groups:
        slug = slugify(speaker.plain(f"group.{group}")) or group
        path = f"{speaker.language}/{slug}"
        while slug in RESERVED or path in taken:
            slug = f"{slug}-{group}"
            path = f"{speaker.language}/{slug}"
        paths[group] = path
        taken.add(path)
    return paths


@dataclass(frozen=True, slots=True)
class Site:
    """Where the portal is published."""

    url: str | None = None
    """Absolute address of the site's root, with `/` at the end; None when it is not known."""
    directory_urls: bool = True
    """`fi/x/` rather than `fi/x.html`."""
    folder: str = ""
    """Where the portal is below the root, `tietosuoja`; empty where it is the root itself. Paths of pages do without it."""

    @property
    def base(self) -> str:
        """The path of the site's root on its host, with `/` on both sides: `/` or `/tietosuoja/`."""
        return f"/{urlsplit(self.url or '').path.strip('/')}/".replace("//", "/")

    def file(self, path: str) -> str:
        """The file of a page, below the root: `fi/x` is `fi/x/index.html` or `fi/x.html`."""
        if is_not_found(path):
            return self.below(f"{path}.html")
        if is_index(path):
            return self.below(f"{path}/index.html".lstrip("/"))
        return self.below(f"{path}/index.html" if self.directory_urls else f"{path}.html")

    def below(self, name: str) -> str:
        """What lies in the portal's folder, as it is called from the root on."""
        return f"{self.folder}/{name}" if self.folder else name

    def source(self, path: str) -> str:
        """The Markdown file whose page a host would put where a page is: `fi/index.md`, `fi/asiakkaat.md`."""
        return self.below(f"{path}/index.md".lstrip("/") if is_index(path) else f"{path}.md")

    def address(self, path: str) -> str:
        """The address of a page below the root: `fi/x/` or `fi/x.html`."""
        file = self.file(path)
        return file.removesuffix("index.html") if self.directory_urls else file

    def absolute(self, path: str) -> str | None:
        """The whole address of a page, for machines (canonical, hreflang, sitemap)."""
        return None if self.url is None else f"{self.url.rstrip('/')}/{self.address(path)}"

    def link(self, origin: str, target: str) -> str:
        """The relative link from one page to another; it holds below any sub-path."""
        return self.link_to_file(origin, self.address(target)) or "./"

    def link_to_file(self, origin: str, target: str) -> str:
        """The relative link from a page to an address below the root (`assets/x.css`, `fi/x/`)."""
        if is_not_found(origin):
            return f"{self.base}{target}"
        here = self.file(origin).rpartition("/")[0]
        link = _relative(target, here)
        return f"{link}/" if target.endswith("/") or not target else link


SITE: Final = Site()
"""A portal at the root of a site whose address is not known."""


def _relative(target: str, folder: str) -> str:
    """`posixpath.relpath` between addresses below the root, without its question to the system for the working folder."""
    here = folder.split("/") if folder else []
    there = [step for step in normpath(target).split("/") if step != "."]
    same = 0
    while same < min(len(here), len(there)) and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def is_not_found(path: str) -> bool:
    """A page that a server shows at any address, so that its links must begin at the root."""
    return path.rpartition("/")[2] == "404"


def is_index(path: str) -> bool:
    """The root and the front page of each language stand for a folder."""
    return "/" not in path


@functools.lru_cache(maxsize=16_384)
def slugify(text: str) -> str:
    """The last part of an address from a title: `Kulunvalvonta ja pysäköinti` is `kulunvalvonta-ja-pysakointi`.

    Letters outside Latin stay as they are (`й` is no `и`); an address may hold them (RFC 3987).
    """
    bare = text if text.isascii() else _spelled(text)
    words = re.sub(r"[\W_]+", "-", bare.lower()).strip("-")
    short = words[:MAX_SLUG].encode()[:MAX_SLUG_BYTES].decode(errors="ignore")
    return words if short == words else short.rpartition("-")[0] or short


def _spelled(text: str) -> str:
    """A text with the letters that addresses have: Latin ones without their marks, others as they are."""
    folded = unicodedata.normalize("NFKD", text.translate(_ALIKE))
    whole = unicodedata.normalize("NFC", _without_accents(folded.translate(_SPELLED)))
    return "".join(c for c in whole if not unicodedata.combining(c))


_ALIKE: Final = str.maketrans("ßæøđłŋŧÆØĐŁŊŦ", "sæøđłŋtæøđłŋt")
_SPELLED: Final = {ord("æ"): "ae", ord("ø"): "o", ord("đ"): "d", ord("ł"): "l", ord("ŋ"): "n"}


def _without_accents(text: str) -> str:
    """A decomposed text without the marks on Latin letters, of whatever script they are: one left between a letter and
    its accent would let the two join again."""
    kept: list[str] = []
    is_latin = False
    for character in text:
        # No mark comes before these.
        if character < "\u0300" or not (character <= "\u036f" or unicodedata.combining(character)):
            is_latin = character.isascii() and character.isalpha()
        elif is_latin:
            continue
        kept.append(character)
    return "".join(kept)


def slug_of(notice: Notice, language: str) -> str:
    """The slug of a notice in a language; that of the source language where it is not translated."""
    words = notice.text(language)
    return slugify(words.slug or words.title) or notice.id


def resolve(
    project: Project,
    speakers: Mapping[str, Speaker],
    taken: Collection[str] = (),
    groups: Sequence[str] = (),
    site: Site = SITE,
) -> tuple[Mapping[tuple[str, str], str], tuple[Diagnostic, ...]]:
    """The path of each notice by (id, language), and what stands in the way.

    `taken`: paths of hand-written pages (`fi/about`); `groups`: those that have a list of their own. A slug that is not
    free is replaced by one with the notice's id behind it, so that the preview can still show both pages; the fault is
    an error in a build.
    """
    paths: dict[tuple[str, str], str] = {}
    faults: list[Diagnostic] = []
    occupied = {fold(path): Owner("hand") for path in taken}
    for language, speaker in speakers.items():
        words_file = f"portal.{language}.yml"
        for page, own in single_paths(project.portal, speaker).items():
            if fold(own) in occupied:
                faults.append(
                    found(Mark(site.source(own)), "P104.single", path=site.below(own), page=page, file=words_file)
                )
            occupied[fold(own)] = Owner("page", speaker.plain(f"{page}.title"))
        for group, own in list_paths(project.portal, speaker, groups).items():
            if fold(own) in occupied:
                faults.append(found(Mark(site.source(own)), "P104.group", path=site.below(own), file=words_file))
            occupied[fold(own)] = Owner("list", speaker.plain(f"group.{group}"))
    for notice in project.notices:
        for language in project.portal.languages:
            path, owner = _free_path(notice, language, occupied)
            faults.extend(_of_slug(notice, language, owner))
            occupied[fold(path)] = Owner("notice", notice.id)
            paths[notice.id, language] = path
    return paths, tuple(faults)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an address is."""

    kind: Literal["hand", "page", "list", "site", "notice"]
    """A page written by hand; a single page or a list of the portal; the site itself; a notice."""
    name: str = ""
    """Title of the page or list, id of the notice."""


def _free_path(notice: Notice, language: str, occupied: Mapping[str, Owner]) -> tuple[str, Owner | None]:
    """The path of a notice, and whose the one was that it wanted: None where it was free."""
    slug = slug_of(notice, language)
    path = wanted = f"{language}/{slug}"
    owner = occupied.get(fold(path)) or (Owner("site") if slug in RESERVED else None)
    while owner is not None and (path == wanted or fold(path) in occupied):
        path = f"{path}-{notice.id}"
    return path, owner


def _of_slug(notice: Notice, language: str, owner: Owner | None) -> Iterator[Diagnostic]:
    """What is wrong with the slug of a notice. `owner`: whose the address is that it gives."""
    if owner is not None and (language in notice.words or owner.kind != "hand"):
        said = "slug" if notice.text(language).slug else "title"
        at = language if language in notice.words else notice.source_language
        address = f"{language}/{slug_of(notice, language)}"
        yield found(
            notice.at((said,), at),
            f"P101.{owner.kind}",
            address=address,
            owner=owner.name,
            file=f"{at}.yml",
            portal=f"portal.{language}.yml",
        )
    words = notice.words.get(language)
    if words is not None and words.slug is not None and words.slug != slugify(words.slug):
        shown = slugify(words.slug) or notice.id
        yield found(notice.at(("slug",), language), "P102", slug=words.slug, shown=shown)


def further_parts_by_hand(parts: Iterable[str], taken: Collection[str], site: Site = SITE) -> Iterator[Diagnostic]:
    """Hand-written pages (`taken`) in the place of a list's second or later part; `resolve` tells of the first."""
    occupied = {fold(path) for path in taken if path.count("/") > 1}
    for path in parts:
        if path.count("/") > 1 and fold(path) in occupied:
            yield found(Mark(site.source(path)), "P104.part", path=site.below(path))


def fold(path: str) -> str:
    """Two paths that are one on some file systems (case, Unicode normalisation) compare equal."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that leads on."""

    file: str
    """The file at the old address."""
    target: str
    """Path of the page it leads to."""
    language: str


def redirects(
    project: Project,
    paths: Mapping[tuple[str, str], str],
    site: Site,
    others: Collection[str] = (),
    files: Iterable[str] = (),
) -> tuple[tuple[Redirect, ...], tuple[Diagnostic, ...]]:
    """Old addresses (`aliases`) as files that lead to the notice in its source language.

    `paths`: of the notices; `others`: of all further pages; `files`: beside the pages. An old address must not be laid over a page or a file of
    the site, nor be a folder where there is a file.
    """
    used: dict[str, tuple[str, str]] = {fold(site.file(path)): ("page", "") for path in (*paths.values(), *others)}
    used.update(dict.fromkeys((*FILES_OF_SITE, *map(fold, files)), ("site", "")))
    # The file of an old address has a suffix, so no folder without one can be in its place.
    with_suffix = (file for file in used if ".htm" in file.rpartition("/")[0])
    folders = {folder: ("folder", "") for file in with_suffix for folder in _folders(file)}
    leading: list[Redirect] = []
    faults: list[Diagnostic] = []
    for notice, position, alias in _aliases(project):
        file = alias if alias.endswith((".html", ".htm")) else f"{alias.strip('/')}/index.html"
        near = (fold(file), *_folders(fold(file)))
        owner = next((used[name] for name in near if name in used), None) or folders.get(fold(file))
        if owner is not None:
            kind, other = owner
            faults.append(found(notice.at(("aliases", position)), f"P103.{kind}", alias=alias, owner=other))
            continue
        used[fold(file)] = ("alias", notice.id)
        folders.update(dict.fromkeys(_folders(fold(file)), ("alias-folder", notice.id)))
        leading.append(Redirect(file, paths[notice.id, notice.source_language], notice.source_language))
    return tuple(leading), tuple(faults)


def _folders(file: str) -> tuple[str, ...]:
    """The folders around a file: `a/b/c.html` is in `a/b` and `a`."""
    return tuple(file[: end.start()] for end in re.finditer("/", file))


def _aliases(project: Project) -> Iterator[tuple[Notice, int, str]]:
    return (
        (notice, position, alias) for notice in project.notices for position, alias in enumerate(notice.facts.aliases)
    )
