"""Pages of a preview, made when a browser asks for them: whoever edits one notice of a thousand looks at one page.

A WSGI application (PEP 3333) around that of the preview's server. It knows no MkDocs.
"""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Make = Callable[[str], Mapping[str, bytes]]
"""The files to write when one is asked for, by path below the root; none where there is no such file."""

_TURNS = 5
"""How often a request is answered anew because the site was built again in the meantime."""


class OnDemand:
    """Writes files below a folder, just before the application that serves the folder looks for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._root = Path()
        self._make: Make | None = None
        self._made: set[str] = set()

    def close(self) -> None:
        """A build begins: the folder is going to be emptied. Waits for what is being written."""
        with self._lock:
            self._make = None
            self._made.clear()

    def open(self, root: Path, make: Make) -> None:
        """A build is complete: from now on files are made by `make` and written below `root`."""
        with self._lock:
            self._root = root
            self._make = make

    def around(self, application: WSGIApplication, mount: str) -> WSGIApplication:
        """The application with files made first. `mount`: the path that the site is below, with `/` at its end."""

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            name = _file_of(environ.get("PATH_INFO", ""), mount)
            body: Iterable[bytes] = ()
            said: tuple[Any, ...] = ()

            def remember(*arguments: Any) -> Callable[[bytes], object]:
                nonlocal said
                said = arguments
                return lambda data: None  # `write` of PEP 3333; servers of files do without

            for _ in range(_TURNS):
                is_there = self._write(name)
                body = application(environ, remember)
                if not str(said[0]).startswith("404") or (not is_there and not self._write(name)):
                    break
            start_response(*said)
            return body

        return answer

    def _write(self, name: str) -> bool:
        """Whether there is such a file, once it is written."""
        with self._lock:
            if self._make is None:
                return False
            if name not in self._made:
                for path, data in self._make(name).items():
                    target = self._root / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data)
                    self._made.add(path)
            return name in self._made


def _file_of(path: str, mount: str) -> str:
    """The file that a request is for, by path below the root."""
    text = path.encode("latin-1", "replace").decode("utf-8", "replace")  # PEP 3333: bytes as latin-1
    if not f"{text}/".startswith(mount):
        return ""
    name = posixpath.normpath(f"/{text[len(mount) :]}").lstrip("/")
    last = name.rpartition("/")[2]
    return name if "." in last and not text.endswith("/") else posixpath.join(name, "index.html")
