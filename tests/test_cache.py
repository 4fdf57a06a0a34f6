"""Work that is kept from one build to the next: it saves time and changes nothing else, whatever lies in its folder."""

from __future__ import annotations

import datetime
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from privacy_notices.cli.check_command import check_folder
from privacy_notices.incremental.cache_folder import SECRET, CacheFolder
from privacy_notices.incremental.digest import digest
from privacy_notices.incremental.memo import JsonForm, Memo
from privacy_notices.model.notice import Notice
from privacy_notices.portal.examination import examine
from sites import ANOTHER_NOTICE, MKDOCS, PORTAL, WRITTEN, build, draw, run, site, tree

pytestmark = pytest.mark.site

CACHE = ".cache/privacy-notices"
LINKING = {
    "notices/letters/fi.yml": ANOTHER_NOTICE["notices/letters/fi.yml"] + "  data: Lue [tilauksista](notice:orders).\n"
}
HOOK = {
    "mkdocs.yml": MKDOCS + "hooks: [hook.py]\n",
    "hook.py": "def on_page_markdown(markdown, page, config, files):\n    return markdown\n",
}
"""Somebody looks at every page, so that the pages pass through MkDocs."""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")


def cold(root: Path, sources: Path) -> dict[str, bytes]:
    """The site of the same files, built where no cache is."""
    found = {path: data for path, data in tree(sources).items() if not path.startswith(("site/", ".cache/"))}
    for path, data in found.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (root / "docs").mkdir(exist_ok=True)
    return tree(build(root))


def database(root: Path) -> Path:
    (found,) = (root / CACHE).glob("*.sqlite3")
    return found


def pages_kept(root: Path) -> list[str]:
    connection = sqlite3.connect(database(root))
    rows = connection.execute("SELECT key FROM results WHERE kind = 'page'").fetchall()
    connection.close()
    return sorted(row[0] for row in rows)


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    return change


def remove(path: str) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def write(path: str, text: str) -> Callable[[Path], None]:
    return lambda root: draw(root, {path: text}) and None  # type: ignore[func-returns-value]


