"""Changes of files in a preview: told at once, once, and also where the system says nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    DirDeletedEvent,
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.polling import PollingObserver

from privacy_notices.hosts import watching
from privacy_notices.hosts.watching import Watching

PATIENCE = 60
"""Seconds until a test gives up."""


class Told(FileSystemEventHandler):
    """What MkDocs' server is told."""

    def __init__(self) -> None:
        self.events: list[FileSystemEvent] = []
        self.is_told = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.events.append(event)
        self.is_told.set()


@dataclass
class Reporter:
    """An observer whose reports a test makes."""

    handlers: dict[object, FileSystemEventHandler] = field(default_factory=dict)
    filters: list[object] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    may_start: bool = True
    did: list[str] = field(default_factory=list)

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool, event_filter: object = None
    ) -> object:
        self.filters.append(event_filter)
        self.paths.append(path)
        self.handlers[watch := object()] = handler
        return watch

    def unschedule(self, watch: object) -> None:
        del self.handlers[watch]

    def start(self) -> None:
        if not self.may_start:
            raise OSError("inotify watch limit reached")
        self.did.append("start")

    def stop(self) -> None:
        self.did.append("stop")

    def join(self, timeout: float | None = None) -> None:
        self.did.append("join")

    def report(self, event: FileSystemEvent) -> None:
        for handler in [*self.handlers.values()]:
            handler.dispatch(event)


@dataclass
class Scene:
    """A folder that is watched."""

    root: Path
    often: Reporter
    rarely: Reporter
    system: Reporter
    told: Told
    watching: Watching

    def save(self, name: str, text: str) -> FileSystemEvent:
        path = self.root / name
        is_new = not path.exists()
        path.write_text(text, encoding="utf-8")
        return (FileCreatedEvent if is_new else FileModifiedEvent)(str(path))


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    often, rarely, system, told = Reporter(), Reporter(), Reporter(), Told()
    monkeypatch.setattr(watching, "PollingObserver", lambda timeout: rarely)
    monkeypatch.setattr(watching, "_listener", lambda: system)
    observer = Watching(often, lambda path: path.suffix == ".yml")  # type: ignore[arg-type]
    observer.schedule(told, str(tmp_path), recursive=True)
    return Scene(tmp_path, often, rarely, system, told, observer)


def test_a_change_that_both_report_is_told_once(scene: Scene) -> None:
    saved = scene.save("fi.yml", "title: Tilaukset")
    scene.system.report(saved)
    scene.rarely.report(saved)
    assert scene.told.events == [saved]


@pytest.mark.parametrize("reporter", ["often", "system"])
def test_whoever_reports_a_change_it_is_told(scene: Scene, reporter: str) -> None:
    saved = scene.save("fi.yml", "title: Tilaukset")
    getattr(scene, reporter).report(saved)
    assert scene.told.events == [saved]


def test_a_text_that_is_changed_back_is_a_change(scene: Scene) -> None:
    for text in ("one", "two", "one"):
        scene.system.report(scene.save("fi.yml", text))
    assert len(scene.told.events) == 3


def test_saving_the_same_text_again_is_no_change(scene: Scene) -> None:
    scene.system.report(scene.save("fi.yml", "one"))
    scene.system.report(scene.save("fi.yml", "one"))
    assert len(scene.told.events) == 1


def test_a_file_that_is_deleted_or_put_in_place_of_another_is_a_change(scene: Scene) -> None:
    scene.system.report(scene.save("fi.yml", "one"))
    written = scene.root / "fi.yml.new"
    written.write_text("two", encoding="utf-8")
    written.replace(scene.root / "fi.yml")
    scene.system.report(moved := FileMovedEvent(str(written), str(scene.root / "fi.yml")))
    (scene.root / "fi.yml").unlink()
    scene.system.report(deleted := FileDeletedEvent(str(scene.root / "fi.yml")))
    assert scene.told.events[1:] == [moved, deleted]


def test_a_folder_that_is_moved_away_is_a_change(scene: Scene) -> None:
    scene.system.report(DirDeletedEvent(str(scene.root / "orders")))
    (event,) = scene.told.events
    assert not event.is_directory  # MkDocs listens to nothing else


@pytest.mark.parametrize("name", [".fi.yml.swp", "4913", "fi.yml~", "notes.txt"])
def test_what_editors_leave_beside_a_file_is_no_change(scene: Scene, name: str) -> None:
    scene.system.report(scene.save(name, "x"))
    scene.system.report(DirModifiedEvent(str(scene.root)))
    assert scene.told.events == []


def test_whoever_listens_hears_of_every_path_that_is_spoken_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = Reporter()
    monkeypatch.setattr(watching, "_listener", lambda: system)
    heard: list[Path] = []
    observer = Watching(Reporter(), lambda path: False, heard.append)  # type: ignore[arg-type]
    observer.schedule(Told(), str(tmp_path), recursive=True)
    system.report(FileMovedEvent(str(tmp_path / ".fi.yml"), str(tmp_path / "fi.yml")))
    system.report(DirDeletedEvent(str(tmp_path / "orders")))
    assert heard == [tmp_path / ".fi.yml", tmp_path / "fi.yml", tmp_path / "orders"]


def test_a_change_that_no_observer_has_seen_can_be_told(tmp_path: Path, scene: Scene) -> None:
    place = scene.watching.schedule(another := Told(), str(tmp_path), recursive=True)
    scene.watching.tell()
    scene.watching.unschedule(place)
    scene.watching.tell()
    assert (len(scene.told.events), len(another.events)) == (2, 1)


