"""The names under which a preview answers: a page elsewhere must not read drafts by giving its own name this address.

Such a page (DNS rebinding) reaches a server of this machine, but its browser sends the name of the page as `Host`
(RFC 9110, 7.2). No input or output, and no MkDocs.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def is_loopback(name: str) -> bool:
    """Whether a name or an address is that of the machine itself, which no other machine reaches (RFC 6761, 6.3)."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    address = _address(name)
    return address is not None and address.is_loopback


def is_answered(host: str, asked: str, url: str) -> bool:
    """Whether a request is answered. `host`: its header, empty where a program sends none; `asked`: the address that the
    preview was started with; `url`: the public address of the site, or nothing."""
    if not host:
        return True  # browsers always send one
    name = _name(f"//{host}")
    if is_loopback(name) or (name and name in (asked.casefold(), _name(url))):
        return True
    # Where it listens at all addresses it was asked for under each of them. Another page's name is no address.
    listening, called = _address(asked), _address(name)
    return (asked == "" or (listening is not None and listening.is_unspecified)) and called is not None


def only_answered(application: WSGIApplication, asked: str, url: str, say: Callable[[str], str]) -> WSGIApplication:
    """The application, with a refusal for strange names. `say`: the words of it, for a name."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "")
        if is_answered(host, asked, url):
            return application(environ, start_response)
        kind = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
        start_response("403 Forbidden", kind)
        return [f"{say(ascii(host)[1:-1])}\n".encode()]

    return answer


def _name(url: str) -> str:
    """The name in an address, without its port; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
