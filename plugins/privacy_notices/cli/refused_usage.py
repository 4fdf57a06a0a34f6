"""Why click refuses what was typed, as ids and values of the catalogs. Looks at the disk for what a path is.

click says it in English sentences of its own. They are not parsed: what is wrong is told by the class of the exception,
by its public fields, and by the type of the option or argument.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import click

from privacy_notices.faults.diagnostic import Parameter, Term, listed
from privacy_notices.schema.nearest import nearest

_A_DAY: Final = datetime.date(2026, 11, 21)
"""Shows the form that days are typed in."""


class UsageFault(NamedTuple):
    """Why something was refused, not yet in words."""

    key: str
    """Id of the words in the catalogs of faults."""
    values: Mapping[str, Parameter]
    """What the words name."""


def reason_of(refused: click.UsageError, ctx: click.Context) -> UsageFault | None:
    """Why click refused what was typed to the command of `ctx`; None where it says no more than a sentence."""
    match refused:
        case click.NoSuchOption():
            # click has looked for similar ones; the nearest is the first.
            near = refused.possibilities[0] if refused.possibilities else None
            return _perhaps_near("cli.click.no-option", near, option=refused.option_name)
        case click.BadOptionUsage():
            name = refused.option_name
            return UsageFault(
                f"cli.click.{'value-unwanted' if _is_flag(name, ctx) else 'value-missing'}", {"option": name}
            )
        case click.MissingParameter(param=click.Option() as option):
            return UsageFault("cli.click.option-missing", {"option": name_of(option)})
        case click.MissingParameter(param=click.Argument() as argument):
            return UsageFault("cli.click.argument-missing", {"argument": name_of(argument)})
    if type(refused) is click.UsageError and isinstance(ctx.command, click.Group) and ctx.invoked_subcommand is None:
        # A group itself takes any words, so that all it can lack is a command.
        return UsageFault("cli.click.command-missing", {"known": listed(ctx.command.list_commands(ctx))})
    return None


def reason_of_command(name: str, known: Sequence[str]) -> UsageFault:
    """Why a word is no command of a group that has the commands `known`."""
    return _perhaps_near("cli.click.no-command", nearest(name, known), command=name)


def reason_of_words(words: Sequence[str]) -> UsageFault:
    """Why words that no argument takes are refused."""
    return UsageFault("cli.click.too-many", {"words": listed(words), "n": len(words)})


def reason_of_value(param: click.Parameter, typed: object, ctx: click.Context) -> UsageFault:
    """Why what was typed for an option or argument, one value or several, is none of its type."""
    value = str(_refused_value(param, typed, ctx))
    named: dict[str, Parameter] = {"name": name_of(param), "value": value}
    match param.type:
        case click.Choice(choices=choices):
            return UsageFault("cli.click.no-choice", {**named, "known": listed(map(str, choices))})
        case click.DateTime(formats=(form, *_)):
            return UsageFault("cli.click.no-day", {**named, "example": _A_DAY.strftime(form)})
        case click.Path() as kind:
            return UsageFault(_key_of_path(kind, Path(value)), named)
    return UsageFault("cli.click.no-value", named)


def name_of(param: click.Parameter) -> str | Term:
    """What the help calls an option or argument: the long name of an option, a word of the catalogs for an argument."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return Term(param.metavar or param.name or "")


def _perhaps_near(key: str, near: str | None, **values: Parameter) -> UsageFault:
    return UsageFault(f"{key}-near", {**values, "nearest": near}) if near else UsageFault(key, values)


def _is_flag(name: str, ctx: click.Context) -> bool:
    """Whether an option takes no value."""
    options = (param for param in ctx.command.get_params(ctx) if isinstance(param, click.Option))
    return any(option.is_flag for option in options if name in (*option.opts, *option.secondary_opts))


def _refused_value(param: click.Parameter, typed: object, ctx: click.Context) -> object:
    """The first value that the type refuses, of those that were typed."""
    for value in typed if isinstance(typed, tuple | list) else ():
        try:
            param.type.convert(value, param, ctx)
        except click.BadParameter:
            return value
    return typed


def _key_of_path(kind: click.Path, path: Path) -> str:
    wanted = "folder" if not kind.file_okay else "file" if not kind.dir_okay else "path"
    if not path.exists():
        return f"cli.click.no-{wanted}"
    is_other = path.is_file() if wanted == "folder" else wanted == "file" and path.is_dir()
    return f"cli.click.not-{wanted}" if is_other else "cli.click.unreadable"
