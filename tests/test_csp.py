"""The Content Security Policy that a build computes from its pages, and the files it writes it to."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from privacy_notices.faults.diagnostic import Diagnostic, Severity
from privacy_notices.hosts.headers_files import headers_files
from privacy_notices.hosts.page_parts import parts
from privacy_notices.hosts.policy import Finished, Policy, meta, policy, with_meta
from sites import PORTAL, draw, run, site

THEME_PAGE = "<html><head><script>theme()</script><style>a{}</style></head><body>{text}</body></html>"


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def portal_page(html: str) -> Finished:
    return Finished("fi/x/index.html", html, html)


def theme_page(text: str = "<p>words</p>", file: str = "about/index.html") -> Finished:
    return Finished(file, THEME_PAGE.replace("{text}", text), text)


def codes(faults: tuple[Diagnostic, ...]) -> list[tuple[str, Severity]]:
    return [(fault.code, fault.severity) for fault in faults]


SCRIPTS = (
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script type=module>alert(1)</script>",
    "<script type='text/javascript'>x</script>",
    "<script type=' '>x</script>",
    "<script type=importmap>{}</script>",
    "<script type=speculationrules>{}</script>",
    "<p onclick='x()'>",
    "<p ONCLICK=x()>",
    "<img src=x onerror=x()>",
    "<svg/onload=x()>",
    "<a href='javascript:x()'>",
    "<a href=' JaVa\tScript:x()'>",
    "<a href='&#106;avascript:x()'>",
    "<a href='javascript&colon;x()'>",
    "<form action=javascript:x()>",
    "<script src>x</script><script>x</script>",
    "<script data-x=' src='>x</script>",
)


@pytest.mark.parametrize("html", SCRIPTS)
def test_a_script_on_a_page_of_the_portal_is_an_error_and_is_not_allowed(html: str) -> None:
    found, faults = policy([portal_page(f"<main>\n{html}</main>")])
    assert ("P110", Severity.ERROR) in codes(faults)
    assert faults[0].mark.file == "fi/x/index.html" and faults[0].mark.line == 2
    assert found == Policy()


@pytest.mark.parametrize("html", SCRIPTS)
def test_a_script_in_the_text_of_a_page_in_the_hosts_theme_is_an_error_and_gets_no_hash(html: str) -> None:
    found, faults = policy([theme_page(html)])
    assert ("P110", Severity.ERROR) in codes(faults)
    assert found.scripts == ()


def test_a_page_with_a_script_in_its_text_lends_no_hash_even_to_the_themes_own() -> None:
    """Or a text could show a script that a later build takes for the theme's."""
    found, _ = policy([theme_page("<script>evil()</script>", "bad/index.html"), theme_page()])
    assert found.scripts == (sha("theme()"),)


def test_the_themes_own_scripts_and_styles_are_allowed_by_their_hash_each_once() -> None:
    found, faults = policy([theme_page(), theme_page(file="other/index.html")])
    assert faults == ()
    assert found == Policy((sha("theme()"),), (sha("a{}"),))


def test_what_another_plugin_makes_of_the_settings_is_allowed_by_its_hash() -> None:
    found, faults = policy([Finished("old/index.html", "<script>location='../new/'</script>", "")])
    assert faults == () and found.scripts == (sha("location='../new/'"),)


@pytest.mark.parametrize(
    "html",
    [
        "<script src='assets/x.js'></script>",
        "<script type='application/json'>{}</script>",
        "<script type='application/ld+json'>{}</script>",
        "<a href='https://a.example/'>javascript: onclick= style=</a>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; onclick=x style=y</p>",
        '<link rel="canonical" href="https://a.example/"><link rel="alternate" hreflang="fi" href="https://a.example/fi/">',
        "<img src='data:image/png;base64,AAAA' alt=''>",
        "<img src='../logo.svg' alt=''>",
        "<form class=pn-search-form></form>",
        "<img src='x.png' src='https://cdn.example/x.png' alt=''>",
    ],
)
def test_what_the_policy_does_not_stop_is_no_fault(html: str) -> None:
    assert policy([portal_page(html)]) == (Policy(), ())


