"""The source folder on disk: what is read of it, and what is left alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from minimal import minimal_files, read_files
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.portal import reading as project
from privacy_notices.portal.reading import MAX_FILE, Reader, beginning, open_project, read_folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The minimal portal on disk."""
    return drawn(tmp_path / "notices", minimal_files())


def drawn(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return root


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(diagnostic.code, diagnostic.mark.file) for diagnostic in diagnostics]


def test_every_source_file_is_read_whatever_the_depth(folder: Path) -> None:
    drawn(
        folder,
        {"customers/versions/2025-03-01/fi.yml": b"a: b\n", "locale/et.po": b"", "customers/old.yaml": b"x"},
    )
    files, faults = read_files(folder)
    assert not faults
    assert set(files) == {
        *minimal_files(),
        "customers/versions/2025-03-01/fi.yml",
        "locale/et.po",
        "customers/old.yaml",
    }
    assert files["portal.yml"] == minimal_files()["portal.yml"]


def test_the_order_of_files_does_not_depend_on_the_disk(tmp_path: Path) -> None:
    files = minimal_files()
    one, other = drawn(tmp_path / "one", files), drawn(tmp_path / "other", dict(reversed(files.items())))
    assert list(read_files(one)[0]) == list(read_files(other)[0])


@pytest.mark.parametrize(
    "path",
    [
        ".git/fi.yml",
        "_drafts/fi.yml",
        "customers/.fi.yml",
        "customers/_translations.sv.yml",
        "customers/fi.yml~",
        "notes.txt",
    ],
)
def test_what_editors_and_other_tools_leave_behind_is_no_source(folder: Path, path: str) -> None:
    drawn(folder, {path: b"title: x\n"})
    assert path not in read_files(folder)[0]
    assert open_project(folder)[1] == ()


def test_a_link_to_a_file_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("title: secret\n")
    (folder / "customers" / "sv.yml").symlink_to(tmp_path / "secret.yml")
    files, faults = read_files(folder)
    assert codes(faults) == [("L102", "notices/customers/sv.yml")]
    assert "customers/sv.yml" not in files


def test_a_link_to_a_folder_is_told_of_rather_than_passed_over(folder: Path, tmp_path: Path) -> None:
    drawn(tmp_path / "elsewhere", {"notice.yml": b"x", "fi.yml": b"x"})
    (folder / "shared").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    files, faults = read_files(folder)
    assert codes(faults) == [("L102", "notices/shared")]
    assert not [path for path in files if path.startswith("shared")]


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    (folder / "customers" / "sv.yml").symlink_to(folder / "customers" / "fi.yml")
    files, faults = read_files(folder)
    assert not faults
    assert files["customers/sv.yml"] == files["customers/fi.yml"]


def test_the_folder_itself_may_be_a_link_and_keeps_its_name(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "texts"
    link.symlink_to(folder, target_is_directory=True)
    (folder / "customers" / "fi.yml").write_text("titel: x\n")
    found = codes(open_project(link)[1])
    assert {path for _, path in found} == {"texts/customers/fi.yml"}


def test_links_that_lead_nowhere_or_to_each_other_cannot_be_read(folder: Path) -> None:
    (folder / "customers" / "sv.yml").symlink_to("absent.yml")
    (folder / "customers" / "se.yml").symlink_to("se.yml")
    assert sorted(codes(read_files(folder)[1])) == [
        ("L103", "notices/customers/se.yml"),
        ("L103", "notices/customers/sv.yml"),
    ]


def test_what_is_no_file_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "customers" / "sv.yml")
    assert codes(read_files(folder)[1]) == [("L103", "notices/customers/sv.yml")]


def test_a_folder_with_the_name_of_a_file_is_a_folder(folder: Path) -> None:
    (folder / "pictures.yml").mkdir()
    assert open_project(folder)[1] == ()


def test_of_a_huge_file_only_so_much_is_read_that_it_is_refused(folder: Path) -> None:
    (folder / "customers" / "sv.yml").write_bytes(b"a" * (MAX_FILE + 10))
    assert len(read_files(folder)[0]["customers/sv.yml"]) == MAX_FILE
    assert codes(open_project(folder)[1]) == [("L001", "notices/customers/sv.yml")]


def test_a_name_that_is_no_text_can_still_be_told_of(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder / "customers") + b"/asiakas\xe4.yml")).write_bytes(b"title: x\n")
    [diagnostic] = open_project(folder)[1]
    assert diagnostic.code == "S304"
    assert diagnostic.mark.file.encode()


def test_a_folder_is_named_in_messages_even_where_it_is_the_current_one(folder: Path) -> None:
    (folder / "portal.sv.yml").unlink()
    with contextlib.chdir(folder):
        assert codes(open_project(Path())[1]) == [("S302", "notices/portal.sv.yml")]


def test_a_folder_that_is_not_there_lacks_its_portal(tmp_path: Path) -> None:
    project, diagnostics = open_project(tmp_path / "notices")
    assert project is None
    assert codes(diagnostics) == [("S301", "notices/portal.yml")]


