"""A preview answers under its own names alone: a page elsewhere cannot read drafts by DNS rebinding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from privacy_notices.hosts.host_names import is_answered, is_loopback, only_answered

SITE = "https://tietosuoja.example/fi/"


@pytest.mark.parametrize("name", ["localhost", "shop.localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_the_machine_itself_is_known_by_name_and_by_address(name: str) -> None:
    assert is_loopback(name)


@pytest.mark.parametrize(
    "name", ["", "0.0.0.0", "::", "192.0.2.7", "localhost.example", "notlocalhost", "127.0.0.1.example"]
)
def test_other_machines_are_not_taken_for_it(name: str) -> None:
    assert not is_loopback(name)


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("localhost:8000", "127.0.0.1"),
        ("LOCALHOST", "127.0.0.1"),
        ("127.0.0.1:8000", "localhost"),
        ("[::1]:8000", "127.0.0.1"),
        ("localhost:8000", "0.0.0.0"),
        ("192.0.2.7:8000", "192.0.2.7"),
        ("192.0.2.7:8000", "0.0.0.0"),
        ("[2001:db8::7]:8000", "::"),
        ("desk.example:8000", "desk.example"),
        ("desk.example", "Desk.example"),
        ("tietosuoja.example", "127.0.0.1"),
        ("tietosuoja.example.:443", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_it_answers_under_names_of_the_machine_the_address_asked_for_and_that_of_the_site(
    host: str, asked: str
) -> None:
    assert is_answered(host, asked, SITE)


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("evil.example:8000", "127.0.0.1"),
        ("evil.example:8000", "0.0.0.0"),
        ("evil.example", "desk.example"),
        ("127.0.0.1.evil.example", "127.0.0.1"),
        ("localhost.evil.example", "127.0.0.1"),
        ("evil.example#localhost", "127.0.0.1"),
        ("evil.example/localhost", "127.0.0.1"),
        ("192.0.2.7:8000", "127.0.0.1"),
        ("192.0.2.8", "192.0.2.7"),
        (":8000", "127.0.0.1"),
        ("[::1", "127.0.0.1"),
    ],
)
def test_it_answers_under_no_other_name(host: str, asked: str) -> None:
    assert not is_answered(host, asked, SITE)
    assert not is_answered(host, asked, "")


def asked_for(host: str) -> tuple[str, dict[str, str], bytes]:
    def page(_environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"a draft"]

    environ: dict[str, Any] = {"HTTP_HOST": host}
    setup_testing_defaults(environ)
    said: list[tuple[str, dict[str, str]]] = []
    application = only_answered(page, "127.0.0.1", "", lambda name: f"not {name}")
    body = b"".join(application(environ, lambda status, headers: said.append((status, dict(headers)))))  # type: ignore[arg-type,return-value]
    return *said[0], body


def test_a_strange_name_gets_one_line_and_nothing_of_the_site() -> None:
    assert asked_for("localhost:8000") == ("200 OK", {}, b"a draft")
    status, headers, body = asked_for("evil.example:8000")
    assert (status, body) == ("403 Forbidden", b"not evil.example:8000\n")
    assert headers["Content-Type"].startswith("text/plain")


def test_what_is_said_of_a_strange_name_is_no_more_than_a_line() -> None:
    assert asked_for("<script>\x1b\r\nä")[2] == b"not <script>\\x1b\\r\\n\\xe4\n"
