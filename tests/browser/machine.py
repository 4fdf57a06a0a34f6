"""What these tests need besides Python, and whether this machine has it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Playwright

NPM: Final = Path(__file__).parents[2] / ".ci" / "node_modules"
AXE: Final = NPM / "axe-core" / "axe.min.js"
VNU: Final = NPM / "vnu-jar" / "build" / "dist" / "vnu.jar"

IS_REQUIRED: Final = os.environ.get("CI") == "true"
"""Whether a missing program is a failure. On a laptop it only means that some tests are left out, loudly."""

CHROMIUM_ARGUMENTS: Final = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for elsewhere fails at once and in the same way on every machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip


def missing() -> list[str]:
    """What is not on this machine, with the way to get it."""
    programs = {
        "Chromium (apt-get install chromium)": shutil.which("chromium"),
        "nginx (apt-get install nginx)": shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"),
        "Java (apt-get install default-jre-headless)": shutil.which("java"),
        "pdftotext (apt-get install poppler-utils)": shutil.which("pdftotext"),
        "axe and the HTML checker (npm ci --prefix .ci)": AXE.is_file() and VNU.is_file(),
    }
    return [name for name, found in programs.items() if not found]


def launch(playwright: Playwright, *arguments: str) -> Browser:
    """The machine's own Chromium: Playwright's download is never used."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=[*CHROMIUM_ARGUMENTS, *arguments],
        chromium_sandbox=False,  # which root has no use of
    )  # fmt: skip
