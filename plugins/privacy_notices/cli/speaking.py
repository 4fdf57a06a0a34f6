"""One run of the command speaks one language: what is printed, refused and helped with comes from the catalogs of faults.

The language is that of `--language`, which every command takes, else that of the locale, else English.
"""

from __future__ import annotations

import copy
import errno
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise, takewhile
from typing import IO, Any, Final, NoReturn, TypeVar

import click

from privacy_notices.cli.refused_usage import (
    UsageFault,
    name_of,
    reason_of,
    reason_of_command,
    reason_of_value,
    reason_of_words,
)
from privacy_notices.faults.diagnostic import Parameter, Term
from privacy_notices.portal.folder_lock import FolderInUseError
from privacy_notices.report.as_text import shown
from privacy_notices.report.system_faults import refusal_of_system
from privacy_notices.report.voice import Voice, is_address, languages_of_reports, voice_of

C = TypeVar("C", bound="Callable[..., Any] | click.Command")
S = TypeVar("S", bound="click.Command | click.Option")

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
    _put(voice().word(key, **values), err=err)


def _put(text: str, *, file: IO[Any] | None = None, err: bool = False) -> None:
    """Print what names of files or words of the prompt may stand in, which a terminal must not obey."""
    click.echo(shown(text), file=file, err=err)


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
        _put(self._voice.word("cli.error", message=self.message), file=file, err=file is None)


class _WrongUsage(click.UsageError):
    """The same, below how the command is used."""

    def show(self, file: IO[Any] | None = None) -> None:
        word = voice(self.ctx).word
        if self.ctx is not None:
            command = f"{self.ctx.command_path} {self.ctx.help_option_names[-1]}"
            _put(f"{self.ctx.get_usage()}\n{word('cli.try-help', command=command)}\n", file=file, err=file is None)
        _put(word("cli.error", message=self.message), file=file, err=file is None)


# --- what click refuses, in the language of the run ---------------------------------------------------------------------


def _refuse(reason: UsageFault, ctx: click.Context) -> NoReturn:
    raise _WrongUsage(voice(ctx).word(reason.key, **reason.values), ctx) from None


def _hear(ctx: click.Context, words: Iterable[str]) -> None:
    """Take the language from words that click refuses before it looks at each of them.

    Not where `--language` says something else, as it does for `translations status`.
    """
    if all(param.name != _CHOSEN for param in ctx.command.params):
        return
    for word, following in pairwise((*takewhile(lambda one: one != "--", words), "")):
        name, _, value = word.partition("=")
        if name == "--language" and (value or following) in languages_of_reports():
            ctx.meta[_LANGUAGE] = value or following


class _SpokenParameter(click.Parameter):
    """What refuses a value in the language of the run."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value as the type has it. Errors: click.UsageError, in words, where it is none of the type."""
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter:
            _refuse(reason_of_value(self, value, ctx), ctx)


# --- help in the language of the run ------------------------------------------------------------------------------------


def _spoken(item: S, ctx: click.Context | None) -> S:
    """A copy of a command or option whose `help`, an id of the catalogs, is put into words."""
    other = copy.copy(item)
    if item.help:
        other.help = voice(ctx).word(item.help)
    return other


_METAVARS: Final = "cli.metavar."
"""What the ids of words begin with that stand for a value."""


def _metavar(option: click.Option) -> str | None:
    """What stands for the value of an option: an id of the catalogs, or what needs no words."""
    match option.type:
        case click.Path(file_okay=False):
            return option.metavar or f"{_METAVARS}folder"
        case click.Path(dir_okay=False):
            return option.metavar or f"{_METAVARS}file"
        case click.Path():
            return option.metavar or f"{_METAVARS}path"
        case kind if kind is click.STRING:
            return option.metavar or f"{_METAVARS}text"
    return option.metavar


