"""The portal behind a real web server, under the headers that its build has written."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

import sites
from portals import LANGUAGES, Site, build
from programs import program
from test_requests import Log, search

NGINX = program("nginx")

CONFIGURATION = """\
{user}
pid {place}/nginx.pid;
error_log {place}/error.log;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {place}; proxy_temp_path {place}; fastcgi_temp_path {place}; uwsgi_temp_path {place}; scgi_temp_path {place};
  server {{
    listen 127.0.0.1:{port};
    root {root};
    include {root}/nginx-headers.conf;
    error_page 404 /404.html;
    location /assets/ {{
      add_header Cache-Control "max-age=3600";
      include {root}/nginx-headers.conf;
    }}
  }}
}}
"""

EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A portal with pages of the host's own theme beside it, whose scripts are allowed by their hashes."""
    pages = {
        "docs/index.md": "# Home\n\nWords about shops.\n",
        "docs/deep/er.md": "# Deeper\n\nMore words about shops.\n",
    }
    settings = {"mkdocs.yml": sites.MKDOCS.replace("[", "[search, ") + "theme: {name: material, font: false}\n"}
    root = sites.draw(tmp_path_factory.mktemp("mixed"), sites.PORTAL, sites.WRITTEN, settings, pages)
    return build(root, root / "site")


@pytest.fixture(scope="module")
def nginx(sample: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _nginx(sample, tmp_path_factory.mktemp("nginx"))


@pytest.fixture(scope="module")
def nginx_mixed(mixed: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _nginx(mixed, tmp_path_factory.mktemp("nginx"))


def _nginx(site: Site, place: Path) -> Iterator[str]:
    assert NGINX is not None
    port = sites.free_port()
    user = "user root;" if os.geteuid() == 0 else ""  # who may read the folders of these tests
    configuration = place / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(user=user, place=place, root=site.root, port=port), encoding="utf-8")
    command = [NGINX, "-c", str(configuration), "-e", str(place / "error.log")]
    subprocess.run(command, check=True)  # it returns when it listens
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        subprocess.run([*command, "-s", "quit"], check=True)


def test_every_answer_carries_every_header(nginx: str, sample: Site, playwright: Playwright) -> None:
    client = playwright.request.new_context(base_url=nginx)
    for path, status in (
        ("", 200),
        ("fi/", 200),
        ("no/such/page/", 404),
        ("assets/privacy-notices.css", 200),
        ("assets/privacy-notices.js", 200),
    ):
        answer = client.get(path)
        assert answer.status == status
        assert answer.headers["content-security-policy"].startswith(
            "default-src 'none'; script-src 'self'; style-src 'self';"
        )
        assert EXPECTED.items() <= answer.headers.items()
        assert "camera=()" in answer.headers["permissions-policy"]
    client.dispose()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_the_policy_and_search_works_under_it(
    nginx: str, sample: Site, browser: Browser, figures: Counter[str], language: str
) -> None:
    log = Log(nginx)
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        log.follow(context)
        context.add_init_script(
            "addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
        )
        tab = context.new_page()
        for page in sample.samples(without=("redirect",), language=language):
            tab.goto(nginx + page.address)
        tab.goto(nginx + sample.first("notice", language).address)
        title = tab.locator("h1").inner_text()
        search(tab, title)
        assert title in tab.locator(".pn-search-results a").all_inner_texts()
        assert tab.evaluate("getComputedStyle(document.querySelector('.pn-bar')).backgroundColor") != "rgba(0, 0, 0, 0)"
    figures["breaches of the Content Security Policy under nginx"] += len(log.faults)
    assert log.faults == []


def test_the_policy_stops_a_script_that_was_not_there_at_the_build(nginx: str, browser: Browser) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{nginx}fi/")
        with tab.expect_console_message(lambda message: "Content Security Policy" in message.text):
            tab.evaluate(
                """() => { const script = document.createElement("script"); script.textContent = "window.ran = true"; document.body.append(script); }"""
            )
        assert tab.evaluate("window.ran") is None


def test_the_pages_of_the_hosts_theme_and_their_search_work_under_the_same_policy(
    nginx_mixed: str, browser: Browser
) -> None:
    log = Log(nginx_mixed)
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        log.follow(context)
        tab = context.new_page()
        for path in ("", "deep/er/", "fi/", "en/about/"):
            tab.goto(nginx_mixed + path)
        tab.goto(f"{nginx_mixed}deep/er/")
        tab.locator(".md-search__input").press_sequentially("shops")
        tab.locator(".md-search-result__item").first.wait_for()
    assert [fault for fault in log.faults if "sitemap.xml" not in fault] == []
