"""The source folder that a command is about."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from privacy_notices.cli.speaking import option, wrong_usage

C = TypeVar("C", bound="Callable[..., Any] | click.Command")
T = TypeVar("T")

DEFAULT: Final = Path("notices")
"""The source folder when none is named."""


def portal_of(path: Path) -> Path:
    """The source folder that `path` is, or lies in: the nearest one with a portal.yml. Errors: click.UsageError."""
    if not os.path.lexists(path):
        raise wrong_usage("cli.no-such-path", path=str(path))
    resolved = Path(os.path.realpath(path))  # `resolve` fails where links lead round in a circle
    for folder in (resolved, *resolved.parents):
        if (folder / "portal.yml").is_file():
            return folder
    raise wrong_usage("cli.no-portal", path=str(path))


def cache_of(root: Path) -> Path:
    """The folder where builds and checks of the portal in the folder `root` keep what they have found."""
    return Path(os.path.abspath(root)).parent / ".cache" / "privacy-notices"


def kept(portal: T) -> T:
    """What was read of a portal, kept until the program has ended, where it is one (`main.run`).

    Thousands of notices are a million objects; to free each takes as long as half a check.
    """
    context = click.get_current_context(silent=True)
    if context is not None and isinstance(context.obj, list):
        context.obj.append(portal)
    return portal


def notices_option(command: C) -> C:
    """`--notices`: the source folder, for commands whose arguments say something else."""
    return option(
        "--notices",
        "root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=DEFAULT,
        show_default=True,
        help="cli.option.notices",
    )(command)


def _day(_ctx: click.Context, _param: click.Parameter, value: datetime.datetime | None) -> datetime.date | None:
    return value.date() if value is not None else None


def today_option(command: C) -> C:
    """`--today`: the day to go by; None when it was not said."""
    return option("--today", type=click.DateTime(["%Y-%m-%d"]), callback=_day, default=None, help="cli.option.today")(
        command
    )
