"""One run of the command speaks one language: what is printed, refused and helped with comes from the catalogs of faults.

The language is that of `--language`, which every command takes, else that of the locale, else English.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import IO, Any, Final, TypeVar

import click

from privacy_notices.faults.diagnostic import Parameter
from privacy_notices.report.voice import Voice, is_address, languages_of_reports, voice_of

C = TypeVar("C", bound="Callable[..., Any] | click.Command")

_LANGUAGE: Final = "privacy_notices.language"
_HANDBOOK: Final = "privacy_notices.handbook"
"""Where click keeps what was chosen for a run, over all commands of it (`Context.meta`)."""


def voice(context: click.Context | None = None) -> Voice:
    """The voice of a run; of the one that is going on, when none is given."""
    context = context or click.get_current_context(silent=True)
    chosen = context.meta if context is not None else {}
    return voice_of(chosen.get(_LANGUAGE, ""), chosen.get(_HANDBOOK, ""))


def say(key: str, /, *, err: bool = False, **values: Parameter) -> None:
    """Print words of the catalogs. `err`: beside the output, not to mix with it."""
    click.echo(voice().word(key, **values), err=err)


def wrong_usage(key: str, /, **values: Parameter) -> click.UsageError:
    """To be raised where the command was used wrongly: the exit status is 2."""
    return _WrongUsage(voice().word(key, **values), click.get_current_context(silent=True))


def failure(key: str, /, **values: Parameter) -> click.ClickException:
    """To be raised where something cannot be done: the exit status is 1."""
    return _Failure(voice(), voice().word(key, **values))


class _Failure(click.ClickException):
    """Says what is wrong in the language of the run."""

    def __init__(self, speaking: Voice, message: str) -> None:
        super().__init__(message)
        # It is shown when the run is over.
        self._voice = speaking

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self._voice.word("cli.error", message=self.message), file=file, err=file is None)


class _WrongUsage(click.UsageError):
    """The same, below how the command is used."""

    def show(self, file: IO[Any] | None = None) -> None:
        word = voice(self.ctx).word
        if self.ctx is not None:
            command = f"{self.ctx.command_path} {self.ctx.help_option_names[-1]}"
            click.echo(
                f"{self.ctx.get_usage()}\n{word('cli.try-help', command=command)}\n", file=file, err=file is None
            )
        click.echo(word("cli.error", message=self.message), file=file, err=file is None)


# --- help in the language of the run ------------------------------------------------------------------------------------


def _spoken(item: Any) -> Any:
    """A copy of a command or option whose `help`, an id of the catalogs, is put into words."""
    other = copy.copy(item)
    if item.help:
        other.help = voice().word(item.help)
    return other


class SpokenOption(click.Option):
    """An option whose `help` is an id of the catalogs."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and help, in the language of the run."""
        return click.Option.get_help_record(_spoken(self), ctx)


_HEADINGS: Final = {"Options": "cli.heading.options", "Commands": "cli.heading.commands"}
"""Headings of click, which it gives in English where the machine has no translations of it."""


class _SpokenFormatter(click.HelpFormatter):
    """What click writes of its own around the help."""

    speaking: Voice

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        said = f"{self.speaking.word('cli.heading.usage')}: " if prefix is None else prefix
        super().write_usage(prog, args, said)

    def write_heading(self, heading: str) -> None:
        key = _HEADINGS.get(heading)
        super().write_heading(heading if key is None else self.speaking.word(key))


class _SpokenContext(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        formatter = _SpokenFormatter(width=self.terminal_width, max_width=self.max_content_width)
        # A wrong usage is told of when the run is over.
        formatter.speaking = voice(self)
        return formatter


class SpokenCommand(click.Command):
    """A command whose `help` is an id of the catalogs."""

    context_class = _SpokenContext

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, in the language of the run."""
        click.Command.format_help_text(_spoken(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its beginning, for the list of commands."""
        return click.Command.get_short_help_str(_spoken(self), limit)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, which click makes."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = voice().word("cli.option.help")
        return found


class SpokenGroup(SpokenCommand, click.Group):
    """A group of such commands, whose modules are imported when one is used: `check` does not pay for `build`."""

    def __init__(self, *args: Any, modules: dict[str, str], **attributes: Any) -> None:
        """`modules`: by name of the command, where it is: `privacy_notices.cli.check_command:check`."""
        super().__init__(*args, **attributes)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order in which they are of use."""
        return [*self._modules]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported if need be."""
        if cmd_name not in self._modules:
            return None
        # Not at the beginning of this module: the commands import it.
        from importlib import import_module

        module, _, name = self._modules[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        assert isinstance(found, click.Command)
        return found


# --- options that several commands have -----------------------------------------------------------------------------------


def _language(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if not value:
        return
    if value not in languages_of_reports():
        raise wrong_usage("cli.language.unknown", language=value, known=languages_of_reports())
    ctx.meta[_LANGUAGE] = value


def _handbook(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if not value:
        return
    if not is_address(value):
        raise wrong_usage("host.handbook", address=value)
    ctx.meta[_HANDBOOK] = value


def option(*names: str, **attributes: Any) -> Callable[[C], C]:
    """`click.option` whose help is in the language of the run."""
    return click.option(*names, cls=SpokenOption, **attributes)


def language_option(command: C) -> C:
    """`--language`: before all others, so that what is wrong with them is said in it."""
    return option(
        "--language",
        "language_of_run",
        metavar=f"[{'|'.join(languages_of_reports())}]",
        is_eager=True,
        expose_value=False,
        callback=_language,
        help="cli.option.language",
    )(command)


def handbook_option(command: C) -> C:
    """`--handbook`: the address that the pages of codes are below."""
    return option(
        "--handbook",
        "handbook_of_run",
        metavar="URL",
        envvar="PRIVACY_NOTICES_HANDBOOK",
        is_eager=True,
        expose_value=False,
        callback=_handbook,
        help="cli.option.handbook",
    )(command)
