"""Answers while and after they are made: what is being read is shown, edits renew, deletions remove."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.ingest.fetch import FetchPolicy, HostPort
from bot.ingest.intake import Intake
from tests.bot.adapters.slack.bots import Bot, bot_at_work, texts, until
from tests.bot.answering.test_arriving import SENTENCES, statement
from tests.bot.conftest import RATES, TALKS
from tests.fakes.slack import FakeSlack
from tests.fakes.web import Asked, Web, page

KEY = "b2tva29rb2tva29rb2tva29rb2tva29rb2tva29rb2s="


class Slow:
    """A page that comes when the test says so."""

    def __init__(self) -> None:
        self.may_come = asyncio.Event()

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        await self.may_come.wait()
        await page(statement(*SENTENCES))(asked, writer)


@asynccontextmanager
async def slow_town(slack: FakeSlack, folder: Path, mode: str = "http") -> AsyncIterator[tuple[Bot, Slow, str]]:
    slow = Slow()
    async with Web({"/": slow}) as web:
        policy = FetchPolicy(allow=frozenset({HostPort("127.0.0.1", web.port)}))
        async with (
            Intake(policy) as intake,
            bot_at_work(slack, folder, mode, intake=intake, shown_after_s=0.05, key=KEY) as bot,
        ):
            yield bot, slow, web.address()


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_what_is_being_read_is_shown_and_replaced(slack: FakeSlack, tmp_path: Path, mode: str) -> None:
    async with slow_town(slack, tmp_path, mode) as (bot, slow, address):
        asked = await slack.says("ada", "general", f"@briefbot brief {address}")
        await slack.until(lambda: slack.thread(asked))
        assert "Reading 127.0.0.1" in texts(slack.thread(asked))
        slow.may_come.set()
        await slack.until(lambda: "Skerry" in texts(slack.thread(asked)))
        await bot.settled()
        assert "Reading" not in texts(slack.thread(asked))


async def test_where_nothing_can_be_replaced_nothing_is_left_standing(slack: FakeSlack, tmp_path: Path) -> None:
    async with slow_town(slack, tmp_path) as (bot, slow, address):
        await slack.commands("ada", "general", "/brief", address)
        slow.may_come.set()
        await bot.settled()
        (answer,) = slack.ephemerals("ada")
        assert "Skerry" in answer.text


async def test_a_public_command_shows_what_is_being_read_to_the_channel(slack: FakeSlack, tmp_path: Path) -> None:
    async with slow_town(slack, tmp_path) as (bot, slow, address):
        await slack.commands("ada", "general", "/brief", f"brief {address} public")
        await slack.until(lambda: "Reading 127.0.0.1" in texts(slack.messages("general")))
        slow.may_come.set()
        await bot.settled()
        (answer,) = slack.messages("general")
        assert "Skerry" in answer.text


async def never(*_: object) -> int:
    return 0


async def test_what_is_shown_does_not_stand_after_a_crash(
    slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with slow_town(slack, tmp_path) as (bot, slow, address):
        asked = await slack.says("ada", "general", f"@briefbot brief {address}")
        await slack.until(lambda: slack.thread(asked))
        monkeypatch.setattr(bot.outbox, "delete", never)
        for _, task in bot.inbox._in_hand.values():
            task.cancel()  # as a process that dies: it takes nothing away
    async with slow_town(slack, tmp_path) as (bot, slow, address):
        slow.may_come.set()
        await slack.until(lambda: len(slack.posted) > 1 and "Reading" not in texts(slack.thread(asked)))
        await bot.settled()
        (answer,) = slack.thread(asked)
        assert "can't be reached" in answer.text or "Skerry" in answer.text


async def test_a_running_read_can_be_cancelled(slack: FakeSlack, tmp_path: Path) -> None:
    async with slow_town(slack, tmp_path) as (bot, _, address):
        asked = await slack.says("ada", "general", f"@briefbot brief {address}")
        await slack.until(lambda: slack.thread(asked))
        await slack.commands("ada", "general", "/brief", "cancel")
        await bot.settled()
        assert "Cancelled" in texts(slack.ephemerals("ada"))
        assert "Cancelled. Nothing was stored." in texts(slack.thread(asked))


async def test_an_edited_request_renews_its_answer(either: Bot) -> None:
    slack = either.slack
    asked = await slack.says("ada", "general", f"@briefbot brief {TALKS}")
    await either.settled()
    (first,) = slack.thread(asked)
    await slack.edits(asked, "@briefbot section S1 1")
    await slack.until(lambda: "natural gas" not in texts(slack.thread(asked)))
    await either.settled()
    (answer,) = slack.thread(asked)
    assert "Skerry" in answer.text
    assert answer.ts == first.ts


async def test_what_can_not_be_edited_is_deleted_and_posted_anew(bot: Bot) -> None:
    slack = bot.slack
    asked = await slack.says("ada", "general", f"@briefbot brief {RATES}")
    await bot.settled()
    await slack.edits(asked, "@briefbot list")
    await slack.until(lambda: "number" in texts(slack.thread(asked)) or "S1" in texts(slack.thread(asked)))
    await bot.settled()
    await slack.edits(asked, "@briefbot sections S1")
    await bot.settled()
    (answer,) = slack.thread(asked)
    assert "25 basis points" not in answer.text


async def test_a_request_edited_twice_has_its_last_answer(bot: Bot) -> None:
    slack = bot.slack
    asked = await slack.says("ada", "general", f"@briefbot brief {TALKS}")
    await bot.settled()
    await slack.edits(asked, "@briefbot section 1")
    await slack.edits(asked, "@briefbot section 2")
    await bot.settled()
    await slack.until(lambda: "natural gas" in texts(slack.thread(asked)))
    await bot.settled()
    assert len(slack.thread(asked)) == 1


async def test_a_preview_that_slack_adds_is_no_edit(bot: Bot) -> None:
    asked = await bot.slack.says("ada", "general", f"@briefbot brief {RATES}")
    await bot.settled()
    await bot.slack.previews(asked)
    await bot.settled()
    assert bot.slack.updated == []
    assert len(bot.slack.posted) == 1


async def test_a_deleted_request_takes_its_answer_along(either: Bot) -> None:
    slack = either.slack
    asked = await slack.says("ada", "general", f"@briefbot brief {RATES}")
    await either.settled()
    await slack.deletes(asked)
    await slack.until(lambda: slack.thread(asked) == [])


async def test_a_mention_taken_out_and_put_in_again_can_still_be_deleted(bot: Bot) -> None:
    slack = bot.slack
    asked = await slack.says("ada", "general", "@briefbot list")
    await bot.settled()
    await slack.edits(asked, "never mind")
    await slack.until(lambda: slack.thread(asked) == [])
    await bot.settled()
    await slack.edits(asked, "@briefbot help")
    await slack.until(lambda: slack.thread(asked) != [])
    await bot.settled()
    await slack.deletes(asked)
    await slack.until(lambda: "help" not in texts(slack.thread(asked)))
    await bot.settled()
    assert slack.thread(asked) == []


async def test_a_request_deleted_while_it_is_read_gets_no_answer(slack: FakeSlack, tmp_path: Path) -> None:
    async with slow_town(slack, tmp_path) as (bot, slow, address):
        ada = slack.user("ada")
        asked = await slack.says(ada, ada, f"brief {address}")
        await slack.until(lambda: len(slack.messages(ada)) == 2)
        await slack.deletes(asked)
        await slack.until(lambda: slack.messages(ada) == [])
        slow.may_come.set()
        await bot.settled()
        assert slack.messages(ada) == []


async def test_a_deletion_that_overtakes_its_request_keeps_it_unanswered(bot: Bot) -> None:
    slack = bot.slack
    ada = slack.user("ada")
    slack.dispatch.hold()
    asked = await slack.says(ada, ada, "help")
    await slack.deletes(asked)
    slack.dispatch.held.reverse()
    await slack.dispatch.release(shuffled=False, at_once=1)
    await bot.settled()
    assert slack.posted == []


async def test_an_answer_longer_than_a_message_goes_on_in_the_thread_of_a_direct_one(bot: Bot) -> None:
    ada = bot.slack.user("ada")
    long = "\n\n".join(
        f"The Committee of {n} agreed to spend {n} million crowns on cables in 20{n}." for n in range(10, 99)
    )
    await bot.slack.says(ada, ada, f"brief Decisions of the Committee\n\n{long}\n\nin 80 sentences")
    await bot.settled()
    answers = [each for each in bot.slack.posted if not each.is_deleted]
    assert len(answers) > 1
    assert {each.thread_ts for each in answers[1:]} == {answers[0].ts}


async def test_an_answer_for_one_is_turned_page_by_page(bot: Bot) -> None:
    long = "\n\n".join(
        f"The Committee of {n} agreed to spend {n} million crowns on cables in 20{n}." for n in range(10, 99)
    )
    await bot.slack.commands(
        "ada", "general", "/brief", f"brief Decisions of the Committee\n\n{long}\n\nin 80 sentences"
    )
    await bot.settled()
    (first,) = bot.slack.ephemerals("ada")
    before = first.text
    await bot.slack.presses("ada", first, "say:next")
    await bot.settled()
    (second,) = bot.slack.ephemerals("ada")
    assert second.text != before
    assert "Page 2" in second.text


async def test_nothing_is_acknowledged_late_while_something_is_read(slack: FakeSlack, tmp_path: Path) -> None:
    async with slow_town(slack, tmp_path) as (bot, slow, address):
        await slack.says("ada", "general", f"@briefbot brief {address}")
        delivered = await slack.commands("ben", "general", "/brief", "help")
        assert delivered.is_acknowledged

        async def is_answered() -> object:
            return slack.ephemerals("ben")

        await until(is_answered)
        slow.may_come.set()
        await bot.settled()
