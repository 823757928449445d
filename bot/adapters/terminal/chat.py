"""The chat in a terminal: what is typed becomes a request, what is answered is printed."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from bot.adapters.terminal.completion import Vocabulary, suggest
from bot.adapters.terminal.place import open_path, request
from bot.adapters.terminal.renderer import Rendered
from bot.adapters.terminal.screen import console, progress_line
from bot.answering.commands import Forget
from bot.answering.grammar import parse
from bot.answering.help import FIRST_USE
from bot.answering.replies import Action, Line, Reply
from bot.app import open_desk

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from bot.answering.desk import Desk
    from bot.settings import Settings

PROMPT = "briefbot> "
_GOODBYE = frozenset({"exit", "quit", "bye", ":q"})
_YES = frozenset({"yes", "y"})


class Conversation:
    """What is said in a chat, one line after the other; an offer ("Did you mean ...?") can be taken with "yes"."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._offers: tuple[Action, ...] = ()

    async def answer(self, text: str) -> Reply:
        """Answer a line."""
        if text.strip().casefold() in _YES and len(self._offers) == 1:
            text = self._offers[0].command
        with progress_line() as tell:
            reply = await self._desk.answer(request(text), tell)
        self._offers = reply.actions if reply.is_refusal else ()
        return reply


async def talk(settings: Settings) -> None:
    """Answer what is typed until the end of input, "exit" or Ctrl-D; lines of a pipe are answered one by one."""
    async with open_desk(settings, open_path) as desk:
        if sys.stdin.isatty() and sys.stdout.isatty():
            await _talk_at_terminal(desk, settings)
        else:
            await _answer_lines(desk)


async def _answer_lines(desk: Desk) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # Ctrl-C ends a blocked read too
    conversation = Conversation(desk)
    while line := sys.stdin.readline():
        if line.strip().casefold() in _GOODBYE:
            return
        if line.strip():
            _print(await conversation.answer(line.rstrip("\n")))


async def _talk_at_terminal(desk: Desk, settings: Settings) -> None:
    from prompt_toolkit.patch_stdout import patch_stdout

    vocabulary = Vocabulary()
    await vocabulary.renew(desk, request())
    session = _session(settings, vocabulary)
    conversation = Conversation(desk)
    await _welcome(desk)
    while True:
        try:
            with patch_stdout(raw=True):
                text = await session.prompt_async(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if text.strip().casefold() in _GOODBYE:
            return
        if not text.strip():
            continue
        reply = await _answer_unless_interrupted(conversation, text)
        if reply:
            _print(reply)
            _forget_what_was_typed(session, text, reply)
        await vocabulary.renew(desk, request())


async def _answer_unless_interrupted(conversation: Conversation, text: str) -> Reply | None:
    """Answer, or give nothing where Ctrl-C was pressed meanwhile."""
    try:
        return await conversation.answer(text)
    except (KeyboardInterrupt, asyncio.CancelledError):
        return None


def _session(settings: Settings, vocabulary: Vocabulary) -> PromptSession[str]:
    from prompt_toolkit import PromptSession

    from bot.adapters.terminal.history import History
    from bot.adapters.terminal.prompting import PromptCompleter

    completer = PromptCompleter(lambda text: suggest(text, vocabulary.statements, vocabulary.headings))
    return PromptSession(history=History(settings.history), completer=completer, complete_while_typing=False)


async def _welcome(desk: Desk) -> None:
    count = await desk.database.statements.count(request().scope)
    there = "" if count else FIRST_USE
    text = there or f'{count} statements here. "help" shows what can be asked; Tab completes; "exit" leaves.'
    _print(Reply((Line(text),)))


def _forget_what_was_typed(session: PromptSession[str], text: str, reply: Reply) -> None:
    """Clear the history where a statement was forgotten: what was typed may hold its text."""
    from bot.adapters.terminal.history import History

    if isinstance(parse(text), Forget) and not reply.is_refusal and isinstance(session.history, History):
        session.history.clear()


def _print(reply: Reply) -> None:
    screen = console()
    screen.print()
    screen.print(Rendered(reply))
    screen.print()
