"""Whatever lies where a file is wanted, each command ends soon, in lines for people, and says what is in the way."""

from __future__ import annotations

import contextlib
import inspect
import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from privacy_notices.cli.main import COMMANDS as OF_MAIN
from privacy_notices.cli.main import main
from privacy_notices.cli.translations_group import COMMANDS as OF_TRANSLATIONS
from sites import PORTAL, draw

_APART: Any = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}
RUNNER = CliRunner(**_APART)
"""Keeps apart what is printed beside the output: click 8.1 wants to be told, later ones always do."""

pytestmark = pytest.mark.site

SOON = 20
"""Seconds. A command takes a tenth of one; to open a pipe that nobody writes to takes for ever."""

NOBODY = 65534
"""A user who owns nothing: a file that nobody may read can be read by root."""


def unreadable(path: Path) -> None:
    path.write_text("title: x\n", encoding="utf-8")
    path.chmod(0)


STRANGE: dict[str, Callable[[Path], object]] = {
    "fifo": os.mkfifo,
    "socket": lambda path: os.mknod(path, stat.S_IFSOCK | 0o666),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "link in a circle": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("nothing.yml"),
    "unreadable": unreadable,
}
WARM: list[bool] = []
"""Whether everything was imported."""

PLACES = ("portal.yml", "portal.sv.yml", "orders/notice.yml", "orders/sv.yml", "orders/_translations.sv.yml")
COMMANDS = {
    "check": ("check",),
    "check json": ("check", "--format", "json"),
    "check github": ("check", "--format", "github"),
    "check sarif": ("check", "--format", "sarif"),
    "schema": ("schema", "--output", "schemas"),
    "build": ("build", "notices", "--to", "site"),
    "parts": ("parts",),
    "status": ("translations", "status"),
    "status record": ("translations", "status", "--record", "--diff"),
    "accept": ("translations", "accept", "orders", "sv"),
    "export": ("translations", "export", "sv"),
    "import": ("translations", "import", "given.po"),
    "new-language": ("new-language", "et"),
}


@contextlib.contextmanager
def soon() -> Iterator[None]:
    """Fails a test that waits."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SOON)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    if not WARM:
        # What is imported late could not be read any more.
        for words in COMMANDS.values():
            RUNNER.invoke(main, [*words])
        WARM.append(True)
        for path in (Path(), *Path().rglob("*")):
            path.chmod(0o777 if path.is_dir() else path.stat().st_mode)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def run(*words: str, kind: str = "") -> Result:
    """Errors: whatever a command would show as a traceback."""
    with soon(), as_nobody() if kind == "unreadable" else contextlib.nullcontext():
        return RUNNER.invoke(main, [*words], catch_exceptions=False)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A portal that everybody may write to, with what is remembered of it and a file of a translator."""
    root = Path(tempfile.mkdtemp())
    draw(root, PORTAL)
    monkeypatch.chdir(root)
    RUNNER.invoke(main, ["translations", "export", "sv", "-o", "given.po"], catch_exceptions=False)
    for path in (root, *root.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    yield root
    shutil.rmtree(root)


def put(kind: str, path: Path) -> None:
    """Something strange in the place of a file."""
    path.unlink(missing_ok=True)
    STRANGE[kind](path)


def test_every_command_is_tried() -> None:
    tried = {words[0] for words in COMMANDS.values()} | {words[1] for words in COMMANDS.values() if len(words) > 1}
    assert tried >= {*OF_MAIN, *OF_TRANSLATIONS} - {"explain"}


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_strange_file_is_told_of_and_not_waited_for(folder: Path, command: str, kind: str) -> None:
    for place in PLACES:
        path = folder / "notices" / place
        kept = path.read_bytes()
        put(kind, path)
        done = run(*COMMANDS[command], kind=kind)
        told = done.stdout + done.stderr
        assert "Traceback" not in told
        if command != "schema":  # editors are helped all the same
            assert (done.exit_code, place in told or place == "portal.yml") == (done.exit_code or 1, True), (
                place,
                told,
            )
        path.unlink()
        path.write_bytes(kept)
        path.chmod(0o666)


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("command", ["status", "export"])
def test_texts_that_are_there_and_cannot_be_read_are_not_asked_for(folder: Path, command: str, kind: str) -> None:
    put(kind, folder / "notices/orders/sv.yml")
    done = run(*COMMANDS[command], kind=kind)
    assert done.exit_code == 1
    assert "orders/sv.yml" in done.stderr
    assert not done.stdout
    assert not (folder / "sv.po").exists()


@pytest.mark.parametrize("kind", STRANGE)
def test_a_strange_file_of_a_translator_is_refused_in_one_line(folder: Path, kind: str) -> None:
    put(kind, folder / "given.po")
    done = run(*COMMANDS["import"], kind=kind)
    assert done.exit_code == 2
    assert not done.stdout
    assert "given.po" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("kind", ["fifo", "socket", "device"])
def test_no_file_is_written_in_the_place_of_what_is_none(folder: Path, kind: str) -> None:
    put(kind, folder / "sv.po")
    before = (folder / "sv.po").stat()
    done = run(*COMMANDS["export"])
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "is neither a file nor a folder" in done.stderr
    after = (folder / "sv.po").stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)


