"""Arguments of the command line: what they name on the disk, and commands answered from the store."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.printing import print_reply
from bot.errors import UnclearError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.answering.commands import Command
    from bot.answering.replies import Reply
    from bot.answering.subjects import Subject
    from bot.ingest.incoming import Incoming, Upload

_PATH = re.compile(r"-|(?:\.{0,2}/|~/|[A-Za-z]:\\).+|[^\n]{1,200}\.[A-Za-z][A-Za-z0-9]{0,7}")


def names_source(word: str) -> bool:
    """Say whether an argument names a file or standard input, there or not, rather than a statement."""
    from bot.answering.grammar import is_address, is_reference

    if is_reference(word) or is_address(word):
        return False
    try:
        return word == "-" or Path(word).expanduser().exists() or (" " not in word and bool(_PATH.fullmatch(word)))
    except (OSError, ValueError, RuntimeError):
        return False


def read_subject(name: str, dated: str | None = None) -> Subject:
    """Read a file or standard input; nothing is stored."""
    import asyncio

    from bot.answering.subjects import Subject
    from bot.ingest.files import read_source

    incoming = asyncio.run(_take(read_source(name, parse_day(dated))))
    return Subject(incoming.read(), incoming.name)


async def _take(upload: Upload) -> Incoming:
    from bot.ingest.intake import Intake

    async with Intake() as intake:
        return await intake.take_upload(upload)


def perform_words(name: str, words: Sequence[str], *, as_json: bool) -> None:
    """Answer a command given in the words of the command language, and print the reply."""
    from bot.answering.grammar import parse

    perform(parse(f"{name} {joined(words)}"), as_json=as_json)


def perform(command: Command, *, as_json: bool) -> None:
    """Answer a command from the store and print the reply."""
    import asyncio

    print_reply(asyncio.run(_perform(command)), as_json=as_json)


async def _perform(command: Command) -> Reply:
    from bot.adapters.terminal.place import open_path, request
    from bot.adapters.terminal.screen import progress_line
    from bot.answering.commands import Forget
    from bot.app import open_desk
    from bot.settings import Settings

    settings = Settings()
    async with open_desk(settings, open_path) as desk:
        with progress_line() as tell:
            reply = await desk.perform(command, request(), tell)
    if isinstance(command, Forget):
        from bot.adapters.terminal.history import clear_history

        clear_history(settings.history)
    return reply


def joined(words: Sequence[str]) -> str:
    """Join arguments into a command's words; with several, each keeps the quotation marks that the shell took."""
    if len(words) < 2:
        return " ".join(words).strip()
    return " ".join(f'"{word}"' if " " in word.strip() and '"' not in word else word for word in words).strip()


def parse_day(text: str | None) -> date | None:
    """Give the date of an option; raise where it is none."""
    if text is None:
        return None
    from bot.answering.dates import parse_date

    day = parse_date(text)
    if day is None:
        raise UnclearError(f'"{text}" is not a date. Write it as 2025-04-03.')
    return day
