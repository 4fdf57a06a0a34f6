"""What these tests need besides Python, and whether this machine has it."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Browser, Playwright

from programs import NPM, WHERE, program

AXE: Final = NPM / "axe-core" / "axe.min.js"
VNU: Final = NPM / "vnu-jar" / "build" / "dist" / "vnu.jar"

PROGRAMS: Final = ("chromium", "nginx", "java", "pdftotext")

CHROMIUM_ARGUMENTS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for elsewhere fails at once and in the same way on every machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def missing() -> list[str]:
    """What is not on this machine, with the way to get it."""
    lacking = [f"{name} ({WHERE[name]})" for name in PROGRAMS if program(name) is None]
    if not (AXE.is_file() and VNU.is_file()):
        lacking.append("axe and the HTML checker (npm ci --prefix .ci)")
    return lacking


def launch(playwright: Playwright, *arguments: str) -> Browser:
    """The machine's own Chromium: Playwright's download is never used."""
    return playwright.chromium.launch(
        executable_path=program("chromium"),
        args=[*CHROMIUM_ARGUMENTS, *arguments],
        chromium_sandbox=False,  # which root has no use of
    )
