"""The portal in a site that was there before it: nothing of the site is replaced, changed or lost unsaid.

The measure is the site built without the plugin, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from mkdocs.exceptions import Abort

from privacy_notices.cli.main import main
from sites import NOTICE, PORTAL, Html, broken_links, build, draw, free_port, run, served, site, tree

pytestmark = pytest.mark.site

MATERIAL = "site_name: Acme\nsite_url: https://acme.example/\ntheme: {name: material, font: false}\n"

COMPANY: Mapping[str, str] = {
    "docs/index.md": "# Acme\n\nWelcome.\n",
    "docs/products/index.md": "# Products\n\n| a | b |\n|:-:|---|\n| 1 | 2 |\n",
    "docs/calculator.md": "# Calculator\n\n<script>calculate()</script>\n\n<p onclick='x()'>Press</p>\n",
    "docs/landing/index.html": "<!doctype html><title>Landing</title><script>land()</script>",
    "docs/robots.txt": "User-agent: *\n",
    "docs/_headers": "/*\n  X-Company: acme\n",
    "docs/nginx-headers.conf": 'add_header X-Company "acme";\n',
    "docs/assets/site.css": "a {}\n",
    "overrides/main.html": '{% extends "base.html" %}{% block announce %}News of {{ config.site_name }}{% endblock %}\n',
}
"""A company's site, with what companies put into theirs."""

SITEMAP = {"sitemap.xml", "sitemap.xml.gz"}
SERVERS = {"_headers", "nginx-headers.conf"}
OURS = re.compile(r"(fi|sv|en)/|assets/privacy-notices|vanha/|privacy/")
"""Where the portal is: its own folders, what its pages load, an old address of the one notice."""


def settings(plugins: str = "[]", more: str = "", base: str = MATERIAL) -> dict[str, str]:
    return {"mkdocs.yml": f"{base}plugins: {plugins}\n{more}"}


