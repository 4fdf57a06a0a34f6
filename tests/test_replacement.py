"""A folder that is replaced whole: what goes over into the new one, what is left beside it, who may write it."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from privacy_notices.hosts.replacement import put_in_place, replacing
from privacy_notices.hosts.swapping import exchange
from privacy_notices.portal.folder_lock import FolderInUseError, locked
from sites import draw, tree


def everything(name: str) -> bool:
    return True


def nothing(name: str) -> bool:
    return False


def replaced(target: Path, files: dict[str, str], *, keeps_all: bool = True) -> dict[str, bytes]:
    """What lies in a folder after it was replaced by one with these files."""
    with replacing(target) as new:
        for name, text in files.items():
            path = new.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        new.publish(everything if keeps_all else nothing)
    return tree(target)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("a.html", "fi/b.html", ".well-known/security.txt"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"old {name}", encoding="utf-8")
    return tmp_path / "site"


def test_a_new_file_wins_over_an_old_one_and_other_files_stay(site: Path) -> None:
    found = replaced(site, {"a.html": "new", "c.html": "new"})
    assert found == {
        "a.html": b"new",
        "c.html": b"new",
        "fi/b.html": b"old fi/b.html",
        ".well-known/security.txt": b"old .well-known/security.txt",
    }


def test_what_does_not_stay_goes_with_its_folder(site: Path) -> None:
    assert replaced(site, {"a.html": "new"}, keeps_all=False) == {"a.html": b"new"}
    assert not (site / "fi").exists()


def test_a_new_file_has_the_place_of_an_old_folder(site: Path) -> None:
    assert replaced(site, {"fi": "new"})["fi"] == b"new"


def test_nothing_is_left_beside_the_folder(site: Path) -> None:
    replaced(site, {"a.html": "new"})
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_what_was_not_published_leaves_the_old_folder_and_nothing_else(site: Path) -> None:
    def fail_half_way() -> None:
        with replacing(site) as new:
            (new.folder / "a.html").write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    before = tree(site)
    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert tree(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_what_a_killed_process_left_is_removed(site: Path) -> None:
    draw(site.parent, {".site.privacy-notices-abc/a.html": "half"})
    replaced(site, {"a.html": "new"})
    assert not (site.parent / ".site.privacy-notices-abc").exists()


def test_an_old_folder_that_was_moved_away_comes_back(site: Path) -> None:
    before = tree(site)
    site.rename(site.with_name(".site.privacy-notices-abc-old"))
    with replacing(site):
        pass
    assert tree(site) == before


def test_folders_of_like_names_are_left_alone(tmp_path: Path) -> None:
    draw(tmp_path, {".other.privacy-notices-abc/a": "x", "[a]/b": "x", ".a.privacy-notices-c/b": "x"})
    with replacing(tmp_path / "site"), replacing(tmp_path / "[a]"):
        pass
    assert (tmp_path / ".other.privacy-notices-abc").is_dir()
    assert (tmp_path / ".a.privacy-notices-c").is_dir(), "brackets in a name are no pattern"


def test_a_symbolic_link_stays_and_what_it_leads_to_is_replaced(site: Path) -> None:
    link = site.parent / "current"
    link.symlink_to(site, target_is_directory=True)
    assert replaced(link, {"a.html": "new"})["a.html"] == b"new"
    assert link.is_symlink()
    assert (site / "a.html").read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
@pytest.mark.parametrize("mode", [0o755, 0o750, 0o2775])
def test_the_folder_keeps_its_rights(site: Path, mode: int) -> None:
    site.chmod(mode)
    replaced(site, {"a.html": "new"})
    assert site.stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_that_is_new_may_be_read_by_a_web_server(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        replaced(tmp_path / "site", {"a.html": "new"})
    finally:
        os.umask(mask)
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


def test_in_place_the_folder_stays_the_same(site: Path) -> None:
    before = site.stat().st_ino
    with replacing(site, in_place=True) as new:
        assert new.folder == site
        assert not new.is_whole
        new.publish(nothing)
    assert site.stat().st_ino == before


def test_two_processes_do_not_write_one_folder(site: Path) -> None:
    before = tree(site)
    with locked(site), pytest.raises(FolderInUseError, match="site"), replacing(site):
        pass
    assert tree(site) == before
    assert replaced(site, {"a.html": "new"})["a.html"] == b"new", "the folder is free again"


# --- where the system has no single step for it -------------------------------------------------------------------------


def cannot(one: Path, other: Path) -> bool:
    return False


def test_without_a_single_step_the_old_folder_is_moved_away_first(site: Path) -> None:
    draw(site.parent, {"new/a.html": "new"})
    put_in_place(site.parent / "new", site, cannot)
    assert tree(site) == {"a.html": b"new"}
    assert [path.name for path in site.parent.iterdir() if path.name != "docs"] == ["site"]


def test_a_folder_that_may_not_be_moved_stays_as_it_was(site: Path) -> None:
    def refused(one: Path, other: Path) -> bool:
        raise OSError(errno.EBUSY, "busy", str(other))

    before = tree(site)
    draw(site.parent, {"new/a.html": "new"})
    with pytest.raises(OSError, match="busy"):
        put_in_place(site.parent / "new", site, refused)
    assert tree(site) == before


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2")
def test_linux_exchanges_two_folders(site: Path) -> None:
    draw(site.parent, {"new/a.html": "new"})
    assert exchange(site.parent / "new", site)
    assert tree(site) == {"a.html": b"new"}
    assert "fi/b.html" in tree(site.parent / "new")


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2")
def test_what_is_not_there_is_an_error_and_no_inability(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "other")


def test_an_empty_folder_of_somebody_else_stays(site: Path) -> None:
    (site / "uploads/new").mkdir(parents=True)
    replaced(site, {"a.html": "new"})
    assert (site / "uploads/new").is_dir()


def test_what_is_in_a_folder_that_does_not_stay_is_not_asked_for(site: Path) -> None:
    asked: list[str] = []

    def stays(name: str) -> bool:
        asked.append(name)
        return name.startswith(".")

    with replacing(site) as new:
        new.publish(stays)
    assert tree(site) == {".well-known/security.txt": b"old .well-known/security.txt"}
    assert sorted(asked) == [".well-known", ".well-known/security.txt", "a.html", "fi"]
