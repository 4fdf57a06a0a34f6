"""What a browser is told that the pages may do: a Content Security Policy, computed from the finished pages. No input or output.

The portal's own pages have no inline script, style or handler, so the policy allows none. The pages of the host's theme
have some, and they change with its version: the policy allows them by their hashes (CSP Level 3, "hash-source").

Which ones? A hash must not be had by writing a script into a text of the portal. So an inline script is known when it
stands outside of everything that people wrote for it (`Finished.written`); what stands inside is a fault (P110), and the
page it stands on lends its hashes to nobody. The host's own pages are the host's matter: whatever is inline there is known.
What somebody else adds to a page of the portal is known too, and who that may be is said (P122).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic, Mark, Severity
from privacy_notices.faults.table import found
from privacy_notices.hosts.page_parts import PolicyPart, parts

HEADERS_FILE: Final = "_headers"
"""Name of the file that Netlify and Cloudflare Pages read, in the root of the site."""

NGINX_FILE: Final = "nginx-headers.conf"
"""Name of the file to `include` in a server of nginx."""

MAX_LINE: Final = 2_000
"""Characters of one line of `_headers` that Cloudflare Pages reads (developers.cloudflare.com/pages/configuration/headers)."""

_UNUSED: Final = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "payment",
    "usb",
)
"""Features of browsers (Permissions Policy, W3C) that no page of a portal has a use for."""

OTHERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _UNUSED)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
"""Headers that are the same for every portal."""


SAME_SITE: Final = ("'self'",)
"""Nobody else may show the pages in a frame."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A Content Security Policy: nothing from other hosts, nothing inline but what is named."""

    scripts: tuple[str, ...] = ()
    """Hashes of inline scripts: `'sha256-...'`, quotes included."""
    styles: tuple[str, ...] = ()
    """Hashes of inline styles."""
    ancestors: tuple[str, ...] = SAME_SITE
    """Who may show the pages in a frame, as the policy says it."""

    def text(self, *, in_page: bool = False) -> str:
        """The policy as the header says it. `in_page`: without what browsers refuse to read in a meta element."""
        directives = (
            "default-src 'none'",
            " ".join(("script-src 'self'", *self.scripts)),
            " ".join(("style-src 'self'", *self.styles)),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
        return "; ".join(directives if in_page else (*directives, " ".join(("frame-ancestors", *self.ancestors))))


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it is written to the site."""

    file: str
    """Path below the root of the site, with `/`."""
    html: str
    """All of it."""
    written: str
    """The part of it that people wrote for the portal, as HTML: the text of one of its pages; all of a page whose host
    adds nothing; nothing of a page that is the host's."""
    others: tuple[str, ...] | None = None
    """Who else takes part in making a page of the portal: plugins, hooks, templates. None for a page of the host."""


def policy(pages: Iterable[Finished], ancestors: tuple[str, ...] = SAME_SITE) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """The one policy that all pages of a site work under, and what has to be said of it, in the order of the pages."""
    scripts: set[str] = set()
    styles: set[str] = set()
    faults: list[Diagnostic] = []
    told: set[str] = set()
    for page in pages:
        written = parts(page.written)
        faults += [_written(page, part) for part in written]
        if page.written == page.html or any(part.kind == "script" for part in written):
            continue
        inside = {part.text for part in written}
        for part in parts(page.html):
            if part.kind == "script" and part.hash:
                scripts.add(part.hash)
                # Each once, not on every page that the theme or a plugin has put it on.
                if page.others is not None and part.hash not in told:
                    faults.append(found(Mark(page.file, part.line), "P122", script=part.shown, others=page.others))
                    told.add(part.hash)
            elif part.kind == "style" and part.hash and part.text not in inside:
                styles.add(part.hash)
            elif not part.hash and part.text not in inside and (page.written or part.text not in told):
                faults.append(_stopped(page, part))
                told.add(part.text)
    result = Policy(tuple(sorted(scripts)), tuple(sorted(styles)), ancestors)
    if (length := max(len(f"  {name}: {value}") for name, value in headers(result))) > MAX_LINE:
        faults.append(found(Mark(HEADERS_FILE), "P112", length=length, limit=MAX_LINE))
    return result, tuple(faults)


def headers(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Every header, with its value."""
    return (("Content-Security-Policy", policy.text()), *OTHERS)


def meta(policy: Policy) -> str:
    """An element for the head of a page, where a host sends no headers. It must stand before every script and style."""
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy.text(in_page=True))}">'


def with_meta(html: str, policy: Policy) -> str:
    """A page with the policy in it, after its encoding, which browsers look for in the first bytes; once is enough."""
    if 'http-equiv="Content-Security-Policy"' in html:
        return html
    start = re.search(r"<meta\s+charset=[^>]*>", html, re.IGNORECASE) or re.search(r"<head[^>]*>", html, re.IGNORECASE)
    return f"{html[: start.end()]}\n    {meta(policy)}{html[start.end() :]}" if start else html


def _written(page: Finished, part: PolicyPart) -> Diagnostic:
    mark = Mark(page.file, part.line if page.written == page.html else 1)
    if part.kind == "script":
        return found(mark, "P110", script=part.shown)
    return _stopped(page, part, mark)


def _stopped(page: Finished, part: PolicyPart, mark: Mark | None = None) -> Diagnostic:
    mark = mark or Mark(page.file, part.line)
    if part.kind == "style":
        return found(mark, "P111.style", severity=Severity.INFO, element=part.shown)
    return found(mark, "P111.other", element=part.shown)
