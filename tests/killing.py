"""Ends a command at every step it takes on the disk, or has the system refuse that step.

Each step is an event of Python's audit hooks (PEP 578) that comes before a file is opened for writing, moved, linked or
removed, or a folder made or removed. To be killed before step n + 1 is to be killed after step n, so that no moment
between two steps is left out. The process forks before each try, with everything imported.

Of what is done alike to all files below a folder of the root, the first counts. `python tests/killing.py FOLDER COMMAND...` counts
every step, and prints how the tries ended.

A full disk is a limit on the length of files from that step on (RLIMIT_FSIZE), which fails writes and not only openings.
"""

from __future__ import annotations

import errno
import os
import re
import resource
import signal
import sys
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mkdocs.__main__ import cli as mkdocs

from privacy_notices.cli.main import main as privacy_notices

EVENTS: Final = frozenset(("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate"))
"""Steps beside opening a file for writing (docs.python.org/3/library/audit_events.html)."""

PROGRAMS: Final[Mapping[str, Callable[..., object]]] = {"mkdocs": mkdocs, "privacy-notices": privacy_notices}
"""By the name that is typed."""


_UNIQUE: Final = re.compile(r"(?<=privacy-notices-)\w+")
"""What is another one each time in the name of a folder beside the site."""

EVERY_STEP: Final = __name__ == "__main__"
"""Whether nothing is passed over."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a try ended."""

    step: int
    """The step that met the fault, from 1."""
    status: int
    """The exit status; negative for a signal."""
    output: str
    """Everything that was printed."""
    met_fault: bool
    """False where the command came to its end before it took so many steps."""


def tries(command: tuple[str, ...], fault: str, root: Path) -> Iterator[Ending]:
    """The command in the folder `root` with a fault at its first step, at its second, and so on; the last one meets none.

    `fault`: `kill`, or the name of a number of `errno`.
    """
    step, met_fault = 0, True
    while met_fault:
        step += 1
        ending = _try(command, fault, root, step)
        met_fault = ending.met_fault
        yield ending


def once(command: tuple[str, ...], root: Path) -> Ending:
    """The command in the folder `root`, without a fault."""
    return _try(command, "kill", root, sys.maxsize)


def _try(command: tuple[str, ...], fault: str, root: Path, step: int) -> Ending:
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # Python 3.12 and later warn where there are threads, as in a worker of xdist; the child needs none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        for number in (1, 2):
            os.dup2(writing, number)
        _run(command, fault, root, step)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        output = stream.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Ending(step, code, output.replace(_NO_FAULT, ""), _NO_FAULT not in output)


_NO_FAULT: Final = "(no step met the fault)"


def _run(command: tuple[str, ...], fault: str, root: Path, step: int) -> None:
    """In the child: run a command with a fault at a step, and end the process."""
    sys.stdout = sys.stderr = os.fdopen(1, "w", encoding="utf-8", errors="replace")
    os.chdir(root)
    steps, status = _Steps(fault, step, root), 0
    sys.addaudithook(steps.hear)
    try:
        PROGRAMS[command[0]](list(command[1:]))
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 -- what a person would see as a traceback
        traceback.print_exc()
        status = 70
    if steps.left > 0:
        print(_NO_FAULT)
    sys.stdout.flush()
    os._exit(status)


class _Steps:
    """Counts the steps below a folder."""

    def __init__(self, fault: str, step: int, root: Path) -> None:
        self.left = step
        self._fault = fault
        self._root = f"{root}{os.sep}"
        self._seen: set[tuple[str, str]] = set()

    def hear(self, event: str, values: tuple[Any, ...]) -> None:
        """An event of the interpreter. Errors: OSError, the fault."""
        if event not in EVENTS and not (event == "open" and _is_for_writing(values)):
            return
        path = _path(event, values)
        kind = event, _UNIQUE.sub("", path.removeprefix(self._root).partition(os.sep)[0])
        if not path.startswith(self._root) or (kind in self._seen and not EVERY_STEP):
            return
        self._seen.add(kind)
        self.left -= 1
        if self.left == 0:
            self._strike(path)
        elif self.left < 0 and self._fault == "EROFS":
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)

    def _strike(self, path: str) -> None:
        if self._fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self._fault == "ENOSPC":
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
            return
        number = int(getattr(errno, self._fault))
        raise OSError(number, os.strerror(number), path)


def _path(event: str, values: tuple[Any, ...]) -> str:
    """The file or folder that a step is about; empty where it is none."""
    if not isinstance(values[0], str | bytes | os.PathLike):
        return ""
    # `shutil.rmtree` names what is in a folder by the folder's descriptor.
    folder = values[-1] if event in ("os.remove", "os.rmdir") else None
    above = Path(f"/proc/self/fd/{folder}").readlink() if isinstance(folder, int) and folder >= 0 else Path.cwd()
    return os.path.normpath(above / os.fsdecode(values[0]))


def _is_for_writing(values: tuple[Any, ...]) -> bool:
    flags = values[2] if len(values) > 2 and isinstance(values[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def main() -> None:
    """Print how many tries ended with which status, for each fault."""
    root, command = Path(sys.argv[1]).resolve(), tuple(sys.argv[2:])
    for fault in ("kill", "ENOSPC", "EROFS", "EACCES"):
        ends = Counter((ending.status, ending.met_fault) for ending in tries(command, fault, root))
        print(fault, dict(ends))


if __name__ == "__main__":
    main()
