"""What the owner of a site asks of the portal: where it lies, who may frame it, which pages its policy is for, and what
stays of the files for servers that the owner has written. Values in, values out."""

from __future__ import annotations

import json
import re

import pytest

from privacy_notices.faults.diagnostic import Severity
from privacy_notices.hosts.edit_links import edit_address
from privacy_notices.hosts.headers_files import BEGIN, END, headers_files, outside_marks
from privacy_notices.hosts.leaving import leaving_script
from privacy_notices.hosts.policy import Finished, Policy, policy
from privacy_notices.hosts.policy_terms import ancestors_of
from privacy_notices.hosts.portal_folder import folder_of
from privacy_notices.hosts.reach import WHOLE, Reach

PORTAL = Reach(("fi/", "sv/"), ("index.html",))


# --- where ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        ("", ""),
        ("/", ""),
        ("privacy", "privacy"),
        ("/privacy/", "privacy"),
        ("legal/privacy", "legal/privacy"),
        ("a-b_2", "a-b_2"),
    ],
)
def test_a_folder_is_a_path_without_slashes_at_its_ends(written: str, folder: str) -> None:
    assert folder_of(written) == folder


@pytest.mark.parametrize(
    "written", ["..", "a/../b", "a//b", "a b", "ä", "a?", "a#", "-a", "search", "x/assets", "CON", "a.b"]
)
def test_what_is_no_address_everywhere_is_no_folder(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        folder_of(written)


@pytest.mark.parametrize(
    ("file", "is_covered"),
    [
        ("fi/x/index.html", True),
        ("fi/index.html", True),
        ("index.html", True),
        ("fin/index.html", False),
        ("a/index.html", False),
    ],
)
def test_an_address_is_the_portals_or_the_sites(file: str, is_covered: bool) -> None:
    assert PORTAL.covers(file) is is_covered
    assert WHOLE.covers(file)


def test_the_script_for_leaving_knows_where_the_portal_is() -> None:
    found = re.search(r"const addresses = (\[.*?\]);", leaving_script(PORTAL))
    assert found and json.loads(found[1]) == ["fi/*", "sv/*", "", "index.html"]


# --- who may frame it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["self"], ("'self'",)),
        (["none"], ("'none'",)),
        ([], ("'none'",)),
        (["none", "self"], ("'self'",)),
        (
            ["https://a.example", "https://*.b.example:8443", "http://intra"],
            ("https://a.example", "https://*.b.example:8443", "http://intra"),
        ),
    ],
)
def test_who_may_frame_the_pages_is_said_as_a_policy_says_it(written: list[str], said: tuple[str, ...]) -> None:
    assert ancestors_of(written) == said
    assert Policy(ancestors=said).text().endswith(f"; frame-ancestors {' '.join(said)}")


