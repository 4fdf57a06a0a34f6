"""The source folder on disk: what is read of it, and what is left alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from minimal import minimal_files
from privacy_notices.diagnostics import Diagnostic
from privacy_notices.project import MAX_FILE, open_project, read_files


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
