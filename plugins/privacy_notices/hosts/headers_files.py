"""The files that tell web servers a policy, beside what the site's author has written in them. No input or output.

Nothing that somebody wrote is lost: it stands first, what the build adds stands between two marks behind it, and a header
that the author sets for the same addresses is left to them. A server that got it twice would send both, and browsers
read two values of some headers as none (Structured Fields, RFC 9651, "Item").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found
from privacy_notices.hosts.policy import HEADERS_FILE, NGINX_FILE, Policy, headers
from privacy_notices.hosts.reach import WHOLE, Reach

BEGIN: Final = "# privacy-notices: written anew by every build"
"""The line before what a build adds to a file."""

END: Final = "# privacy-notices: end"
"""The line behind it."""

_BLOCK: Final = re.compile(rf"\n?^{re.escape(BEGIN)}$.*?^{re.escape(END)}$\n?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class HeadersFile:
    """One of the files."""

    name: str
    text: str
    kept: tuple[str, ...] = field(default=())
    """Headers that the author sets, so that the build does not."""

    def faults(self) -> tuple[Diagnostic, ...]:
        """What has to be said of it."""
        return (found(Mark(self.name), "P121", headers=self.kept),) if self.kept else ()


def headers_files(
    policy: Policy, reach: Reach = WHOLE, theirs: Callable[[str], str] = lambda name: ""
) -> tuple[HeadersFile, ...]:
    """Both files. `theirs`: what lies at a name already; of an earlier build's only what it had found there stays."""
    return (
        _merged(HEADERS_FILE, theirs, lambda text: _for_paths(policy, reach, text)),
        _merged(NGINX_FILE, theirs, lambda text: _for_nginx(policy, reach, text)),
    )


def outside_marks(text: str) -> str:
    """What the author has written of a file, without what an earlier build has added."""
    return _BLOCK.sub("", text)


def _merged(
    name: str, theirs: Callable[[str], str], make: Callable[[str], tuple[Iterable[str], Iterable[str]]]
) -> HeadersFile:
    first = outside_marks(theirs(name))
    lines, kept = make(first)
    gap = "" if not first else "\n" if first.endswith("\n") else "\n\n"
    return HeadersFile(name, "\n".join((f"{first}{gap}{BEGIN}", *lines, END, "")), tuple(dict.fromkeys(kept)))


def _for_paths(policy: Policy, reach: Reach, theirs: str) -> tuple[list[str], list[str]]:
    """The lines of `_headers`, and the names of headers that are left to the author."""
    lines: list[str] = []
    kept: list[str] = []
    for path in reach.paths():
        taken = _set_for(theirs, path)
        kept += [name for name, _ in headers(policy) if name.lower() in taken]
        added = [f"  {name}: {value}" for name, value in headers(policy) if name.lower() not in taken]
        lines += [path, *added] if added else []
    return lines, kept


def _set_for(text: str, path: str) -> frozenset[str]:
    """Headers that a file sets for all addresses of a path, in lower case."""
    found: set[str] = set()
    covers = False
    for line in text.splitlines():
        if line[:1].isspace() and covers and ":" in line:
            found.add(line.partition(":")[0].strip().lower())
        elif line.strip() and not line[:1].isspace() and not line.startswith("#"):
            covers = line.strip() == path or (line.strip().endswith("*") and path.startswith(line.strip()[:-1]))
    return frozenset(found)


def _for_nginx(policy: Policy, reach: Reach, theirs: str) -> tuple[list[str], list[str]]:
    """The lines of the file for nginx, and the names of headers that are left to the author."""
    taken = {name.lower() for name in re.findall(r"^\s*add_header\s+\"?([\w-]+)", theirs, re.MULTILINE)}
    kept = [name for name, _ in headers(policy) if name.lower() in taken]
    told = [f'add_header {name} "{value}" always;' for name, value in headers(policy) if name.lower() not in taken]
    return [*_where(reach), *told], kept


def _where(reach: Reach) -> tuple[str, ...]:
    if reach.is_whole:
        return (
            "# Include this file in the `server` block, and again in each `location` that has an `add_header` of its own:",
            "# nginx forgets the headers of the outer block there.",
        )
    addresses = "|".join(
        re.escape(path.removeprefix("/")).replace(r"\*", "") + ("" if path.endswith("*") else "$")
        for path in reach.paths()
    )
    return (
        "# Include this file in the locations of the portal, after the paths that the site is below, if any:",
        f"#   location ~ ^/(?:{addresses}) {{ include {NGINX_FILE}; }}",
    )