def with_and_without(
    tmp_path: Path, drawing: Mapping[str, str], more: str = "", others: str = "", ours: str = "privacy-notices"
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of a site with the plugin and without it."""
    found = []
    for name, plugins in (("with", f"[{ours}{', ' if others else ''}{others}]"), ("without", f"[{others}]")):
        root = draw(tmp_path / name, PORTAL, drawing, settings(plugins, more))
        done = run(root, "mkdocs", "build")
        assert done.returncode == 0, done.stderr
        found.append(tree(root / "site"))
    return found[0], found[1]


def differing(portal: Mapping[str, bytes], plain: Mapping[str, bytes]) -> set[str]:
    """What the plugin has changed, taken away, or added outside of the portal."""
    changed = {name for name, data in plain.items() if portal.get(name) != data}
    return changed | {name for name in portal if name not in plain and not OURS.match(name)}


# --- byte for byte -------------------------------------------------------------------------------------------------------


def test_a_companys_site_is_the_same_but_for_the_files_that_are_named(tmp_path: Path) -> None:
    with_portal, without = with_and_without(tmp_path, COMPANY, "theme: {name: material, custom_dir: overrides}\n")
    assert differing(with_portal, without) == SITEMAP | SERVERS
    assert "fi/tilaukset/index.html" in with_portal


def test_a_site_with_its_own_404_template_keeps_it_and_it_knows_what_mkdocs_knows(tmp_path: Path) -> None:
    """It was a traceback, after the old site was gone."""
    template = (
        '{% extends "main.html" %}{% block content %}Lost in {{ config.site_name }}, {{ nav.items | length }}'
        " {{ build_date_utc.year > 2000 }}, {{ pages | length }}{% endblock %}"
    )
    drawing = {**COMPANY, "overrides/404.html": template}
    with_portal, without = with_and_without(tmp_path, drawing, "theme: {name: material, custom_dir: overrides}\n")
    pages = re.compile(rb"Lost in Acme, (\d) True, (\d)")
    assert pages.search(without["404.html"]) and with_portal["404.html"] == without["404.html"]
    assert b'lang="fi"' in with_portal["fi/404.html"] and b"Lost in" not in with_portal["fi/404.html"]


def test_the_404_page_of_a_portal_alone_gives_way_to_a_template_of_the_site(tmp_path: Path) -> None:
    template = {"overrides/404.html": "Lost in {{ config.site_name }}."}
    theme = "theme: {name: material, font: false, custom_dir: overrides}\n"
    folder = site(tmp_path, template, {"mkdocs.yml": f"site_name: Shop\n{theme}plugins: [privacy-notices]\n"})
    assert (folder / "404.html").read_text(encoding="utf-8") == "Lost in Shop."
    assert Html.read(folder / "fi/404.html").all("html", lang="fi")


def test_a_block_of_the_sites_own_on_a_404_page_knows_what_mkdocs_knows(tmp_path: Path) -> None:
    own = '{% extends "pn/base.html" %}{% block announce %}{{ config.site_name }} {{ nav.items | length }} {{ base_url }}{% endblock %}'
    theme = "theme: {name: material, font: false, custom_dir: overrides}\n"
    more = {"overrides/pn/main.html": own, "docs/a.md": "# A\n"}
    folder = site(tmp_path, more, {"mkdocs.yml": f"site_name: Shop\n{theme}plugins: [privacy-notices]\n"})
    assert [" ".join(Html.read(folder / file).one("aside").text.split()) for file in ("404.html", "sv/404.html")] == [
        "Shop 1 /"
    ] * 2


# --- the front page ------------------------------------------------------------------------------------------------------

HOOK = """\
from mkdocs.structure.files import File
def on_files(files, config):
    files.append(File.generated(config, "index.md", content="# Made by a hook"))
"""


@pytest.mark.parametrize(
    ("drawing", "more", "others"),
    [
        ({"docs/README.md": "# Read me\n"}, "", ""),
        ({"docs/index.html": "<!doctype html><title>By hand</title>"}, "", ""),
        ({"docs/a.md": "# A\n", "hooks.py": HOOK}, "hooks: [hooks.py]\n", ""),
        ({"docs/posts/one.md": "---\ndate: 2026-01-01\n---\n\n# One\n\nText.\n"}, "", "{blog: {blog_dir: .}}"),
    ],
    ids=["README", "html", "hook", "blog"],
)
def test_the_front_page_is_left_to_whoever_makes_one(
    tmp_path: Path, drawing: Mapping[str, str], more: str, others: str
) -> None:
    with_portal, without = with_and_without(tmp_path, drawing, more, others)
    assert differing(with_portal, without) - SERVERS == SITEMAP
    assert "index.html" in without
    assert b'hreflang="x-default" href="https://acme.example/"' in with_portal["fi/index.html"]


@pytest.mark.parametrize("ours", ["privacy-notices", "{privacy-notices: {folder: privacy}}"])
def test_who_takes_part_in_making_pages_is_told_once(tmp_path: Path, ours: str) -> None:
    """Pages are then made anew at every build, which nobody understood."""
    root = draw(tmp_path, PORTAL, {"hooks.py": HOOK}, settings(f"[{ours}]", "hooks: [hooks.py]\n"))
    done = run(root, "mkdocs", "build")
    assert done.returncode == 0 and done.stderr.count("made anew at every build") == 1
    assert "hooks.py" in done.stderr


WITH_ANNEX = PORTAL["notices/orders/fi.yml"].replace("texts:\n", "texts:\n  data: Katso [luettelo](annex.pdf).\n")
"""Words of the notice that link to a file beside them."""


# --- files under our names ---------------------------------------------------------------------------------------------


def test_files_for_servers_keep_what_is_written_in_them(tmp_path: Path) -> None:
    folder = site(tmp_path, COMPANY, settings("[privacy-notices]"))
    text = (folder / "_headers").read_text(encoding="utf-8")
    assert text.startswith("/*\n  X-Company: acme\n\n# privacy-notices")
    assert text.count("Content-Security-Policy:") == 1
    text = (folder / "nginx-headers.conf").read_text(encoding="utf-8")
    assert text.startswith('add_header X-Company "acme";\n\n# privacy-notices')
    assert text.count("add_header Content-Security-Policy") == 1


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("docs/fi/index.html", "fi/index.html"),
        ("docs/en/orders/index.html", "en/orders/index.html"),
        ("docs/sv/search/index.json", "sv/search/index.json"),
        ("docs/sv/404.html", "sv/404.html"),
        ("docs/vanha/tilaukset.html", "vanha/tilaukset.html"),
        ("docs/assets/privacy-notices-brand.css", "assets/privacy-notices-brand.css"),
        ("docs/fi.md", "fi/index.html"),
        ("docs/FI/index.html", "FI/index.html"),
        ("docs/fi/tilaukset/annex.pdf", "fi/tilaukset/annex.pdf"),
    ],
)
def test_a_file_where_the_portal_writes_one_stops_the_build_before_anything_is_written(
    tmp_path: Path, file: str, address: str
) -> None:
    brand = {"notices/portal.yml": f'{PORTAL["notices/portal.yml"]}brand: {{color: "#005a5b"}}\n'}
    old = {"site/old.html": "old"}
    annex = {"notices/orders/fi.yml": WITH_ANNEX, "notices/orders/annex.pdf": "%PDF-1.7"}
    root = draw(tmp_path, PORTAL, brand, annex, old, settings("[privacy-notices]"), {file: "<p>mine</p>\n"})
    done = run(root, "mkdocs", "build")
    assert done.returncode == 1
    assert re.search(rf"{re.escape(file.removeprefix('docs/'))}.*error\[P120\].*`{re.escape(address)}`", done.stderr)
    assert tree(root / "site") == {"old.html": b"old"}


OLD_HOOK = """\
from pathlib import Path
from mkdocs.structure.files import File
def on_files(files, config):
    Path("made/fi").mkdir(parents=True, exist_ok=True)
    Path("made/fi/oikeudet.md").write_text("# Mine")
    files.append(File("fi/oikeudet.md", "made", config.site_dir, config.use_directory_urls))
"""
"""As plugins did it before MkDocs 1.6: the file does not say who has made it."""


@pytest.mark.parametrize("priority", [200, 0])
@pytest.mark.parametrize(
    "hook", [HOOK.replace("index.md", "fi/oikeudet.md"), OLD_HOOK], ids=["generated", "in a folder"]
)
def test_a_file_that_a_hook_makes_where_the_portal_writes_one_stops_the_build(
    tmp_path: Path, hook: str, priority: int
) -> None:
    hook = hook.replace("def on", f"from mkdocs.plugins import event_priority\n@event_priority({priority})\ndef on")
    if not priority:  # else MkDocs itself warns of it
        hook = hook.replace("files.append", "files.remove(files.get_file_from_path('fi/oikeudet.md')) or files.append")
    root = draw(tmp_path, PORTAL, {"hooks.py": hook}, settings("[privacy-notices]", "hooks: [hooks.py]\n"))
    done = run(root, "mkdocs", "build")
    assert done.returncode == 1
    assert re.search(r"error\[P123\] `hooks.py` .*`fi/oikeudet/index.html`", done.stderr)


def test_a_style_sheet_in_docs_stands_for_that_of_the_theme_as_mkdocs_has_it(tmp_path: Path) -> None:
    folder = site(tmp_path, {"docs/assets/privacy-notices.css": "/* mine */"})
    assert (folder / "assets/privacy-notices.css").read_text(encoding="utf-8") == "/* mine */"


# --- a site that has pages in the languages ------------------------------------------------------------------------------


def test_a_page_that_the_menu_of_the_site_names_is_the_sites(tmp_path: Path) -> None:
    """`docs/en/guide.md` lost the theme as soon as the plugin was there."""
    drawing = {"docs/index.md": "# Acme\n", "docs/en/guide.md": "# Guide\n", "docs/en/about.md": "# About\n"}
    nav = "nav: [index.md, {English: [en/guide.md]}]\n"
    with_portal, without = with_and_without(tmp_path, drawing, nav)
    assert differing(with_portal, without) - SERVERS - SITEMAP == {"en/about/index.html"}
    assert b"pn-menu" in with_portal["en/about/index.html"] and b"md-header" in with_portal["en/guide/index.html"]
    assert b'href="../about/"' in with_portal["en/orders/index.html"]
    assert b'href="../guide/"' not in with_portal["en/orders/index.html"]


def test_only_a_clash_of_addresses_is_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    nav = "nav: [index.md, {English: [en/index.md, en/guide.md]}]\n"
    drawing = {"docs/index.md": "# Acme\n", "docs/en/guide.md": "# Guide\n", "docs/en/index.md": "# English\n"}
    with pytest.raises(Abort):
        site(tmp_path, drawing, settings("[privacy-notices]", nav))
    assert "en/index.md:1:1: error[P104]" in caplog.text and "`folder`" in caplog.text


# --- the map of the site, titles, links to edit -------------------------------------------------------------------------


def test_the_map_of_the_site_keeps_the_dates_of_the_sites_pages(tmp_path: Path) -> None:
    with_portal, without = with_and_without(tmp_path, COMPANY)

    def dates(files: Mapping[str, bytes]) -> dict[str | None, str | None]:
        name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        found = ElementTree.fromstring(files["sitemap.xml"])
        return {url.findtext(f"{name}loc"): url.findtext(f"{name}lastmod") for url in found}

    plain = dates(without)
    assert len(plain) == 3 and all(plain.values())
    assert plain.items() <= dates(with_portal).items()


def test_the_menu_calls_a_page_by_hand_by_its_own_title(tmp_path: Path) -> None:
    """A plugin that makes a page stand for its section gave it the section's title: `Ohje`."""
    hook = "def on_nav(nav, config, files):\n    files.get_file_from_path('fi/ohje/index.md').page.title = 'Ohje'\n"
    drawing = {"docs/fi/ohje/index.md": "# Näin kysyt\n\nKirjoita.\n", "hooks.py": hook}
    folder = site(tmp_path, drawing, settings("[privacy-notices]", "hooks: [hooks.py]\n"))
    assert Html.read(folder / "fi/index.html").menu["Näin kysyt"] == "ohje/"
    assert Html.read(folder / "fi/ohje/index.html").title.startswith("Näin kysyt")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("edit_uri_template: 'edit/main/docs/{path!q}'", "edit/main/notices%2Forders%2Ffi.yml"),
        ("edit_uri_template: 'edit/main/docs/{path}'", "edit/main/notices/orders/fi.yml"),
        ("edit_uri_template: 'edit?file=docs/{path!q}'", "edit?file=notices%2Forders%2Ffi.yml"),
        ("edit_uri_template: 'edit?file=docs%2F{path_noext!q}.yml'", "edit?file=notices%2Forders%2Ffi.yml"),
        ("edit_uri: '?query=main/docs/'", "?query=main/notices/orders/fi.yml"),
        ("edit_uri_template: 'edit?file={path!q}'", None),
    ],
)
@pytest.mark.parametrize("hooks", ["", "hooks: [hooks.py]\n"], ids=["alone", "with others"])
def test_a_link_to_edit_leads_out_of_the_docs_folder_however_its_template_is_written(
    tmp_path: Path, setting: str, expected: str | None, hooks: str
) -> None:
    """`{path!q}` gave `..%2Fnotices`, which no host resolves."""
    more = f"repo_url: https://git.example/acme/\n{setting}\n{hooks}"
    hook = {"hooks.py": "def on_page_content(html, **_): pass\n"}
    folder = site(tmp_path, hook, settings("[privacy-notices]", more))
    links = [link for link in Html.read(folder / NOTICE["fi"] / "index.html").addresses if "git.example" in link]
    assert links == ([f"https://git.example/acme/{expected}"] if expected else [])


