"""Published whole or not at all: readers are served the old site or the new one, whenever a build ends and however."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

import killing
from sites import ANOTHER_NOTICE, PORTAL, draw, tree

pytestmark = pytest.mark.site

COMMANDS = {
    "mkdocs": ("mkdocs", "build", "-q"),
    "build --to": ("privacy-notices", "build", "notices", "--to", "site"),
}
OURS = (".privacy-notices-", ".site.privacy-notices-", "._privacy-notices-")
"""Begin the names of what a command needs while it writes."""


class Published:
    """A folder with a site that was published once, and sources that have changed since."""

    def __init__(self, root: Path, command: tuple[str, ...]) -> None:
        self.root, self.command = root, command
        draw(root, PORTAL, ANOTHER_NOTICE)
        self.complete()
        self.old = self.site()
        shutil.copytree(root / "site", root.with_name("kept"))
        shutil.rmtree(root / "notices/letters")
        self.complete()
        self.new = self.site()
        assert {"en/letters/index.html"} <= self.old.keys() - self.new.keys()

    def complete(self) -> None:
        """The command, without a fault."""
        ending = killing.once(self.command, self.root)
        assert ending.status == 0, ending.output

    def site(self) -> dict[str, bytes]:
        """What readers are served. A packed file has the time in it at which it was packed."""
        files = tree(self.root / "site")
        return {name: gzip.decompress(data) if name.endswith(".gz") else data for name, data in files.items()}

    def restore(self, *, is_cold: bool) -> None:
        """The old site, nothing of a build that was ended, and with `is_cold` nothing kept of earlier ones."""
        for path in self.left():
            shutil.rmtree(path)
        shutil.rmtree(self.root / "site", ignore_errors=True)
        shutil.copytree(self.root.with_name("kept"), self.root / "site")
        if is_cold:
            shutil.rmtree(self.root / ".cache", ignore_errors=True)

    def left(self) -> list[Path]:
        """What a command has left beside the site or in it."""
        return [path for path in self.root.rglob("*") if path.name.startswith(OURS)]


@pytest.mark.parametrize("is_cold", [False, True], ids=["warm", "cold"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_killed_at_any_step_a_build_leaves_the_old_site_or_the_new_one(
    command: tuple[str, ...], tmp_path: Path, *, is_cold: bool
) -> None:
    there = Published(tmp_path / "project", command)
    there.restore(is_cold=is_cold)
    steps = 0
    for ending in killing.tries(command, "kill", there.root):
        assert (ending.status == 0) is not ending.met_fault, ending
        assert there.site() in (there.old, there.new), f"neither, after {ending}"
        assert [path for path in there.left() if (there.root / "site") in path.parents] == []
        if ending.met_fault and ending.step % 3 == 0:
            there.complete()
            assert there.site() == there.new
            assert there.left() == []
        there.restore(is_cold=is_cold)
        steps = ending.step
    assert steps > 5, "a build takes more steps than were seen"


@pytest.mark.parametrize("fault", ["ENOSPC", "EROFS", "EACCES"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_a_build_that_cannot_write_says_so_in_a_line_and_leaves_a_whole_site(
    command: tuple[str, ...], fault: str, tmp_path: Path
) -> None:
    there = Published(tmp_path / "project", command)
    there.restore(is_cold=False)
    for ending in killing.tries(command, fault, there.root):
        assert "Traceback" not in ending.output, ending
        assert there.site() in (there.old, there.new), f"neither, after {ending}"
        assert there.site() == there.old or ending.status == 0, f"it says it failed, and has published: {ending}"
        assert there.site() == there.new or ending.status != 0, f"it says it has published, and has not: {ending}"
        there.restore(is_cold=False)