CHANGES: dict[str, Callable[[Path], None]] = {
    "nothing": lambda root: None,
    "a text": edit("notices/orders/sv.yml", "har beställt", "beställde"),
    "a title": edit("notices/orders/fi.yml", "title: Tilaukset", "title: Tilauksesi"),
    "an address that another notice links to": edit(
        "notices/orders/fi.yml", "title: Tilaukset", "title: Tilaukset\nslug: tilaukseni"
    ),
    "a fact": edit("notices/orders/notice.yml", "period: P2Y", "period: P3Y"),
    "a contact of all": edit("notices/portal.yml", "privacy@shop", "rights@shop"),
    "a word of all": write("notices/portal.en.yml", PORTAL["notices/portal.en.yml"] + "texts: {ui.search: Look up}\n"),
    "a catalog": write(
        "notices/locale/en.po",
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "section.rights"\nmsgid "Your rights"\nmsgstr "What you can ask for"\n',
    ),
    "a colour": edit("notices/portal.yml", "format: 1\n", 'format: 1\nbrand: {color: "#204080"}\n'),
    "a translation less": remove("notices/orders/en.yml"),
    "a notice more": lambda root: (
        draw(
            root,
            {
                path.replace("letters", "parcels"): text.replace("letters", "parcels")
                .replace("Kirjeet", "Paketit")
                .replace("Brev", "Paket")
                .replace("Letters", "Parcels")
                for path, text in ANOTHER_NOTICE.items()
            },
        )
        and None
    ),  # type: ignore[func-returns-value]
    "a draft": edit("notices/letters/notice.yml", "status: published", "status: draft"),
    "a page by hand": write("docs/fi/lisaa.md", "# Lisää\n\nLisää asiaa.\n"),
    "the title of a page by hand": edit("docs/fi/about.md", "# Saavutettavuus", "# Esteettömyys"),
    "the address of the site": edit("mkdocs.yml", "https://shop.example/", "https://shop.example/tietosuoja/"),
    "the search": edit("mkdocs.yml", "plugins: [privacy-notices]", "plugins: [privacy-notices: {search: false}]"),
    "where a page is edited": edit("mkdocs.yml", "site_name", "edit_uri: https://code.example/edit/\nsite_name"),
    "the form of addresses": edit("mkdocs.yml", "site_name", "use_directory_urls: false\nsite_name"),
    "a memory": write("notices/orders/_translations.sv.yml", "format: 1\ntexts: {}\n"),
    "an earlier version": lambda root: (
        draw(
            root,
            {
                f"notices/orders/versions/2025-05-05/{name}": PORTAL[f"notices/orders/{name}"]
                .replace("2026-02-01", "2025-05-05")
                .replace("aliases: [vanha/tilaukset.html]\n", "")
                for name in ("notice.yml", "fi.yml", "sv.yml")
            },
        )
        and None
    ),  # type: ignore[func-returns-value]
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_build_after_a_change_is_byte_for_byte_one_without_a_cache(tmp_path: Path, change: str) -> None:
    root = tmp_path / "warm"
    site(root, ANOTHER_NOTICE, LINKING, WRITTEN)
    kept = pages_kept(root)
    CHANGES[change](root)
    warm = tree(build(root))
    assert warm == cold(tmp_path / "cold", root)
    # Neither does the portal stay the same whatever changes, nor is everything made anew.
    assert (pages_kept(root) == kept) == (change == "nothing")


def test_one_changed_notice_leaves_the_pages_of_the_others_as_they_are(tmp_path: Path) -> None:
    site(tmp_path, ANOTHER_NOTICE)
    before = set(pages_kept(tmp_path))
    CHANGES["a text"](tmp_path)
    build(tmp_path)
    after = set(pages_kept(tmp_path))
    letters = 3
    assert len(before & after) == letters
    assert len(before) == len(after)


def test_a_page_is_the_same_whether_it_passes_through_mkdocs_or_is_copied(tmp_path: Path) -> None:
    copied = tree(site(tmp_path / "copied", WRITTEN))
    passed = tree(site(tmp_path / "passed", WRITTEN, HOOK))
    assert copied.keys() == passed.keys()
    assert [path for path in copied if copied[path] != passed[path]] == []


def test_the_findings_of_an_earlier_build_are_told_again(tmp_path: Path) -> None:
    vague = {
        "notices/orders/en.yml": PORTAL["notices/orders/en.yml"].replace(
            "We send", "We keep it as long as necessary. We may send"
        )
    }
    draw(tmp_path, PORTAL, vague)
    first, again = run(tmp_path, "mkdocs", "build"), run(tmp_path, "mkdocs", "build")
    told = [[line for line in done.stderr.splitlines() if "notices/" in line] for done in (first, again)]
    assert told[0]
    assert told[0] == told[1]


ANNEX = {
    "notices/orders/annex.pdf": "%PDF-1.7",
    "notices/orders/fi.yml": PORTAL["notices/orders/fi.yml"].replace(
        "texts:\n", "texts:\n  data: Katso [luettelo](annex.pdf).\n"
    ),
}
COPIED = {f"{address}/annex.pdf" for address in ("fi/tilaukset", "sv/bestallningar", "en/orders")}


def linked_elsewhere(root: Path) -> None:
    (root / "secret.pdf").write_text("secret", encoding="utf-8")
    remove("notices/orders/annex.pdf")(root)
    (root / "notices/orders/annex.pdf").symlink_to("../../secret.pdf")


@pytest.mark.parametrize("vanish", [remove("notices/orders/annex.pdf"), linked_elsewhere], ids=["removed", "linked"])
def test_a_file_beside_a_notice_that_comes_and_goes_is_seen_though_the_texts_are_remembered(
    tmp_path: Path, vanish: Callable[[Path], None]
) -> None:
    """Nothing of the words changes, so that what stands in them comes from the cache each time."""

    def now() -> tuple[set[str], list[str]]:
        done = run(tmp_path, "mkdocs", "build")
        told = [line for line in done.stderr.splitlines() if "[S404]" in line]
        return {path for path in tree(tmp_path / "site") if path.endswith(".pdf")}, told

    draw(tmp_path, PORTAL, ANNEX)
    assert now() == now() == (COPIED, [])
    vanish(tmp_path)
    checked = check_folder(tmp_path / "notices", datetime.date(2026, 3, 1), cache=True).diagnostics
    assert [fault.mark.line for fault in checked if fault.code == "S404"] == [6]
    files, told = now()
    assert len(told) == 1 and "notices/orders/fi.yml:6:26" in told[0]
    assert now() == (files, told)
    assert files <= COPIED
    (tmp_path / "notices/orders/annex.pdf").unlink(missing_ok=True)
    draw(tmp_path, ANNEX)
    assert now() == (COPIED, [])
    assert tree(tmp_path / "site") == cold(tmp_path / "cold", tmp_path)


def test_signs_that_are_no_markup_are_told_again_where_the_texts_are_remembered(tmp_path: Path) -> None:
    words = PORTAL["notices/orders/sv.yml"].replace("texts:\n", "texts:\n  data: Se <b>listan</b>.\n")
    draw(tmp_path, PORTAL, {"notices/orders/sv.yml": words})
    first, again = (
        check_folder(tmp_path / "notices", datetime.date(2026, 3, 1), cache=True).diagnostics for _ in range(2)
    )
    assert first == again
    assert [fault.code for fault in first].count("S402") == 2


def test_what_stands_in_remembered_texts_is_not_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = draw(tmp_path, PORTAL, ANNEX), tmp_path / "cache"

    def notices() -> tuple[Notice, ...]:
        store = CacheFolder(cache)
        project = examine(root / "notices", datetime.date(2026, 6, 1), Memo(store)).project
        store.close()
        assert project is not None
        return project.notices

    looked = []
    monkeypatch.setattr("privacy_notices.model.notice_files.markup_of", lambda words: looked.append(words) or ())
    assert [notice.attachments for notice in notices()] == [{}]
    assert len(looked) == 3
    monkeypatch.undo()
    shutil.rmtree(cache)
    first = notices()
    monkeypatch.setattr("privacy_notices.model.markup.unknown_markup", None)
    monkeypatch.setattr("privacy_notices.portal.kept_documents.markup_of", None)
    assert [notice.attachments for notice in first] == [{"annex.pdf": 8}]
    assert notices() == first


def test_a_refused_build_keeps_what_it_has_found_and_writes_no_page(tmp_path: Path) -> None:
    draw(tmp_path, PORTAL, {"notices/orders/sv.yml": PORTAL["notices/orders/sv.yml"] + "texts: [\n"})
    assert run(tmp_path, "mkdocs", "build").returncode
    assert not (tmp_path / "site").exists()
    assert pages_kept(tmp_path) == []
    CHANGES["a fact"](tmp_path)
    draw(tmp_path, {"notices/orders/sv.yml": PORTAL["notices/orders/sv.yml"]})
    assert tree(build(tmp_path)) == cold(tmp_path / "cold", tmp_path)


def test_without_the_cache_nothing_is_kept(tmp_path: Path) -> None:
    site(tmp_path, {"mkdocs.yml": MKDOCS.replace("privacy-notices", "privacy-notices: {cache: false}")})
    assert not (tmp_path / ".cache").exists()


def test_the_folder_of_the_cache_can_be_chosen_and_is_not_for_git(tmp_path: Path) -> None:
    site(tmp_path, {"mkdocs.yml": MKDOCS.replace("privacy-notices", "privacy-notices: {cache_dir: kept/here}")})
    assert (tmp_path / "kept/here/.gitignore").read_text(encoding="utf-8").endswith("*\n")
    assert not (tmp_path / ".cache").exists()


# --- a folder that cannot be trusted -----------------------------------------------------------------------------------


def _change_rows(change: Callable[[str, str, str], str]) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        connection = sqlite3.connect(path)
        for kind, key, text in connection.execute("SELECT kind, key, text FROM results").fetchall():
            connection.execute(
                "UPDATE results SET text = ? WHERE kind = ? AND key = ?", (change(kind, key, text), kind, key)
            )
        connection.commit()
        connection.close()

    return damage


def _swap(path: Path) -> None:
    """The text of one page under the key of another, sealed for that other."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT kind, key, seal, text FROM results WHERE kind = 'page' ORDER BY key").fetchall()
    for one, other in zip(rows, rows[1:] + rows[:1], strict=True):
        connection.execute("UPDATE results SET seal = ?, text = ? WHERE kind = ? AND key = ?", (*other[2:], *one[:2]))
    connection.commit()
    connection.close()


def _statements(*statements: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return damage


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link_instead(path: Path) -> None:
    elsewhere = path.parent.parent / "elsewhere"
    elsewhere.write_text("not ours", encoding="utf-8")
    path.unlink()
    path.symlink_to(elsewhere)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "half of it": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]) and None,  # type: ignore[func-returns-value]
    "its first bytes": lambda path: path.write_bytes(path.read_bytes()[:50]) and None,  # type: ignore[func-returns-value]
    "nothing of it": lambda path: path.write_bytes(b"") and None,  # type: ignore[func-returns-value]
    "noise behind the head": lambda path: (
        path.write_bytes(path.read_bytes()[:100] + os.urandom(path.stat().st_size - 100)) and None
    ),  # type: ignore[func-returns-value]
    "another file": lambda path: path.write_text("<script>", encoding="utf-8") and None,  # type: ignore[func-returns-value]
    "a folder": _folder_instead,
    "a link": _link_instead,
    "other texts": _change_rows(lambda kind, key, text: text.replace("Tila", "Vara")),
    "a script in every page": _change_rows(lambda kind, key, text: text + "<script>" if kind == "page" else text),
    "texts of another form": _change_rows(lambda kind, key, text: '{"a": [1, {"b": null}]}'),
    "no texts at all": _statements("UPDATE results SET text = x'ff00fe'"),
    "seals of another form": _statements("UPDATE results SET seal = 'x'"),
    "texts in each other's places": _swap,
    "a deep text": _change_rows(lambda kind, key, text: "[" * 100_000),
    "another table": _statements(
        "DROP TABLE results", "CREATE TABLE results (kind TEXT, key TEXT, seal BLOB, text TEXT)"
    ),
    "a view": _statements(
        "DROP TABLE results",
        "CREATE VIEW results AS SELECT 'page' AS kind, 'x' AS key, 'y' AS seal, randomblob(9) AS text",
    ),
    "a trigger": _statements("CREATE TRIGGER evil AFTER INSERT ON results BEGIN DELETE FROM results; END"),
    "one more table": _statements("CREATE TABLE more (x)"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_or_hostile_cache_is_at_worst_none(tmp_path: Path, damage: str) -> None:
    expected = tree(site(tmp_path))
    DAMAGE[damage](database(tmp_path))
    assert tree(build(tmp_path)) == expected
    # And the next build finds a good one again, unless something lies in the way that is not the program's to delete.
    if damage != "a folder":
        kept = pages_kept(tmp_path)
        assert tree(build(tmp_path)) == expected
        assert len(kept) > 10
        assert pages_kept(tmp_path) == kept


@pytest.mark.parametrize(
    "text", ["null", "[]", '{"a": 1}', '[["x", 1, 1]]', '[{}, [[["data"], [["b"]], []]]]', "1", "not JSON"]
)
# A page is kept as it is, any text is one.
@pytest.mark.parametrize("kind", ["document", "shared", "told", "entry", "index"])
def test_a_text_of_another_form_is_as_good_as_none_even_with_a_right_seal(tmp_path: Path, kind: str, text: str) -> None:
    expected = tree(site(tmp_path))
    connection = sqlite3.connect(database(tmp_path))
    keys = [key for (key,) in connection.execute("SELECT key FROM results WHERE kind = ?", (kind,))]
    connection.close()
    assert keys
    store = CacheFolder(tmp_path / CACHE)
    for key in keys:
        store.put(kind, key, text)
    store.close()
    assert tree(build(tmp_path)) == expected


def test_a_link_in_the_place_of_the_cache_is_not_written_through(tmp_path: Path) -> None:
    site(tmp_path)
    DAMAGE["a link"](database(tmp_path))
    build(tmp_path)
    assert (tmp_path / ".cache/elsewhere").read_text(encoding="utf-8") == "not ours"


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    built = site(tmp_path, {".cache/privacy-notices": "mine"})
    assert (built / "fi/index.html").is_file()
    assert (tmp_path / CACHE).read_text(encoding="utf-8") == "mine"


# --- the store ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Callable[..., CacheFolder]]:
    """Opens the store of a folder as another run of the program would."""
    opened: list[CacheFolder] = []

    def reopen(secret: str = "") -> CacheFolder:
        for one in opened:
            one.close()
        opened.append(CacheFolder(tmp_path / "kept", {SECRET: secret}))
        return opened[-1]

    yield reopen
    for one in opened:
        one.close()


def test_a_text_is_found_again_under_its_kind_and_key(folder: Callable[..., CacheFolder]) -> None:
    folder().put("page", "a", 'ä\n"<')
    again = folder()
    assert again.get("page", "a") == 'ä\n"<'
    assert again.get("page", "b") is None
    assert again.get("entry", "a") is None


@pytest.mark.parametrize(("stored", "read"), [("secret", ""), ("", "secret"), ("secret", "other")])
def test_what_was_stored_with_another_secret_is_not_found(
    folder: Callable[..., CacheFolder], stored: str, read: str
) -> None:
    folder(stored).put("page", "a", "text")
    assert folder(read).get("page", "a") is None
    assert folder(stored).get("page", "a") == "text"


def test_what_a_complete_build_has_no_use_for_is_dropped(folder: Callable[..., CacheFolder]) -> None:
    first = folder()
    for key in "abc":
        first.put("page", key, key)
    second = folder()
    second.get("page", "a")
    second.complete(prune=False)
    third = folder()
    assert third.get("page", "b") == "b"
    third.complete(prune=True)
    last = folder()
    assert [last.get("page", key) for key in "abc"] == [None, "b", None]


def test_databases_of_other_versions_do_not_pile_up(folder: Callable[..., CacheFolder], tmp_path: Path) -> None:
    folder().close()
    for number in range(9):
        (tmp_path / f"kept/{number}.sqlite3").touch()
    folder()
    folder()
    assert 1 < len(list((tmp_path / "kept").glob("*.sqlite3"))) < 5


def test_results_of_other_machines_are_found_and_their_folders_left_as_they_are(tmp_path: Path) -> None:
    part = CacheFolder(tmp_path / "part")
    part.put("page", "a", "text")
    part.close()
    before = tree(tmp_path / "part")
    whole = CacheFolder(tmp_path / "whole", others=[tmp_path / "part", tmp_path / "none"])
    assert whole.get("page", "a") == "text"
    assert whole.get("page", "b") is None
    whole.close()
    assert tree(tmp_path / "part") == before
    assert not (tmp_path / "none").exists()


def test_two_builds_at_once_disturb_nobody(tmp_path: Path) -> None:
    one = CacheFolder(tmp_path)
    one.put("page", "a", "one")  # and writes on
    other = CacheFolder(tmp_path)
    assert other.get("page", "a") is None
    one.complete(prune=True)
    assert other.get("page", "a") == "one"
    one.close()
    other.close()


# --- the memo ----------------------------------------------------------------------------------------------------------


def test_an_object_is_made_once_while_it_is_of_use() -> None:
    memo, made = Memo(), []

    def make() -> object:
        made.append(object())
        return made[-1]

    first = memo.remembered("x", ("a",), make)
    memo.turn()
    assert memo.remembered("x", ("a",), make) is first
    memo.turn()
    memo.turn()
    assert memo.remembered("x", ("a",), make) is not first
    assert len(made) == 2


class Kept:
    """A store of this process."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def get(self, kind: str, key: str) -> str | None:
        return self.texts.pop() if self.texts else None

    def put(self, kind: str, key: str, text: str) -> None:
        self.texts.append(text)


@pytest.mark.parametrize("text", ["", "{", "null", '"x"', "[1]", "1e999", "[" * 5000, '{"a": 1}'])
def test_a_stored_text_of_another_form_is_as_good_as_none(text: str) -> None:
    store = Kept(text)

    def of_json(value: object) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise TypeError
        return value

    form: JsonForm[list[str]] = JsonForm(lambda value: [*value], of_json)
    assert Memo(store).remembered("x", ("a",), lambda: ["made"], form) == ["made"]
    assert Memo(store).remembered("x", ("a",), lambda: ["anew"], form) == ["made"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("ab",), ("a", "b")),
        (({"a": b"b"},), ("a", "b")),
        (({"a": b"1", "b": b""},), ({"a": b"", "b": b"1"},)),
        ((), ("",)),
    ],
)
def test_what_differs_has_another_digest(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert digest(*one) == digest(*one)
    assert digest(*one) != digest(*other)