# --- scripts -----------------------------------------------------------------------------------------------------------

GALLERY = "def on_post_page(output, **_):\n    return output.replace('</body>', '<script>gallery()</script></body>')\n"


def test_a_script_that_a_hook_adds_is_named_by_the_hook_and_once(tmp_path: Path) -> None:
    """Every page of the portal was an error (P110), which blamed the words of its notice."""
    root = draw(tmp_path, PORTAL, COMPANY, {"hooks.py": GALLERY}, settings("[privacy-notices]", "hooks: [hooks.py]\n"))
    done = run(root, "mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("P122]") == 1 and "P110" not in done.stderr
    assert re.search(r"warning\[P122\].*`gallery\(\)`.*hooks.py", done.stderr)


# --- in the menu of the site ---------------------------------------------------------------------------------------------

IN_MENU = "nav: [index.md, {Privacy: en/index.md}, sv/index.md]\n"
LOOKING = {"hooks.py": "def on_page_content(html, **_): pass\n"}
"""A hook that sees every page, as macros does."""


@pytest.mark.parametrize("tool", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("hooks", ["", "hooks: [hooks.py]\n"], ids=["alone", "with others"])
def test_the_portal_stands_in_the_menu_of_the_site(tmp_path: Path, tool: str, hooks: str) -> None:
    """Without a plugin that looks at pages the build ended: "A plugin has set File.page to a type other than Page"."""
    drawing = {"docs/index.md": "# Acme\n\n[Your rights](en/index.md#pn-none)\n"}
    root = draw(tmp_path, PORTAL, LOOKING, drawing, settings("[privacy-notices]", f"{IN_MENU}{hooks}"))
    done = run(root, tool, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "does not contain an anchor '#pn-none'" in done.stderr
    menu = Html.read(root / "site/index.html").all("nav", cls="md-nav--primary")[0]
    links = {" ".join(a.text.split()): a.attributes["href"] for a in menu.inside if a.tag == "a"}
    assert links["Privacy"] == "en/" and links["Dataskydd i butiken"] == "sv/"
    assert Html.read(root / "site/en/index.html").title == "Privacy in the shop"
    assert tree(root / "site" / "en") == tree(site(tmp_path / "plain", drawing, settings("[privacy-notices]")) / "en")


# --- a folder of its own -------------------------------------------------------------------------------------------------

BELOW = "[{privacy-notices: {folder: privacy}}]"


@pytest.mark.parametrize("hooks", ["", "hooks: [hooks.py]\n"], ids=["alone", "with others"])
@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_a_portal_below_the_site_has_all_its_addresses_there(tmp_path: Path, directory_urls: str, hooks: str) -> None:
    drawing = {**COMPANY, **LOOKING, "docs/en/index.md": "# English\n", "docs/privacy/fi/tietoa.md": "# Tietoa\n"}
    root = draw(tmp_path, PORTAL, drawing, settings(BELOW, f"use_directory_urls: {directory_urls}\n{hooks}"))
    folder = build(root)
    html = Html.read(
        folder / ("privacy/fi/tilaukset/index.html" if directory_urls == "true" else "privacy/fi/tilaukset.html")
    )
    end = "/" if directory_urls == "true" else ".html"
    assert html.canonical == f"https://acme.example/privacy/fi/tilaukset{end}"
    assert html.alternates["sv"] == f"https://acme.example/privacy/sv/bestallningar{end}"
    assert "Tietoa" in html.menu
    text = (folder / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>https://acme.example/privacy/fi/tilaukset{end}</loc>" in text
    assert f"<loc>https://acme.example/privacy/fi/tietoa{end}</loc>" in text
    assert Html.read(folder / "vanha/tilaukset.html").canonical == html.canonical
    assert (folder / "privacy/en/search/index.json").is_file() and not (folder / "fi").exists()
    assert "md-header" in (folder / "404.html").read_text(encoding="utf-8")
    for file in ("privacy/404.html", "privacy/fi/404.html"):
        assert f'href="/privacy/fi/{"" if directory_urls == "true" else "index.html"}"' in (folder / file).read_text(
            encoding="utf-8"
        )
    with served(folder, free_port()) as address:
        seen, broken = broken_links(address, f"{address}privacy/", missing=f"{address}privacy/fi/none/")
    assert broken == [] and len(seen) > 20


def test_a_file_beside_a_notice_lies_below_the_folder_too(tmp_path: Path) -> None:
    drawing = {"notices/orders/fi.yml": WITH_ANNEX, "notices/orders/annex.pdf": "%PDF-1.7"}
    folder = site(tmp_path, drawing, settings(BELOW))
    assert (folder / "privacy/fi/tilaukset/annex.pdf").read_text(encoding="utf-8") == "%PDF-1.7"
    assert not (folder / "fi").exists()
    assert "annex.pdf" in Html.read(folder / "privacy/fi/tilaukset/index.html").addresses


def test_the_site_above_the_folder_is_the_same(tmp_path: Path) -> None:
    drawing = {**COMPANY, "docs/en/index.md": "# English\n", "docs/fi/tietoa.md": "# Tietoa\n"}
    with_portal, without = with_and_without(tmp_path, drawing, ours="{privacy-notices: {folder: privacy}}")
    assert differing(with_portal, without) == SITEMAP | SERVERS
    assert {name.partition("/")[0] for name in with_portal if name not in without} == {"privacy", "assets", "vanha"}


def test_a_page_by_hand_stands_for_the_choice_of_a_language_below_the_site(tmp_path: Path) -> None:
    folder = site(tmp_path, {"docs/privacy.md": "# Privacy at Acme\n"}, settings(BELOW))
    assert "Privacy at Acme" in Html.read(folder / "privacy/index.html").title


def test_a_clash_below_the_site_names_the_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        site(tmp_path, {"docs/privacy/fi/oikeudet.md": "# Oma\n"}, settings(BELOW))
    assert "privacy/fi/oikeudet.md:1:1: error[P104]" in caplog.text and "`privacy/fi/oikeudet`" in caplog.text


def test_pages_that_were_kept_are_not_taken_for_those_of_another_folder(tmp_path: Path) -> None:
    root = draw(tmp_path, PORTAL, settings("[privacy-notices]"))
    build(root)
    folder = build(draw(root, settings(BELOW)))
    kept, fresh = (tree(root) for root in (folder, site(tmp_path / "fresh", settings(BELOW))))
    assert {name for name in kept | fresh if kept.get(name) != fresh.get(name)} <= {
        "sitemap.xml.gz"
    }  # has the time in it


@pytest.mark.parametrize("folder", ["../up", "a b", "assets", "fi/search", "ä", "x?y", "."])
def test_what_is_no_address_everywhere_is_no_folder(tmp_path: Path, folder: str) -> None:
    root = draw(tmp_path, PORTAL, settings(f"[{{privacy-notices: {{folder: '{folder}'}}}}]"))
    done = run(root, "mkdocs", "build")
    assert done.returncode == 1 and "cannot be the folder of the portal" in done.stderr


# --- the policy of the portal alone ------------------------------------------------------------------------------------


def test_a_policy_for_the_portal_alone_says_nothing_of_the_sites_pages(tmp_path: Path) -> None:
    """An embedded film or map of the company's stopped, and `--strict` with it."""
    drawing = {"docs/index.md": "# Acme\n\n<iframe src='https://map.example/'></iframe>\n"}
    more = "extra_css: ['https://cdn.example/x.css']\nstrict: true\n"
    folder = site(tmp_path, drawing, settings("[{privacy-notices: {csp_scope: portal}}]", more))
    text = (folder / "_headers").read_text(encoding="utf-8")
    assert re.findall(r"^/.*$", text, re.MULTILINE) == ["/fi/*", "/sv/*", "/en/*"]
    assert "sha256" not in text
    assert "location ~ ^/(?:fi/|sv/|en/) {" in (folder / "nginx-headers.conf").read_text(encoding="utf-8")


def test_a_policy_for_a_portal_below_the_site_has_one_address(tmp_path: Path) -> None:
    plugin = "[{privacy-notices: {csp_scope: portal, folder: privacy}}]"
    text = (site(tmp_path, COMPANY, settings(plugin)) / "_headers").read_text(encoding="utf-8")
    assert re.findall(r"^/.*$", text, re.MULTILINE) == ["/*", "/privacy/*"]


def test_a_policy_in_pages_is_in_those_of_the_portal_alone(tmp_path: Path) -> None:
    plugin = "[{privacy-notices: {csp: meta, csp_scope: portal}}]"
    with_portal, without = with_and_without(tmp_path, COMPANY, ours=plugin[1:-1])
    assert differing(with_portal, without) == SITEMAP
    assert b"Content-Security-Policy" in with_portal["fi/tilaukset/index.html"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[https://acme.sharepoint.com, self]", "frame-ancestors https://acme.sharepoint.com 'self'"),
        ("['https://*.sharepoint.com']", "frame-ancestors https://*.sharepoint.com"),
        ("[none]", "frame-ancestors 'none'"),
        ("[]", "frame-ancestors 'none'"),
    ],
)
def test_an_intranet_may_show_the_portal_in_a_frame(tmp_path: Path, written: str, said: str) -> None:
    folder = site(tmp_path, settings(f"[{{privacy-notices: {{frame_ancestors: {written}}}}}]"))
    assert f"; {said}\n" in (folder / "_headers").read_text(encoding="utf-8")


@pytest.mark.parametrize("written", ["https://a.example/path", "*", "https://a.example; script-src *", "a.example"])
def test_what_a_policy_cannot_say_of_frames_is_refused(tmp_path: Path, written: str) -> None:
    root = draw(tmp_path, PORTAL, settings(f"[{{privacy-notices: {{frame_ancestors: ['{written}']}}}}]"))
    done = run(root, "mkdocs", "build")
    assert done.returncode == 1 and "cannot stand under `frame_ancestors`" in done.stderr


def command(root: Path, *options: str) -> Result:
    words = ["build", str(root / "notices"), "--to", str(root / "public"), "--language", "en", *options]
    return CliRunner().invoke(main, words, catch_exceptions=False)


# --- without MkDocs ------------------------------------------------------------------------------------------------------


def test_a_folder_of_pages_has_the_same_settings(tmp_path: Path) -> None:
    options = ("--folder", "privacy", "--csp-scope", "portal", "--frame-ancestors", "https://intra.example")
    root = draw(tmp_path, PORTAL, {"public/_headers": "/*\n  X-Company: acme\n", "public/privacy.txt": "mine"})
    for _ in range(2):
        done = command(root, "--site-url", "https://acme.example/", *options)
        assert done.exit_code == 0, done.output
        text = (root / "public/_headers").read_text(encoding="utf-8")
        assert text.startswith("/*\n  X-Company: acme\n\n# privacy-notices")
        assert text.count("Content-Security-Policy") == 1 and "\n/privacy/*\n" in text
        assert "frame-ancestors https://intra.example\n" in text
    assert (root / "public/privacy/fi/tilaukset/index.html").is_file()
    assert (root / "public/privacy.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("options", [("--folder", "../up"), ("--frame-ancestors", "*")])
def test_wrong_settings_of_a_folder_of_pages_are_wrong_usage(tmp_path: Path, options: tuple[str, str]) -> None:
    done = command(draw(tmp_path, PORTAL), *options)
    assert done.exit_code == 2 and options[1] in done.output
    assert not (tmp_path / "public").exists()