def test_the_system_is_not_asked_for_files_that_are_read(scene: Scene) -> None:
    (asked,) = scene.system.filters
    assert isinstance(asked, list)
    assert not {FileOpenedEvent, FileClosedNoWriteEvent} & {*asked}


def test_once_the_system_has_told_of_a_change_files_are_looked_at_rarely(scene: Scene) -> None:
    scene.often.report(scene.save("fi.yml", "one"))
    assert (len(scene.often.handlers), len(scene.rarely.handlers)) == (1, 0)
    for text in ("two", "three"):
        scene.system.report(scene.save("fi.yml", text))
    assert (len(scene.often.handlers), len(scene.rarely.handlers)) == (0, 1)


def test_where_the_system_has_no_room_for_more_folders_files_are_looked_at_as_before(scene: Scene) -> None:
    scene.system.may_start = False
    scene.watching.start()
    assert scene.often.did == scene.rarely.did == ["start"]
    assert scene.system.did == ["stop"]
    scene.watching.stop()
    assert scene.system.did == ["stop"]


@pytest.mark.parametrize("is_heard_of", [False, True])
def test_what_is_no_longer_watched_is_no_longer_told(tmp_path: Path, scene: Scene, is_heard_of: bool) -> None:
    told = Told()
    place = scene.watching.schedule(told, str(tmp_path), recursive=True)
    if is_heard_of:
        scene.system.report(scene.save("fi.yml", "one"))
    told.events.clear()
    scene.watching.unschedule(place)
    saved = scene.save("fi.yml", "two")
    for reporter in (scene.often, scene.rarely, scene.system):
        reporter.report(saved)
    assert told.events == []


def test_what_the_observer_watched_before_can_be_left_alone(tmp_path: Path) -> None:
    often = PollingObserver()
    watch = often.schedule(Told(), str(tmp_path))
    assert often.emitters
    Watching(often).unschedule(watch)
    assert not often.emitters


def _write(path: Path) -> None:
    path.write_text("title: Tilauksesi", encoding="utf-8")


def _replace(path: Path) -> None:
    written = path.with_name("._fi.yml")
    written.write_text("title: Tilauksesi", encoding="utf-8")
    written.replace(path)


@pytest.mark.parametrize("change", [_write, _replace, Path.unlink])
@pytest.mark.skipif(watching._listener() is None, reason="this system does not tell of changes")
def test_the_system_tells_of_a_change_in_a_folder_below(tmp_path: Path, change: Callable[[Path], object]) -> None:
    path, told, nobody = tmp_path / "orders" / "fi.yml", Told(), Reporter()
    path.parent.mkdir()
    path.write_text("title: Tilaukset", encoding="utf-8")
    observer = Watching(nobody, lambda path: path.suffix == ".yml")  # type: ignore[arg-type]
    observer.schedule(told, str(tmp_path), recursive=True)
    observer.start()
    try:
        change(path)
        assert told.is_told.wait(PATIENCE)
    finally:
        observer.stop()
        observer.join()
    assert nobody.did == ["start", "stop", "join"]


# --- the preview ---------------------------------------------------------------------------------------------------------


@dataclass
class Preview:
    """A server of MkDocs as it is before it begins."""

    root: Path
    system: Reporter
    server: LiveReloadServer

    def is_rebuilt(self, name: str) -> bool:
        """Whether the site is built again when a file is written."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("new", encoding="utf-8")
        self.server._want_rebuild = False
        self.system.report(FileModifiedEvent(str(path)))
        return self.server._want_rebuild


def preview(root: Path, monkeypatch: pytest.MonkeyPatch, docs_dir: str) -> Preview:
    system = Reporter()
    monkeypatch.setattr(watching, "_listener", lambda: system)
    for folder in ("docs", "notices"):
        (root / folder).mkdir()
    settings = f"site_name: Shop\ntheme: material\ndocs_dir: {docs_dir}\nplugins: [privacy-notices: {{cache_dir: docs/kept}}]\n"
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    config = config.plugins.on_config(config)
    # As `mkdocs serve` does it.
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(root / "site"))
    server.watch(config.docs_dir)
    server = config.plugins.on_serve(server, config=config, builder=lambda: None)
    for item in config.watch:
        server.watch(item)
    server.server_close()
    return Preview(root, system, server)


def test_the_preview_hears_of_notices_and_of_pages_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = preview(tmp_path, monkeypatch, "docs")
    assert sorted(shown.system.paths) == [str(tmp_path / "docs"), str(tmp_path / "notices")]
    assert shown.is_rebuilt("notices/orders/fi.yml")
    assert shown.is_rebuilt("notices/locale/fi.po")
    assert shown.is_rebuilt("docs/fi/about.md")
    assert not shown.is_rebuilt("notices/orders/.fi.yml.swp")
    assert not shown.is_rebuilt("notices/orders/fi.yml~")
    assert shown.is_rebuilt("notices/orders/annex.pdf")
    assert not shown.is_rebuilt("notices/orders/fi.html")
    assert not shown.is_rebuilt("docs/kept/0123456789abcdef.sqlite3")  # or each build would lead to another


def test_the_preview_hears_of_notices_in_the_place_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = preview(tmp_path, monkeypatch, "notices")
    assert shown.system.paths == [str(tmp_path / "notices")]
    assert shown.is_rebuilt("notices/orders/fi.yml")
    assert shown.is_rebuilt("notices/about.md")
    assert shown.is_rebuilt("notices/logo.svg")