@pytest.mark.parametrize(
    "written",
    ["*", "'self'", "https:", "a.example", "https://a.example/", "https://a.example;x", "https://a b", "https://a\n"],
)
def test_nothing_else_gets_into_the_policy(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        ancestors_of([written])


# --- files for servers ---------------------------------------------------------------------------------------------------


def written(theirs: str, reach: Reach = WHOLE) -> tuple[str, str]:
    for_paths, for_nginx = headers_files(Policy(), reach, lambda name: theirs)
    return for_paths.text, for_nginx.text


@pytest.mark.parametrize("theirs", ["/a/*\n  X: 1\n", "/a/*\n  X: 1", "# a note\r\n/a/*\r\n  X: 1\r\n", "\n"])
def test_what_was_written_stays_first_and_a_second_build_changes_nothing(theirs: str) -> None:
    once = written(theirs)
    assert all(text.startswith(f"{theirs}\n") and text.count(BEGIN) == text.count(END) == 1 for text in once)
    assert [written(text)[number] for number, text in enumerate(once)] == [*once]
    assert all(outside_marks(text).strip() == theirs.strip() for text in once)


def test_a_file_that_nobody_wrote_is_the_builds_alone() -> None:
    assert all(text.startswith(BEGIN) and outside_marks(text) == "" for text in written(""))


@pytest.mark.parametrize(
    ("path", "is_kept"), [("/*", True), ("/fi/*", False), ("/index.html", False), ("https://a.example/*", False)]
)
def test_a_header_that_is_set_for_all_of_an_address_is_not_sent_twice(path: str, is_kept: bool) -> None:
    """Browsers read two values of Cross-Origin-Opener-Policy as none."""
    file, _ = headers_files(Policy(), WHOLE, lambda name: f"{path}\n  cross-origin-opener-policy: unsafe-none\n")
    ours = file.text.partition(BEGIN)[2]
    assert ("Cross-Origin-Opener-Policy" in ours) is not is_kept
    assert "Referrer-Policy: no-referrer" in ours
    assert [fault.code for fault in file.faults()] == (["P121"] if is_kept else [])


def test_a_header_of_one_address_is_left_out_there_alone() -> None:
    file, _ = headers_files(Policy(), PORTAL, lambda name: "/fi/*\n  Referrer-Policy: origin\n")
    parts = re.split(r"^(/.*)$", file.text.partition(BEGIN)[2], flags=re.MULTILINE)[1:]
    kept = {path: "Referrer-Policy" in text for path, text in zip(parts[::2], parts[1::2], strict=True)}
    assert kept == {"/fi/*": False, "/sv/*": True, "/": True, "/index.html": True}


def test_nginx_sends_a_header_once() -> None:
    _, file = headers_files(Policy(), WHOLE, lambda name: "  add_header referrer-policy origin;\n# add_header X 1;\n")
    assert "add_header Referrer-Policy" not in file.text and file.kept == ("Referrer-Policy",)


def test_nginx_is_told_for_which_addresses() -> None:
    assert "location ~ ^/(?:fi/|sv/|$|index\\.html$) {" in written("", PORTAL)[1]
    assert "`server` block" in written("")[1]


# --- scripts of others -----------------------------------------------------------------------------------------------------


def test_who_adds_a_script_to_pages_of_the_portal_is_named_once() -> None:
    pages = [
        Finished(f"fi/{n}.html", "<p>words</p><script>x()</script>", "<p>words</p>", ("gallery",)) for n in range(9)
    ]
    found, faults = policy(pages)
    assert len(found.scripts) == 1
    assert [(fault.code, fault.severity, fault.mark.file) for fault in faults] == [
        ("P122", Severity.WARNING, "fi/0.html")
    ]


def test_a_script_in_the_text_is_blamed_on_the_text_whoever_else_takes_part() -> None:
    text = "<script>evil()</script>"
    found, faults = policy([Finished("fi/x.html", f"<p>words</p>{text}", text, ("gallery",))])
    assert found.scripts == () and [fault.code for fault in faults] == ["P110"]


def test_what_the_theme_has_on_all_of_its_pages_is_told_once() -> None:
    pages = [Finished(f"{n}.html", "<img src='https://cdn.example/x.png' alt=''>", "") for n in range(9)]
    assert [fault.code for fault in policy(pages)[1]] == ["P111"]


# --- links to edit -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "path", "expected"),
    [
        ("edit/main/docs/{path}", "a/b.md", "edit/main/docs/a/b.md"),
        ("edit/main/docs/{path}", "../n/b.yml", "edit/main/n/b.yml"),
        ("edit/main/web/docs/{path!q}", "../../n/b.yml", "edit/main/n%2Fb.yml"),
        ("edit?file=web%2fdocs%2f{path!q}", "../n/b.yml", "edit?file=web%2fn%2Fb.yml"),
        ("edit?file=docs/{path_noext}&as={path!q}", "../n/b.yml", "edit?file=n/b&as=n%2Fb.yml"),
        ("edit?file={path}", "../n/b.yml", None),
        ("docs/{path}", "../../n/b.yml", None),
        ("edit/all", "../n/b.yml", "edit/all"),
        ("#edit/docs/{path}", "../n/b.yml", "#edit/n/b.yml"),
    ],
)
def test_a_path_that_leads_out_of_the_folder_takes_away_steps_before_it(
    template: str, path: str, expected: str | None
) -> None:
    assert edit_address("", template, path) == expected
    between = "" if expected and expected.startswith("#") else "/"
    assert edit_address("https://git.example/x", template, path) == (
        expected and f"https://git.example/x{between}{expected}"
    )