def test_a_portal_is_opened_with_everything_that_is_wrong_in_reading_order(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("title: secret\n")
    (folder / "customers" / "sv.yml").symlink_to(tmp_path / "secret.yml")
    (folder / "customers" / "en.yml").write_text("title: [\n")
    project, diagnostics = open_project(folder)
    assert project is not None
    assert list(diagnostics) == sorted(diagnostics)
    assert {path for _, path in codes(diagnostics)} == {
        "notices/customers/en.yml",
        "notices/customers/sv.yml",
    }


# --- read again and again ----------------------------------------------------------------------------------------------


def test_memories_of_translations_are_read_beside_the_sources_and_empty_ones_are_none(folder: Path) -> None:
    drawn(
        folder,
        {
            "_translations.sv.yml": b"1",
            "customers/_translations.sv.yml": b"2",
            "customers/_translations.en.yml": b"",
            "customers/versions/_translations.sv.yml": b"3",
            "locale/_translations.sv.yml": b"4",
        },
    )
    (folder / "customers" / "_translations.et.yml").mkdir()
    found = read_folders(folder)
    assert found["customers"].memories == {"customers/_translations.sv.yml": b"2"}
    assert found[""].memories["_translations.sv.yml"] == b"1"
    assert [fault for read in found.values() for fault in read.faults] == []


@pytest.mark.parametrize("change", ["file", "memory", "new file", "link", "deleted file", "folder"])
def test_a_reader_gives_what_is_there_once_it_was_told_of_the_place(folder: Path, change: str) -> None:
    drawn(folder, {"customers/_translations.sv.yml": b"1", "staff/notice.yml": b"a: b\n"})
    reader = Reader()
    reader.read(folder)
    path = {"file": "fi.yml", "memory": "_translations.sv.yml", "deleted file": "notice.yml"}.get(change, "sv.yml")
    changed = folder / "customers" / path
    if change == "link":
        changed.symlink_to("fi.yml")
    elif change == "deleted file":
        changed.unlink()
    elif change == "folder":
        changed = folder / "customers"
        changed.rename(folder / "clients")
        drawn(folder, {"customers/notice.yml": b"c: d\n"})
    else:
        changed.write_bytes(b"title: x\n")
    reader.tell(changed)
    assert reader.read(folder) == read_folders(folder)
    assert not reader.compare()


def test_a_reader_leaves_alone_what_nobody_has_told_of_until_it_compares(folder: Path) -> None:
    drawn(folder, {"staff/notice.yml": b"a: b\n"})
    reader = Reader()
    before = reader.read(folder)
    drawn(folder, {"customers/fi.yml": b"title: x\n", "staff/notice.yml": b"c: d\n"})
    reader.tell(folder / "staff" / "notice.yml")
    after = reader.read(folder)
    reader.tell(folder / "customers" / "notice.yml")  # with nothing new in that file, so that nobody reads again
    assert after["customers"] is before["customers"]
    assert after["staff"].files == {"staff/notice.yml": b"c: d\n"}
    assert reader.compare()
    assert reader.read(folder) == read_folders(folder)
    assert not reader.compare()


def test_new_and_deleted_folders_and_the_files_of_the_portal_need_nobody_to_tell_of_them(folder: Path) -> None:
    drawn(folder, {"staff/notice.yml": b"a: b\n", "locale/et.po": b"1"})
    reader = Reader()
    reader.read(folder)
    (folder / "staff" / "notice.yml").unlink()
    (folder / "staff").rmdir()
    drawn(folder, {"guests/notice.yml": b"a: b\n", "locale/et.po": b"2", "portal.fi.yml": b"site_name: x\n"})
    assert reader.read(folder) == read_folders(folder)


def test_a_link_shows_what_has_changed_elsewhere(folder: Path) -> None:
    drawn(folder, {"staff/notice.yml": b"a: b\n"})
    (folder / "customers" / "sv.yml").symlink_to(folder / "staff" / "notice.yml")
    reader = Reader()
    reader.read(folder)
    (folder / "staff" / "notice.yml").write_bytes(b"c: d\n")
    reader.tell(folder / "staff" / "notice.yml")
    assert reader.read(folder)["customers"].files["customers/sv.yml"] == b"c: d\n"


@pytest.mark.parametrize("told", ["notices", "docs"])
def test_a_place_under_another_name_is_read_anew(folder: Path, tmp_path: Path, told: str) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder, target_is_directory=True)
    reader = Reader()
    reader.read(link)
    drawn(folder, {"customers/fi.yml": b"title: x\n"})
    reader.tell(tmp_path / told / "customers" / "fi.yml")
    assert reader.read(link)["customers"].files["customers/fi.yml"] == b"title: x\n"


def test_another_source_is_read_from_the_beginning(folder: Path, tmp_path: Path) -> None:
    other = drawn(tmp_path / "other", {"customers/notice.yml": b"a: b\n"})
    reader = Reader()
    reader.read(folder)
    assert reader.read(other) == read_folders(other)


@pytest.mark.parametrize("told", ["notices/customers/fi.yml", "docs/index.md"])
def test_what_is_told_while_the_folder_is_read_is_read_next_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    reader = Reader()

    def read_and_changed(path: str | Path) -> bytes:
        data = beginning(path)
        reader.tell(folder.parent / told)
        return data

    with monkeypatch.context() as patched:
        patched.setattr(project, "beginning", read_and_changed)
        reader.read(folder)
    drawn(folder, {"customers/fi.yml": b"title: x\n"})
    assert reader.read(folder)["customers"].files["customers/fi.yml"] == b"title: x\n"
