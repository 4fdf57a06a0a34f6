"""The folder where results outlive a build: `.cache/privacy-notices`. The one module that reads and writes it.

SQLite keeps it: one file, written whole or not at all, also when two builds run at once or one is killed. Nothing in
it is trusted for being there. Each text carries a digest of itself and of the key it stands under (HMAC, RFC 2104); one
that does not fit, a file of another version of the program, a file that is no database: all of it is as good as
nothing, and the build makes the result anew.

Who can write to the folder can also compute a digest. Where that may be a stranger, as with a cache that pull requests
share, set `PRIVACY_NOTICES_CACHE_KEY` to a secret: texts that were not stored with it are not read.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import importlib.metadata
import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

SECRET: Final = "PRIVACY_NOTICES_CACHE_KEY"  # noqa: S105 -- the name of a variable
MAX_TEXT: Final = 200_000_000
"""Bytes of the longest text that is read back."""
KEPT: Final = 2
"""Databases of other editions that stay: those of other branches."""

_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS results (kind TEXT, key TEXT, seal BLOB, text TEXT, PRIMARY KEY (kind, key))"
)
_OTHER_TABLES: Final = (
    "SELECT type, name, sql FROM sqlite_master WHERE name NOT IN ('results', 'sqlite_autoindex_results_1')"
)


@functools.cache
def edition() -> str:
    """A digest of this program and of what it works with. Another one may make other results of the same files."""
    found = hashlib.sha256(sys.version.encode())
    root = Path(__file__).parent.parent
    for folder, below, names in os.walk(root):
        below.sort()
        for name in sorted(names):
            if not name.endswith(".pyc"):
                path = Path(folder, name)
                data = path.read_bytes()
                found.update(f"{path.relative_to(root).as_posix()}:{len(data)}:".encode())
                found.update(data)
    for package in ("ahocorasick-rs", "babel", "jinja2", "markdown-it-py", "markupsafe", "nh3", "pydantic", "pyyaml"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found.update(f"{package}={importlib.metadata.version(package)};".encode())
    return found.hexdigest()


class CacheFolder:
    """The results of one edition of the program. `close` keeps them."""

    def __init__(
        self,
        root: Path,
        environment: Mapping[str, str] | None = None,
        others: Iterable[Path] = (),
        *,
        may_write: bool = True,
    ) -> None:
        """`others`: folders to look into as well, as they were filled on other machines."""
        self._root = root
        self._may_write = may_write
        self._others = [CacheFolder(other, environment, may_write=False) for other in others]
        secret = (environment or {}).get(SECRET, "")
        self._key = hashlib.sha256(f"{edition()};{secret}".encode()).digest()
        self._path = root / f"{edition()[:16]}.sqlite3"
        self._used: set[tuple[str, str]] = set()
        self._database = self._open()

    def get(self, kind: str, key: str) -> str | None:
        """The text stored under a key, or None where there is none or not the one that was stored."""
        # As bytes, which is what has the seal: to decode a page and encode it again would take longer than to find it.
        found = self._run("SELECT seal, CAST(text AS BLOB) FROM results WHERE kind = ? AND key = ?", kind, key)
        for seal, text in found:
            if not isinstance(seal, bytes) or not isinstance(text, bytes):
                continue
            if hmac.compare_digest(seal, self._seal(kind, key, text)):
                self._used.add((kind, key))
                return text.decode(errors="surrogatepass")
        elsewhere = (other.get(kind, key) for other in self._others)
        return next((text for text in elsewhere if text is not None), None)

    def put(self, kind: str, key: str, text: str) -> None:
        """Store a text. A full disk or a folder that may not be written to is no fault: there is none next time."""
        if self._may_write and len(text) < MAX_TEXT // 4:  # bytes of UTF-8
            self._used.add((kind, key))
            self._run(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                kind,
                key,
                self._seal(kind, key, text.encode(errors="surrogatepass")),
                text,
            )

    def complete(self, *, prune: bool) -> None:
        """Write what was put. `prune`: everything was asked for that is of use, so the rest can go."""
        if prune:
            for kind, key in self._run("SELECT kind, key FROM results"):
                if (kind, key) not in self._used:
                    self._run("DELETE FROM results WHERE kind = ? AND key = ?", kind, key)
        with contextlib.suppress(sqlite3.Error):
            if self._database is not None:
                self._database.commit()

    def close(self) -> None:
        """Write what was put and let the folder go."""
        self.complete(prune=False)
        self._leave()
        for other in self._others:
            other.close()
        if self._may_write:
            self._forget_older()

    def _seal(self, kind: str, key: str, text: bytes) -> bytes:
        named = f"{kind};{key};".encode(errors="surrogatepass")
        return hmac.digest(self._key, named + text, "sha256")

    def _run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What a statement gives; nothing from a database that is damaged, and from then on none is used."""
        if self._database is None:
            return []
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.OperationalError:
            self._leave()  # locked by another build, or no room: theirs is none of our business
        except (sqlite3.Error, MemoryError, OverflowError, ValueError):
            self._leave()
            self._remove()
        return []

    def _open(self) -> sqlite3.Connection | None:
        for _ in range(2):
            try:
                if self._may_write:
                    self._prepare()
                mode = "rwc" if self._may_write else "ro"
                address = f"{self._path.absolute().as_uri()}?mode={mode}"
                database = sqlite3.connect(address, timeout=5, check_same_thread=False, uri=True)
                database.text_factory = functools.partial(str, encoding="utf-8", errors="replace")
                # What a stranger's database might bring along must not run: views and triggers that call functions.
                database.execute("PRAGMA trusted_schema = OFF")
                database.execute("PRAGMA cell_size_check = ON")
                # Not waiting for the disk: what a power cut damages is as good as none, like any other damage.
                database.execute("PRAGMA synchronous = OFF")
                # Nor must it take all the memory there is.
                database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT)
                tables = database.execute(_OTHER_TABLES).fetchall()
                if self._may_write:
                    database.execute(_SCHEMA)
                created = database.execute("SELECT sql FROM sqlite_master WHERE name = 'results'").fetchone()[0]
                if tables or created != _SCHEMA.replace("IF NOT EXISTS ", ""):
                    raise sqlite3.DatabaseError("a table that nobody here makes")
            except (OSError, sqlite3.OperationalError):
                return None
            except (sqlite3.Error, ValueError, TypeError):
                self._remove()
            else:
                return database
        return None

    def _prepare(self) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        if self._path.is_symlink() or (self._path.exists() and not self._path.is_file()):
            self._path.unlink()
        ignored = self._root / ".gitignore"
        if not ignored.exists():
            ignored.write_text("# Made by mkdocs-privacy-notices; can be deleted at any time.\n*\n", encoding="utf-8")

    def _leave(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            with contextlib.suppress(sqlite3.Error):
                database.close()

    def _remove(self) -> None:
        if not self._may_write:
            return
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _forget_older(self) -> None:
        with contextlib.suppress(OSError):
            others = [path for path in self._root.glob("*.sqlite3") if path != self._path]
            for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
                path.unlink()