@pytest.mark.parametrize(
    ("html", "severity"),
    [
        ("<p style='color:red'>", Severity.INFO),
        ("<style>p{}</style>", Severity.INFO),
        ("<script src='https://cdn.example/x.js'></script>", Severity.WARNING),
        ("<script src=//cdn.example/x.js></script>", Severity.WARNING),
        ("<img src='https://cdn.example/x.png' alt=''>", Severity.WARNING),
        ("<img srcset='a.png 1x, https://cdn.example/x.png 2x' alt=''>", Severity.WARNING),
        *(
            (f"<link rel={rel} href='https://cdn.example/x'>", Severity.WARNING)
            for rel in (
                "stylesheet",
                "icon",
                "preload",
                "modulepreload",
                "prefetch",
                "manifest",
                "preconnect",
                "dns-prefetch",
            )
        ),
        ("<link rel='shortcut ICON' href=//cdn.example/x>", Severity.WARNING),
        ("<img src='https://cdn.example/x.png' src='x.png' alt=''>", Severity.WARNING),
        ("<iframe src='map.html'></iframe>", Severity.WARNING),
        ("<base href='/'>", Severity.WARNING),
        ("<video src='https://cdn.example/x.mp4'></video>", Severity.WARNING),
    ],
)
@pytest.mark.parametrize("where", [portal_page, theme_page])
def test_what_the_policy_stops_is_said(html: str, severity: Severity, where: object) -> None:
    _, faults = policy([where(html)])  # type: ignore[operator]
    assert codes(faults) == [("P111", severity)]


def test_the_hash_is_that_of_the_bytes_a_browser_reads() -> None:
    text = "\n  if (a && b < c) { x('</p>', \"ä\", '&amp;') }\n"
    found, _ = policy([Finished("x.html", f"<script>{text}</script>", "")])
    assert found.scripts == (sha(text),)


def test_the_quick_look_misses_nothing_that_the_reader_finds() -> None:
    """Pages that the pattern passes over are never read."""
    for html in (
        *SCRIPTS,
        "<p style=x>",
        "<p/style=x>",
        "<style>",
        "<script>x</script>",
        "<p title=''onclick=x>",
        '<p title=""onclick=x>',
        "<base>",
    ):
        assert parts(html) != () or html == "<style>", html


def test_a_policy_too_long_for_a_line_of_a_headers_file_is_said() -> None:
    pages = [Finished(f"{n}.html", f"<script>{n}</script>", "") for n in range(60)]
    found, faults = policy(pages)
    assert len(found.scripts) == 60 and codes(faults) == [("P112", Severity.WARNING)]