@pytest.mark.parametrize("kind", STRANGE)
def test_a_strange_list_of_what_was_written_does_not_stop_a_build(folder: Path, kind: str) -> None:
    assert run(*COMMANDS["build"]).exit_code == 0
    (manifest,) = (path for path in (folder / "site").iterdir() if path.name.startswith(".") and path.is_file())
    put(kind, manifest)
    run(*COMMANDS["build"])


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("name", ["a\x1b[31mred", "a\x9b2J", "a\nb.yml:1:1: error", "a\r", "a\u202eb"])
def test_no_name_writes_to_the_terminal(folder: Path, words: tuple[str, ...], name: str) -> None:
    shutil.copytree(folder / "notices/orders", folder / "notices" / name)
    (folder / "notices/orders" / f"{name}.yml").write_text("x: y\n", encoding="utf-8")
    done = run(*words)
    assert not set(done.stdout + done.stderr) & set("\x1b\x9b\r\u202e")
    assert name not in done.stdout + done.stderr
    if words[0] != "schema":
        assert "L104" in done.stdout + done.stderr
        assert done.exit_code == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_the_name_of_the_whole_folder_does_not_write_to_the_terminal(folder: Path, command: str) -> None:
    name = "a\x1b[31m\x9b2J\u202e"
    (folder / "notices").rename(folder / name)
    words = [name if word == "notices" else word for word in COMMANDS[command]]
    named = [name] if words[0] in ("check", "parts") else ["--notices", name]
    done = run(*words, *([] if command == "build" else named))
    assert done.exit_code in (0, 1)
    assert not set(done.stdout + done.stderr) & set("\x1b\x9b\u202e")


@pytest.mark.parametrize("words", [("check", "a\x1b[2Jb"), ("translations", "accept", "a\x1b[2Jb", "sv")])
def test_what_was_typed_does_not_write_to_the_terminal(folder: Path, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("place", ["notices", "notices/orders", "notices/portal.yml", "given.po"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_as_a_folder_or_a_folder_as_a_file_is_no_traceback(folder: Path, command: str, place: str) -> None:
    path = folder / place
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("x: y\n", encoding="utf-8")
    else:
        path.unlink()
        path.mkdir()
    assert run(*COMMANDS[command]).exit_code in (0, 1, 2)


def test_a_folder_of_ten_thousand_other_files_is_checked_soon(folder: Path) -> None:
    for number in range(10_000):
        (folder / "notices/orders" / f"{number}.txt").touch()
    assert run("check", "--today", "2026-11-21").exit_code == 0
