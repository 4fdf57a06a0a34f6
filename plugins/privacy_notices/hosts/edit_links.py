"""Where the file that a page is made from can be edited. No input or output."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote


def edit_path(source: PurePath, folder: PurePath) -> str:
    """The path of a source file from a folder on, with `/`; the folder need not hold it: `../notices/shop/fi.yml`."""
    return posixpath.relpath(source.as_posix(), folder.as_posix())


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
