"""Programs that some tests need besides Python. Without one they are left out on a laptop, loudly, and fail in CI."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., Any])

IS_REQUIRED: Final = os.environ.get("CI") == "true"
"""Whether a missing program is a failure."""

NPM: Final = Path(__file__).parents[1] / ".ci" / "node_modules"
"""What `npm ci --prefix .ci` gets."""

WHERE: Final = {
    "chromium": "apt-get install chromium",
    "git": "apt-get install git",
    "java": "apt-get install default-jre-headless",
    "msgfmt": "apt-get install gettext",
    "msgmerge": "apt-get install gettext",
    "nginx": "apt-get install nginx",
    "pdftotext": "apt-get install poppler-utils",
    "pofilter": 'pip install -e ".[test]"',
    "xmllint": "apt-get install libxml2-utils",
    "yaml-language-server": "npm ci --prefix .ci",
}
"""How each is had."""


def program(name: str) -> str | None:
    """Where a program is: on the path, among the daemons, beside this Python, or got by npm; None where it is not."""
    folders = (os.environ.get("PATH", ""), "/usr/sbin", str(Path(sys.executable).parent), str(NPM / ".bin"))
    return shutil.which(name, path=os.pathsep.join(folders))


def needs(*programs: str, files: Mapping[Path, str] = MappingProxyType({})) -> Callable[[Test], Test]:
    """Marks a test that starts programs, and leaves it out where one is missing, or a file (with the way to have it)."""
    lacking = [f"{name} ({WHERE[name]})" for name in programs if program(name) is None]
    lacking += [f"{path.name} ({how})" for path, how in files.items() if not path.is_file()]
    reason = f"THIS MACHINE LACKS {', '.join(lacking)}"

    def mark(test: Test) -> Test:
        marked: Test = pytest.mark.skipif(bool(lacking) and not IS_REQUIRED, reason=reason)(test)
        return pytest.mark.site(marked)

    return mark
