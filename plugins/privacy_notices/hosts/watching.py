"""Changes of files in a preview: heard of from the system as they happen, and looked for where it tells nothing.

MkDocs looks at every file twice a second. With thousands of them a change is seen late, and the looking takes time from
the build. Most systems tell of changes by themselves (inotify, FSEvents, ReadDirectoryChangesW), but not of those on a
network drive or in a folder that a container shares. So both are at work, and the looking becomes rare once the system
has shown that it tells. Of the two reports of one change only the first counts, because the file's content is compared
and not its time. It knows no MkDocs.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from watchdog.events import (
    DirDeletedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

RARELY: Final = 5.0
"""Seconds between two looks at files of whose changes the system tells."""

_TOLD: Final[list[type[FileSystemEvent]]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirDeletedEvent,
]
"""What the system is asked for: not that a file was read, which every build does."""


@dataclass(eq=False, slots=True)
class _Place:
    """A folder or file whose changes a handler is told of."""

    handler: FileSystemEventHandler
    path: str
    recursive: bool
    is_of_use: Callable[[Path], bool]
    heard: Callable[[Path], object]
    looking: ObservedWatch | None = None
    listening: ObservedWatch | None = None
    is_heard_of: bool = False
    """The system has told of a change here."""
    contents: dict[Path, str] = field(default_factory=dict)
    """Digests of the files that have changed, by path; empty for one that is gone."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Must be held where `contents` is used."""

    def tell(self, event: FileSystemEvent) -> None:
        """Tell the handler, unless it knows."""
        for path in (event.src_path, event.dest_path):
            if path:
                self.heard(Path(os.fsdecode(path)))
        if isinstance(event, DirDeletedEvent):
            # A folder that was moved away is reported without its files.
            self.handler.dispatch(FileDeletedEvent(event.src_path))
        elif not event.is_directory and self._is_news(event):
            self.handler.dispatch(event)

    def _is_news(self, event: FileSystemEvent) -> bool:
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        with self.lock:
            found = {path: _content(path) for path in paths if self.is_of_use(path)}
            is_news = any(self.contents.get(path) != content for path, content in found.items())
            self.contents |= found
        return is_news


class _Report(FileSystemEventHandler):
    """What one observer says of a place."""

    def __init__(self, place: _Place, first: Callable[[_Place], None] = lambda place: None) -> None:
        """`first`: called with every report before it is passed on."""
        self._place = place
        self._first = first

    def dispatch(self, event: FileSystemEvent) -> None:
        self._first(self._place)
        self._place.tell(event)


class Watching:
    """In the place of an observer (watchdog), for what is scheduled from now on; what that has scheduled stays with it."""

    def __init__(
        self,
        looking: BaseObserver,
        is_of_use: Callable[[Path], bool] = lambda path: True,
        heard: Callable[[Path], object] = lambda path: None,
    ) -> None:
        """`looking`: the observer in whose place this one is; `is_of_use`: whether the change of a file is to be told;
        `heard`: called before with every path that is spoken of.
        """
        self._often = looking
        self._rarely = PollingObserver(timeout=RARELY)
        self._listening = _listener()
        self._is_of_use = is_of_use
        self._heard = heard
        self._places: list[_Place] = []
        self._moving = threading.Lock()
        """Must be held where a place goes from one observer to another."""

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> _Place:
        """Tell the handler of changes of a file, or of those in a folder."""
        place = _Place(handler, path, recursive, self._is_of_use, self._heard)
        self._places.append(place)
        place.looking = self._often.schedule(_Report(place), path, recursive=recursive)
        if self._listening is not None:
            with contextlib.suppress(OSError):  # more folders than the system is ready to tell of
                report = _Report(place, self._look_less)
                place.listening = self._listening.schedule(report, path, recursive=recursive, event_filter=_TOLD)
        return place

    def unschedule(self, place: _Place | ObservedWatch) -> None:
        """Tell no more of what `schedule` has given, here or at the observer in whose place this one is."""
        if isinstance(place, ObservedWatch):
            self._often.unschedule(place)
            return
        self._places.remove(place)
        with self._moving:
            if place.looking is not None:
                (self._rarely if place.is_heard_of else self._often).unschedule(place.looking)
            place.looking = None
        # Not with the lock: who is told of a change now, holds the listener's and waits for this one.
        if place.listening is not None and self._listening is not None:
            self._listening.unschedule(place.listening)

    def _look_less(self, place: _Place) -> None:
        if place.is_heard_of:
            return
        with self._moving:
            if place.looking is not None and not place.is_heard_of:
                place.is_heard_of = True
                self._often.unschedule(place.looking)
                place.looking = self._rarely.schedule(_Report(place), place.path, recursive=place.recursive)

    def tell(self) -> None:
        """Tell all handlers of a change that no observer has spoken of, somewhere in their places."""
        for place in tuple(self._places):
            place.handler.dispatch(FileModifiedEvent(place.path))

    def start(self) -> None:
        """Begin; once."""
        self._often.start()
        self._rarely.start()
        if self._listening is not None:
            try:
                self._listening.start()
            except OSError:
                self._listening.stop()
                self._listening = None

    def stop(self) -> None:
        """End all threads, without waiting for them."""
        for observer in self._observers:
            observer.stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait until the threads have ended."""
        for observer in self._observers:
            observer.join(timeout)

    @property
    def _observers(self) -> list[BaseObserver]:
        return [observer for observer in (self._often, self._rarely, self._listening) if observer is not None]


def _listener() -> BaseObserver | None:
    """The observer that the system tells, where it does."""
    try:
        observer = Observer()
    except OSError:
        return None
    return None if isinstance(observer, PollingObserver) else observer


def _content(path: Path) -> str:
    try:
        with path.open("rb") as stream:  # a film beside the pages need not fit into memory
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
