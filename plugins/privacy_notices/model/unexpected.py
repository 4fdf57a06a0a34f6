"""Files that nobody reads though somebody meant them to be read. No input or output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from privacy_notices.faults.diagnostic import Diagnostic, Mark, listed
from privacy_notices.faults.table import found


def unexpected(paths: Iterable[str], languages: tuple[str, ...], folder: str) -> Iterator[Diagnostic]:
    """The files that are not read because of their name or place.

    `paths`: of all files below the source folder, with `/`; `languages`: of the portal; `folder`: the source folder as
    marks name it.
    """
    for path in paths:
        *folders, name = path.split("/")
        mark = Mark(f"{folder}/{path}")
        match _reason(tuple(folders), name, languages):
            case "":
                continue
            case "ending":
                yield found(mark, "S304.ending", name=name, right=f"{name.rpartition('.')[0]}.yml")
            case "language":
                yield found(mark, "S304.language", name=name, languages=listed(languages))
            case reason:
                yield found(mark, f"S304.{reason}", name=name)


def _reason(folders: tuple[str, ...], name: str, languages: tuple[str, ...]) -> str:
    """Why a file is not read; empty for one that is."""
    stem, _, ending = name.rpartition(".")
    if ending == "yaml":
        return "ending"
    if ending == "yml" and not folders:
        own = ("portal.yml", *(f"portal.{language}.yml" for language in languages))
        return "" if name in own else "beside-portal"
    if folders[:1] == ("locale",) or ending == "po":
        is_catalog = folders == ("locale",) and ending == "po" and stem in languages
        return "" if is_catalog else "catalog"
    if ending == "yml" and stem not in (*languages, "notice"):
        return "language"
    is_in_place = len(folders) == 1 or (len(folders) == 3 and folders[1] == "versions")
    return "" if ending != "yml" or is_in_place else "place"
