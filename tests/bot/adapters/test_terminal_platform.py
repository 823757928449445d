"""The terminal as a platform."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from rich.console import Console

from bot.adapters.terminal.platform import NAME, TerminalPlatform, render_parts
from bot.answering.replies import Line, Quote, Reply, Title
from bot.delivery.deliveries import Delivery, quoted_versions
from bot.delivery.outbox import Outbox
from bot.delivery.ports import Offer, Outgoing, RefusedError, UnknownOutcomeError
from bot.delivery.sealing import Seal
from bot.delivery.sending import Sender
from storage.database import open_database
from storage.delivery.records import Executor

REPLY = Reply(
    (Title("Talks"), Line("Two points."), Quote("We met.", 0, 7, version=4), Quote("We agreed.", 8, 18, version=4))
)


def screen(**how: object) -> Console:
    return Console(file=io.StringIO(), width=60, markup=False, **how)  # type: ignore[arg-type]


def outgoing(text: str) -> Outgoing:
    return Outgoing("terminal", "terminal", {"text": text})


async def test_a_reply_goes_through_the_outbox_to_the_terminal(tmp_path: Path) -> None:
    stream = io.StringIO()
    async with open_database(tmp_path / "store.sqlite3") as database:
        sender = Sender(database.outbox, {NAME: TerminalPlatform(stream)}, Seal(Fernet.generate_key().decode()))
        outbox = Outbox(sender, Executor("one"))
        await outbox.put(Delivery("digest", "terminal", NAME, "terminal", render_parts(REPLY, screen())))
        await outbox.deliver_due()
        await outbox.deliver_due()
    assert stream.getvalue() == "\nTalks\n\nTwo points.\n\n│ We met.\n\n│ We agreed.\n\n"


def test_the_versions_that_a_reply_quotes_are_named() -> None:
    assert quoted_versions(REPLY) == (4,)
    assert quoted_versions(Reply((Line("Nothing."),))) == ()


def test_a_part_is_rendered_in_the_colours_of_its_screen() -> None:
    (plain,), (coloured,) = render_parts(REPLY, screen()), render_parts(REPLY, screen(force_terminal=True))
    assert "\x1b" not in str(plain.payload["text"])
    assert "\x1b[1mTalks" in str(coloured.payload["text"])


async def test_an_edit_is_printed_once() -> None:
    stream = io.StringIO()
    platform = TerminalPlatform(stream)
    sent = await platform.send(outgoing("one"), "key")
    for _ in range(2):
        await platform.edit(outgoing("other"), sent.id)
    assert stream.getvalue() == "\none\n\nother\n"


async def test_what_a_terminal_can_not_do_is_said() -> None:
    platform = TerminalPlatform(io.StringIO())
    assert platform.offer(outgoing("one"), timedelta()) is Offer.NEITHER
    with pytest.raises(RefusedError, match="taken back"):
        await platform.delete(outgoing("one"), "key")


async def test_a_closed_terminal_is_for_good_and_a_broken_one_is_in_doubt() -> None:
    class Broken(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(5, "Input/output error")

    closed = io.StringIO()
    closed.close()
    with pytest.raises(RefusedError, match="closed"):
        await TerminalPlatform(closed).send(outgoing("one"), "key")
    with pytest.raises(UnknownOutcomeError):
        await TerminalPlatform(Broken()).send(outgoing("one"), "key")