def test_the_policy_forbids_everything_that_is_not_named() -> None:
    assert Policy(("'sha256-a'",), ("'sha256-b'",)).text() == (
        "default-src 'none'; script-src 'self' 'sha256-a'; style-src 'self' 'sha256-b'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def test_the_files_for_servers_say_the_same() -> None:
    some = Policy((sha("x"),))
    for_paths, for_nginx = headers_files(some)
    netlify = dict(re.findall(r"^  ([\w-]+): (.*)$", for_paths.text, re.MULTILINE))
    nginx = dict(re.findall(r'^add_header ([\w-]+) "([^"]*)" always;$', for_nginx.text, re.MULTILINE))
    assert netlify == nginx and len(nginx) == 6
    assert nginx["Content-Security-Policy"] == some.text()
    assert nginx["X-Content-Type-Options"] == "nosniff" and nginx["Referrer-Policy"] == "no-referrer"
    assert for_paths.text.splitlines()[1] == "/*"


def test_the_element_for_pages_leaves_out_what_browsers_refuse_there() -> None:
    assert "frame-ancestors" not in meta(Policy()) and "&#x27;none&#x27;" in meta(Policy())


def test_the_element_stands_before_every_script_and_only_once() -> None:
    page = '<html><head><meta charset="utf-8"><script src="x.js"></script></head></html>'
    once = with_meta(page, Policy())
    assert once.index('charset="utf-8"') < once.index("Content-Security-Policy") < once.index("<script")
    assert with_meta(once, Policy()) == once
    assert "Content-Security-Policy" in with_meta("<html><head><title>x</title></head></html>", Policy())


# --- real builds -----------------------------------------------------------------------------------------------------------

MATERIAL: Mapping[str, str] = {
    "docs/index.md": "# Home\n\nWords.\n",
    "docs/deep/er.md": "# Deeper\n\n| a | b |\n|:-:|---|\n| 1 | 2 |\n",
}
"""Pages of the host's own theme beside the portal."""


def settings(csp: str) -> Mapping[str, str]:
    return {
        "mkdocs.yml": "site_name: Shop\nsite_url: https://shop.example/\ntheme: {name: material}\nplugins: [{privacy-notices: {csp: "
        + csp
        + "}}]\n"
    }


@pytest.mark.site
def test_a_build_writes_one_policy_for_the_portal_and_the_hosts_theme(tmp_path: Path) -> None:
    built = site(tmp_path, settings("headers"), MATERIAL)
    text = (built / "_headers").read_text(encoding="utf-8")
    inline = {
        script
        for path in built.rglob("*.html")
        for script in re.findall(r"<script>(.*?)</script>", path.read_text(encoding="utf-8"), re.DOTALL)
    }
    assert inline and all(sha(script) in text for script in inline)
    assert "unsafe" not in text and text.count("'sha256-") >= len(inline)
    assert (built / "nginx-headers.conf").is_file()


@pytest.mark.site
def test_a_portal_alone_needs_no_hash(tmp_path: Path) -> None:
    built = site(tmp_path, settings("headers"))
    assert "script-src 'self'; style-src 'self';" in (built / "_headers").read_text(encoding="utf-8")


@pytest.mark.site
def test_every_page_can_carry_the_policy_itself(tmp_path: Path) -> None:
    built = site(tmp_path, settings("meta"), MATERIAL)
    pages = [path.read_text(encoding="utf-8") for path in built.rglob("*.html")]
    assert len(pages) > 15
    for html in pages:
        assert html.count('http-equiv="Content-Security-Policy"') == 1
        assert "<script" not in html[: html.index("Content-Security-Policy")]
    assert not (built / "_headers").exists()


@pytest.mark.site
def test_a_site_may_go_without(tmp_path: Path) -> None:
    built = site(tmp_path, settings("none"), {"docs/index.md": "# Home\n\n<script>own()</script>\n"})
    assert not (built / "_headers").exists() and not (built / "nginx-headers.conf").exists()


@pytest.mark.site
def test_a_build_fails_on_a_script_in_the_text_of_a_page_of_the_portal(tmp_path: Path) -> None:
    with pytest.raises(Abort):
        site(tmp_path, settings("headers"), {"docs/en/about.md": "<h1>Words</h1>\n\n<script>own()</script>\n"})
    assert not (tmp_path / "site" / "_headers").exists()


@pytest.mark.site
@pytest.mark.parametrize("page", ["docs/index.md", "docs/demo.html"])
def test_a_script_on_a_page_of_the_sites_own_is_allowed_by_its_hash(tmp_path: Path, page: str) -> None:
    """It stopped the build of a whole company's site for what was never in a notice."""
    built = site(tmp_path, settings("headers"), {page: "<h1>Words</h1>\n\n<script>own()</script>\n"})
    assert sha("own()") in (built / "_headers").read_text(encoding="utf-8")


@pytest.mark.site
def test_the_command_names_the_page_and_ends_with_a_failure(tmp_path: Path) -> None:
    draw(tmp_path, PORTAL, settings("headers"), {"docs/en/about.md": "# About\n\n<script>own()</script>\n"})
    done = run(tmp_path, "mkdocs", "build")
    assert done.returncode == 1
    assert re.search(r"en/about/index\.html:\d+:\d+: error\[P110\]", done.stderr)


@pytest.mark.site
def test_pages_that_another_plugin_writes_keep_working(tmp_path: Path) -> None:
    built = site(
        tmp_path,
        MATERIAL,
        {
            "mkdocs.yml": "site_name: Shop\nsite_url: https://shop.example/\ntheme: {name: material}\nplugins: [privacy-notices, {redirects: {redirect_maps: {old.md: index.md}}}]\n"
        },
    )
    (script,) = re.findall(
        r"<script>(.*?)</script>", (built / "old" / "index.html").read_text(encoding="utf-8"), re.DOTALL
    )
    assert sha(script) in (built / "_headers").read_text(encoding="utf-8")
