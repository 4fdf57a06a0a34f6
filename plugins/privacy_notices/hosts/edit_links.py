"""Where the file that a page is made from can be edited. No input or output."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from urllib.parse import quote, urljoin


def edit_path(source: PurePath, folder: PurePath) -> str:
    """The path of a source file from a folder on, with `/`; the folder need not hold it: `../notices/shop/fi.yml`."""
    return posixpath.relpath(source.as_posix(), folder.as_posix())


_PLACEHOLDER: Final = re.compile(r"\{(path|path_noext)(!q)?\}")
_LAST_STEP: Final = re.compile(r"(?:^|(?<=/)|(?<=%2F)|(?<=[=?#]))[^/=?#%]+(?:/|%2F)$", re.IGNORECASE)


def edit_address(repository: str, template: str, path: str) -> str | None:
    """The address where a file is edited, as MkDocs works it out for pages below its docs folder, for those beside it too.

    `repository`: the address that others begin from, or empty; `template`, `path`: see `_filled`, which may give None.
    """
    address = _filled(template, path)
    if address is None or not repository:
        return address
    return urljoin(repository if address.startswith(("?", "#")) else f"{repository.rstrip('/')}/", address)


def _filled(template: str, path: str) -> str | None:
    """A template such as `edit/main/docs/{path}` or `?file=docs/{path!q}` for the path of a source file.

    The path may lead out of the folder that the template is written for: then `..` takes away a step that stands before
    it, since no browser does so behind `?`, or where `/` is written as `%2F`. None where there is no such step.
    """
    above, _, below = path.rpartition("../")
    found = _PLACEHOLDER.search(template)
    if found is None:
        return template
    before = template[: found.start()]
    for _ in range(path.count("../")) if above or path.startswith("../") else ():
        if not _LAST_STEP.search(before):
            return None
        before = _LAST_STEP.sub("", before)
    values = {"path": below, "path_noext": posixpath.splitext(below)[0]}
    filled = _PLACEHOLDER.sub(
        lambda place: quote(values[place[1]], safe="") if place[2] else values[place[1]], template[found.start() :]
    )
    return before + filled


@dataclass(frozen=True, slots=True)
class EditLinks:
    """Links to the sources of a portal in a repository that can be edited in a browser."""

    base: str
    """The address of the folder that `root` is in the repository: `https://git.example/shop/privacy/edit/main/`."""
    root: PurePath
    """The folder that paths are counted from: that of the repository, or the one that holds the source folder."""

    def href(self, source: str | None, above: PurePath) -> str | None:
        """The link of a page (`Page.source`); None where no single file makes it. `above`: the folder that holds the
        source folder."""
        if source is None:
            return None
        return f"{self.base.rstrip('/')}/{quote(edit_path(above / source, self.root))}"
