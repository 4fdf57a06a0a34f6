"""Which addresses of a site are the portal's. No input or output."""

from __future__ import annotations

from dataclasses import dataclass

from privacy_notices.portal.publication import Publication


@dataclass(frozen=True, slots=True)
class Reach:
    """Addresses of a site: all of them, or some folders and files."""

    folders: tuple[str, ...] = ("",)
    """Below the root, with `/` at the end; the empty one is the whole site."""
    files: tuple[str, ...] = ()
    """Single pages, by path below the root."""

    @property
    def is_whole(self) -> bool:
        """The whole site."""
        return "" in self.folders

    def covers(self, file: str) -> bool:
        """Whether a file, by path below the root, is at one of the addresses."""
        return file in self.files or file.startswith(self.folders)

    def paths(self) -> tuple[str, ...]:
        """The addresses, from the root on, as `_headers` writes them: `/fi/*`."""
        single = (f"/{name}" for file in self.files for name in (file.removesuffix("index.html"), file))
        return tuple(dict.fromkeys((*(f"/{folder}*" for folder in self.folders), *single)))


WHOLE = Reach()
"""Every address of a site."""


def reach_of(portal: Publication) -> Reach:
    """The addresses of a portal. Its page for missing ones is shown at any address, so that it is not among them."""
    if portal.site.folder:
        return Reach((portal.site.below(""),))
    files = [file for file in portal.page_files() if file != portal.site.file("404")]
    folders = dict.fromkeys(f"{file.partition('/')[0]}/" for file in files if "/" in file)
    return Reach(tuple(folders), tuple(file for file in files if "/" not in file))
