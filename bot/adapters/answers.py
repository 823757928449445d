"""Words and the files that came with them, as the answers that they get: one for each thing that was asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.adapters.repeating import options_of
from bot.answering.commands import Ask, Brief
from bot.answering.desk import refusal
from bot.answering.grammar import parse, parse_brief
from bot.errors import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.commands import Command
    from bot.answering.context import Tell
    from bot.answering.desk import Desk
    from bot.answering.replies import Reply
    from bot.answering.requests import Request


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply and the command, in words, that gave it."""

    reply: Reply
    said: str = ""


async def replies_to(desk: Desk, request: Request, tell: Tell) -> Sequence[Answer]:
    """Give the answers to a request: each file is briefed, and then what else was said is answered.

    Several commands, each on a line and beginning with "brief" and an address, are answered one by one.
    """
    if not request.uploads:
        return [await _say(desk, replace(request, text=words), tell) for words in _commands(request.text)]
    asked = _wishes(request.text)
    wishes = asked if isinstance(asked, Brief) and not asked.subject else Brief()
    answers = [await _brief_file(desk, request, wishes, each.name, tell) for each in request.uploads]
    if wishes is asked:
        return answers
    were_read = all(not each.reply.is_refusal for each in answers)
    answers.append(await _say(desk, request, tell))
    return answers[-1:] if isinstance(asked, Ask) and were_read else answers


def _wishes(text: str) -> Command:
    """Give how files are to be briefed, or the command that stands beside them."""
    command = parse(text) if text.strip() else Brief()
    if isinstance(command, Brief):
        return command
    bare = parse_brief(text)
    return command if bare.subject else bare


def _commands(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines()]
    are_commands = len(lines) > 1 and all(line.startswith("brief http") and " " not in line[6:] for line in lines)
    return lines if are_commands else [text]


async def _say(desk: Desk, request: Request, tell: Tell) -> Answer:
    return Answer(await desk.answer(request, tell), request.text)


async def _brief_file(desk: Desk, request: Request, wishes: Brief, name: str, tell: Tell) -> Answer:
    command: Command = replace(wishes, subject=f'"{name}"')
    try:
        reply = await desk.perform(command, request, tell)
    except BriefbotError as error:
        reply = refusal(error)
    return Answer(reply, f'brief "{name}"{options_of(wishes)}')