class SpokenOption(_SpokenParameter, click.Option):
    """An option whose `help` is an id of the catalogs; its `metavar` may be one."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and help, in the language of the run."""
        word = voice(ctx).word
        other = _spoken(self, ctx)
        metavar = _metavar(self)
        other.metavar = word(metavar) if metavar is not None and metavar.startswith(_METAVARS) else metavar
        # click would say these in English.
        other.show_default = other.required = False
        default = self.get_default(ctx, call=False) if self.show_default else None
        extra = [
            *([word("cli.default", value=str(default))] if default is not None else []),
            *([word("cli.required")] if self.required else []),
        ]
        if extra:
            other.help = f"{other.help}  [{'; '.join(extra)}]"
        return click.Option.get_help_record(other, ctx)


class SpokenArgument(_SpokenParameter, click.Argument):
    """An argument whose `metavar` is an id of the catalogs, without the brackets of what may be left out."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        """How it is written where the use of the command is told."""
        name = name_of(self)
        said = voice(ctx).word(name.key) if isinstance(name, Term) else name
        return [f"{said if self.required else f'[{said}]'}{'...' if self.nargs != 1 else ''}"]


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
    """A command whose `help` is an id of the catalogs, and that is refused in the language of the run."""

    context_class = _SpokenContext
    # So that it is told here, and not by click, that there are too many.
    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the words that were typed. Errors: click.UsageError, in the language of the run."""
        typed = tuple(args)  # click takes the words out of its list
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as refused:
            if isinstance(refused, _WrongUsage):
                raise
            _hear(ctx, typed)
            if (reason := reason_of(refused, ctx)) is not None:
                _refuse(reason, ctx)
            raise
        if left and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            _refuse(reason_of_words(left), ctx)
        return left

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the name of the command where its use is told."""
        other = copy.copy(self)
        other.options_metavar = f"[{voice(ctx).word('cli.metavar.options')}]"
        if isinstance(other, click.Group):
            other.subcommand_metavar = voice(ctx).word("cli.metavar.subcommand")
        return super(SpokenCommand, other).collect_usage_pieces(ctx)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, in the language of the run."""
        click.Command.format_help_text(_spoken(self, ctx), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its beginning, for the list of commands."""
        return click.Command.get_short_help_str(_spoken(self, click.get_current_context(silent=True)), limit)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, which click makes."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = voice(ctx).word("cli.option.help")
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names. Errors: click.UsageError where it names none."""
        if args[0] not in self._modules:
            _hear(ctx, args)
            _refuse(reason_of_command(args[0], tuple(self._modules)), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named. Errors: click.UsageError where none was."""
        try:
            return super().invoke(ctx)
        except click.UsageError as refused:
            if refused.ctx is ctx and (reason := reason_of(refused, ctx)) is not None:
                _refuse(reason, ctx)
            raise
        except FolderInUseError as error:
            _stop(ctx, "system.in-use", {"folder": error.folder})
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # nobody reads any more, which click knows
            _stop(ctx, *refusal_of_system(error))
        except KeyboardInterrupt:
            # click would say it in English, when the run is over.
            click.echo(f"\n{voice(ctx).word('cli.aborted')}", err=True)
            raise SystemExit(1) from None

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


def _stop(ctx: click.Context, key: str, values: Mapping[str, Parameter]) -> NoReturn:
    """End the run with one line, and the status of what could not be begun or done."""
    word = voice(ctx).word
    _put(word("cli.error", message=word(key, **values)), err=True)
    raise SystemExit(2) from None


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


_CHOSEN: Final = "language_of_run"
"""Name of the parameter that is `--language` of the run."""


def argument(name: str, metavar: str, **attributes: Any) -> Callable[[C], C]:
    """`click.argument` that is called `metavar`, an id of the catalogs, in the language of the run."""
    return click.argument(name, cls=SpokenArgument, metavar=metavar, **attributes)


def option(*names: str, **attributes: Any) -> Callable[[C], C]:
    """`click.option` whose help is in the language of the run."""
    return click.option(*names, cls=SpokenOption, **attributes)


def language_option(command: C) -> C:
    """`--language`: before all others, so that what is wrong with them is said in it."""
    return option(
        "--language",
        _CHOSEN,
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
