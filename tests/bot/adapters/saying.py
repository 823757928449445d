"""Real replies to look at: everything that can be said, over all samples, on whichever platform."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import samples
from bot.answering.replies import Quote, Reply
from bot.answering.requests import Request
from bot.app import open_desk
from bot.settings import Settings

Answer = tuple[str, Reply]
TEXTS = [path.read_text() for path in sorted(Path(samples.__file__).parent.glob("*.[tm][xd]*"))]
NUMBERS = range(1, len(TEXTS) + 1)
SAID = [
    *(f"brief {text}" for text in TEXTS),
    *(f"{command.format(number)}" for number in NUMBERS for command in (
        "brief S{}", "brief S{} short", "brief S{} long", "brief S{} by section", "brief S{} in 40 sentences",
        "brief S{} with lead", "why", "cite", "cite 2 as markdown", "sections S{}", "section S{} 0", "section S{} 1",
        "ask S{} what was decided?", "ask S{} in 3 passages", "series S{}", "similar S{}", "share S{}", "reread S{}",
    )),
    "list", "list merrow", "ask all natural gas in 8 passages", "ask all cheese", "find Merrow", "find nothingofthekind",
    f"find {'gas or oil or ' * 20}gas", f"ask all {'what of natural gas and ' * 8}oil?",
    "help", *(f"help {name}" for name in ("brief", "find", "cite")), "settings", "settings changers", "cancel",
    "brief S2", "secton 2", "brief S99", "brief S1 in 0 sentences", "ask S1", "find", "section 77", "cite 99", "brief merrow",
    "series S3 after S1", "series S3 none", "forget S5",
]  # fmt: skip


def quotes_of(reply: Reply) -> list[Quote]:
    """Give the quotations of a reply."""
    return [block for block in reply.blocks if isinstance(block, Quote)]


def ask_desk(saying: Iterable[str], then: Callable[[str, Reply], Iterable[str]] = lambda *_: ()) -> list[Answer]:
    """Give what a desk over an empty store answers to words said one after the other in one conversation.

    `then` gives what is said at once after an answer, unless it was said before.
    """

    async def ask() -> list[Answer]:
        answers: list[Answer] = []
        with TemporaryDirectory() as folder:
            async with open_desk(Settings(data=Path(folder), database="")) as desk:
                for said in saying:
                    answers.append((said, await desk.answer(_request(said))))
                    following = [each for each in then(*answers[-1]) if each not in dict(answers)]
                    answers += [(each, await desk.answer(_request(each))) for each in dict.fromkeys(following)]
        return answers

    return asyncio.run(ask())


def _request(said: str) -> Request:
    return Request(said, "platform:1", "11", "21", at=datetime(2026, 10, 1, 12, tzinfo=UTC), is_admin=True)
