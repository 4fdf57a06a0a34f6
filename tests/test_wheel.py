"""What people install: the wheel, away from this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from sites import NOTICE, PORTAL, Html, draw, site, tree

pytestmark = pytest.mark.site

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "plugins" / "privacy_notices"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the wheel. Its dependencies are those of this environment."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True, with_pip=False)
    scripts = next(path for path in (folder / "bin", folder / "Scripts") if path.is_dir())
    python = scripts / Path(sys.executable).name
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "install",
            "--no-deps",
            "--no-index",
            "--disable-pip-version-check",
            str(wheel),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # A plain path: the `.pth` files in that folder are not read, so the package of this repository is not found by it.
    purelib = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (purelib / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return scripts


def command(scripts: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = next(path for path in scripts.iterdir() if path.stem == words[0])
    elsewhere = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(program), *words[1:]],
        cwd=cwd,
        env=elsewhere,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def python(scripts: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return command(scripts, cwd, Path(sys.executable).stem, *words)


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name.removeprefix("privacy_notices/") for name in archive.namelist() if ".dist-info/" not in name}
    kept = {path for path in tree(PACKAGE) if "__pycache__" not in path}
    assert packed == kept
    for needed in (
        "pages/theme/pn/base.html",
        "pages/theme/assets/privacy-notices.css",
        "pages/templates/front.html",
        "languages/locale/fi.po",
        "vocabulary/rights.yml",
        "py.typed",
    ):
        assert needed in packed


def test_the_installed_package_is_the_one_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = python(installed, tmp_path, "-c", "import privacy_notices; print(privacy_notices.__file__)")
    assert Path(done.stdout.strip()).is_relative_to(installed.parent), done.stderr


def test_a_folder_with_settings_and_notices_alone_becomes_a_portal(installed: Path, tmp_path: Path) -> None:
    root = draw(
        tmp_path / "new",
        PORTAL,
        {
            "mkdocs.yml": "site_name: Shop\nsite_url: https://shop.example/\ndocs_dir: notices\nplugins: [privacy-notices]\n"
        },
    )
    (root / "docs").rmdir()
    done = python(installed, root, "-m", "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    for language, path in NOTICE.items():
        assert Html.read(root / "site" / path / "index.html").one("html").attributes["lang"] == language
    assert (
        tree(root / "site", ".html", ".css", ".js", ".json", ".svg").items()
        >= portal_of(site(tmp_path / "here")).items()
    )


def portal_of(folder: Path) -> dict[str, bytes]:
    """The same portal, made by the package of this repository."""
    return {
        path: content
        for path, content in tree(folder, ".html", ".css", ".js", ".json", ".svg").items()
        if path.startswith(("fi/", "sv/", "en/", "assets/"))
    }


def test_the_command_is_installed(installed: Path, tmp_path: Path) -> None:
    done = command(installed, draw(tmp_path, PORTAL), "privacy-notices", "check")
    assert done.returncode == 0, done.stderr
