"""The command line as a whole: its commands, what it says when something is wrong, and its exit status."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from bot.cli import briefing, db, doctor, explaining, jobs, serving, settings, statements, streaming, talking
from bot.errors import BriefbotError, UnclearError

if TYPE_CHECKING:
    from collections.abc import Sequence

USER_ERROR = 2
INTERRUPTED = 130


class Commands(TyperGroup):
    """The commands, in the order of the manual; a misspelt one is answered with the closest."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer names no public type
        """Give the names in the order in which they were added."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer names no public type
        """Find the command that the first argument names."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise _not_a_command(args, tuple(self.commands))
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (briefing, statements, explaining, settings, streaming, talking, serving, jobs, doctor, db):
    group.register(app)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Brief people on official statements, in the statements' own words. Without a command: the chat."""
    if version:
        from importlib.metadata import version as release

        typer.echo(f"briefbot {release('briefbot')}")
    elif context.invoked_subcommand is None:
        talking.chat()


def run(arguments: Sequence[str]) -> int:
    """Run a command and give the exit status: 0, 2 where the user can put something right, 130 when interrupted."""
    _write_what_can_be_written()
    try:
        status = app(list(arguments), standalone_mode=False, prog_name="briefbot")
        sys.stdout.flush()
    except BriefbotError as error:
        return _refuse(error.sentence)
    except TyperException as error:
        return _refuse(f"{_in_short(error.format_message())} {_hint(arguments)}")
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _close_quietly()
    except OSError as error:
        _close_quietly()
        return _refuse(f"The answer can't be written: {error.strerror or error}.")
    return status if isinstance(status, int) else 0


def _write_what_can_be_written() -> None:
    """Let an output that knows few characters show signs in place of the others."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _refuse(sentence: str) -> int:
    from bot.adapters.terminal.safety import harmless

    try:
        sys.stdout.flush()
        print(harmless(sentence), file=sys.stderr)  # noqa: T201 - the command line's voice
    except BrokenPipeError:
        _close_quietly()
    return USER_ERROR


def _close_quietly() -> int:
    """Leave without a word when nobody reads the output any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _not_a_command(arguments: Sequence[str], names: Sequence[str]) -> UnclearError:
    from bot.answering.spelling import closest
    from bot.answering.wording import clipped, quoted
    from bot.ingest.files import is_readable_file

    said = arguments[0]
    if is_readable_file(said):
        return UnclearError(f"{quoted(said)} is not a command. Did you mean {quoted(f'briefbot brief {said}')}?")
    near = closest(said, names)
    meant = " ".join((near, *arguments[1:])) if near else ""
    guess = f" Did you mean {quoted(clipped(meant))}?" if near else ' "briefbot --help" shows what there is.'
    return UnclearError(f"{quoted(clipped(' '.join(arguments)))} is not a command.{guess}")


def _in_short(message: str) -> str:
    """Give what the argument parser complains of as one sentence."""
    said = " ".join(message.split()).rstrip(".")
    if match := re.match(r"Invalid value for '([^']+)'.*\binteger\b", said):
        return f"{match[1]} wants a whole number."
    return said if said.endswith("?") else f"{said}."


def _hint(arguments: Sequence[str]) -> str:
    command = next((word for word in arguments if not word.startswith("-")), "")
    return f'"{" ".join(("briefbot", command)).strip()} --help" says what it takes.'
