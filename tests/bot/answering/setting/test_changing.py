from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.desk import Desk
from bot.answering.facts import SettingsFacts
from bot.answering.limits import Limits
from bot.answering.replies import Reply
from bot.answering.setting.registry import NAMES
from bot.ingest.intake import Intake
from storage.database import open_database
from storage.scope import Scope
from storage.setting_records import Author, Place
from tests.bot.conftest import RATES, TALKS, request
from tests.bot.speaking import spoken
from tests.storage.makings import add

ALLOWED = Limits(links_of_person=10, links_of_workspace=0, documents_of_person=2, documents_of_workspace=0, stored_mb=0)


class Office:
    """A workspace with an admin, "boss", and others."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def say(self, text: str, person: str = "boss", **where: str) -> Reply:
        said = replace(request(text, person=person, **where), is_admin=person == "boss")
        return await self.desk.answer(said)

    async def hears(self, text: str, person: str = "boss", **where: str) -> str:
        return spoken(await self.say(text, person, **where))

    async def value(self, name: str, **where: str) -> tuple[object, str]:
        facts = (await self.say(f"settings {name}", "ann", **where)).facts
        assert isinstance(facts, SettingsFacts)
        return facts.settings[0].value, facts.settings[0].of


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_database(tmp_path / "store.sqlite3") as database, Intake() as intake:
        yield Office(Desk(database, intake, limits=ALLOWED))


async def test_a_conversation_s_value_wins_over_the_workspace_s_and_that_over_the_default(office: Office) -> None:
    assert await office.value("unknown outcomes") == ("at most once", "default")
    await office.say("settings workspace unknown outcomes may appear twice")
    assert await office.value("unknown outcomes") == ("may appear twice", "workspace")
    await office.say("settings unknown outcomes at most once")
    assert await office.value("unknown outcomes") == ("at most once", "conversation")
    assert await office.value("unknown outcomes", conversation="there") == ("may appear twice", "workspace")
    assert await office.value("unknown outcomes", workspace="others") == ("at most once", "default")
    await office.say("settings unknown outcomes default")
    assert await office.value("unknown outcomes") == ("may appear twice", "workspace")


async def test_the_table_says_what_holds_from_where_and_who_set_it(office: Office) -> None:
    await office.say("settings unknown outcomes may appear twice")
    await office.say("settings documents a day 1")
    reply = await office.say("settings", "ann")
    rows = [line.split("  ") for line in spoken(reply).splitlines()]
    shown = {cells[0]: [cell.strip() for cell in cells[1:] if cell.strip()] for cells in rows}
    assert shown["unknown outcomes"] == ["may appear twice", "here", "boss, 1 Apr 2026"]
    assert shown["documents a day"] == ["1", "workspace", "boss, 1 Apr 2026"]
    assert shown["links a minute"] == ["10", "default"]
    assert shown["links a minute in all"] == ["no limit", "default"]
    assert "Only admins may change them." in spoken(reply)
    assert [action.command for action in reply.actions] == [f"settings {name}" for name in NAMES]
    assert max(map(len, spoken(reply, 80).splitlines())) <= 80
    assert "Only admins" in spoken(reply, 80), "eighty columns are enough for the table"


async def test_the_workspace_s_own_table_leaves_the_conversation_out(office: Office) -> None:
    await office.say("settings unknown outcomes may appear twice")
    said = await office.hears("settings workspace")
    assert "may appear twice" not in said
    assert '"settings workspace unknown outcomes" shows one' in said


async def test_one_setting_is_shown_with_what_it_takes_and_its_history(office: Office) -> None:
    await office.say("settings unknown outcomes may appear twice")
    await office.say("settings workspace unknown outcomes may appear twice", conversation="there")
    await office.say("settings unknown outcomes undo")
    said = await office.hears("settings unknown outcomes", "ann")
    assert 'It takes "at most once" or "may appear twice". Only admins may change it.' in said
    history = [" ".join(line.split()) for line in said.splitlines() if line.startswith("1 Apr 2026")]
    assert history == [
        "1 Apr 2026, 12:00 UTC boss here may appear twice not set (undo)",
        "1 Apr 2026, 12:00 UTC boss workspace not set may appear twice",
        "1 Apr 2026, 12:00 UTC boss here not set may appear twice",
    ]


async def test_only_who_may_change_a_setting_is_offered_to(office: Office) -> None:
    await office.say("settings unknown outcomes may appear twice")
    offered = [action.command for action in (await office.say("settings unknown outcomes")).actions]
    assert offered == ["settings unknown outcomes at most once", "settings unknown outcomes undo"]
    assert (await office.say("settings unknown outcomes", "ann")).actions == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "settings unknown outcomes at most once",
            'Only an admin may change "unknown outcomes" in this conversation, or let everyone change it with '
            '"settings changers everyone". "settings" shows what is set and by whom.',
        ),
        (
            "settings workspace unknown outcomes at most once",
            'Only an admin may change "unknown outcomes" of the workspace. "settings" shows what is set and by whom.',
        ),
        (
            "settings links a minute 3",
            'Only an admin may change "links a minute" of the workspace. "settings" shows what is set and by whom.',
        ),
        (
            "settings changers everyone",
            'Only an admin may change "changers". "settings" shows what is set and by whom.',
        ),
        ("settings unknown outcomes nonsense", "Only an admin"),
        ("settings unknown outcomes default", "Only an admin"),
        ("settings unknown outcomes undo", "Only an admin"),
        ("settings undo", "Only an admin"),
    ],
)
async def test_who_has_no_right_is_told_which_one_and_changes_nothing(office: Office, text: str, says: str) -> None:
    await office.say("settings unknown outcomes may appear twice")
    reply = await office.say(text, "ann")
    assert reply.is_refusal
    assert spoken(reply).startswith(says)
    assert await office.value("unknown outcomes") == ("may appear twice", "conversation")
    assert await office.value("links a minute") == (10, "default")


async def test_admins_can_let_everyone_change_the_settings_of_a_conversation(office: Office) -> None:
    await office.say("settings changers everyone")
    assert 'Everyone here may change "unknown outcomes", admins all.' in await office.hears("settings", "ann")
    assert not (await office.say("settings unknown outcomes may appear twice", "ann")).is_refusal
    assert await office.value("unknown outcomes") == ("may appear twice", "conversation")
    for refused in (
        "settings changers admins",
        "settings workspace unknown outcomes may appear twice",
        "settings documents a day 1",
    ):
        assert (await office.say(refused, "ann")).is_refusal, refused
    assert (await office.say("settings unknown outcomes default", "ann", conversation="there")).is_refusal
    await office.say("settings changers default")
    assert (await office.say("settings unknown outcomes undo", "ann")).is_refusal


async def test_the_workspace_s_changers_hold_in_each_conversation_without_its_own(office: Office) -> None:
    await office.say("settings workspace changers everyone")
    await office.say("settings changers admins", conversation="there")
    assert not (await office.say("settings unknown outcomes may appear twice", "ann")).is_refusal
    assert (await office.say("settings unknown outcomes may appear twice", "ann", conversation="there")).is_refusal


@pytest.mark.parametrize(
    ("text", "says", "offers"),
    [
        (
            "settings unknown outcomes thrice",
            '"unknown outcomes" takes "at most once" or "may appear twice", or "default", not "thrice".',
            ["settings unknown outcomes at most once", "settings unknown outcomes may appear twice"],
        ),
        (
            "settings workspace unknown twice",
            '"unknown outcomes" takes "at most once" or "may appear twice", or "default", not "twice". '
            'Did you mean "settings workspace unknown outcomes may appear twice"?',
            ["settings workspace unknown outcomes may appear twice"],
        ),
        (
            "settings changers evryone",
            '"changers" takes "admins" or "everyone", or "default", not "evryone". '
            'Did you mean "settings changers everyone"?',
            ["settings changers everyone"],
        ),
        (
            "settings links a minute 11",
            '"links a minute" takes a whole number from 1 to 10 (whoever runs the bot allows no more), '
            'or "default", not "11".',
            [],
        ),
        (
            "settings links a minute in all 0",
            '"links a minute in all" takes a whole number from 1 to 1,000,000, or "default", not "0".',
            [],
        ),
        ("settings undo", "No setting has been changed in this conversation.", []),
        ("settings workspace undo", "No setting has been changed yet.", []),
        ("settings unknown undo", '"unknown outcomes" has never been changed in this conversation.', []),
    ],
)
async def test_what_can_not_be_is_answered_with_what_can(
    office: Office, text: str, says: str, offers: list[str]
) -> None:
    reply = await office.say(text)
    assert reply.is_refusal
    assert spoken(reply) == says
    assert [action.command for action in reply.actions] == offers


async def test_a_change_says_what_holds_now_and_what_held_before(office: Office) -> None:
    said = await office.hears("settings Unknown-Outcomes MAY APPEAR TWICE")
    assert said == '"unknown outcomes" is now "may appear twice" in this conversation; it was "at most once".'
    again = await office.say("settings unknown outcomes may appear twice")
    assert spoken(again) == (
        '"unknown outcomes" is "may appear twice" already, set in this conversation by boss on 1 Apr 2026, 12:00 UTC.'
    )
    assert isinstance(again.facts, SettingsFacts)
    assert again.facts.changes == ()
    assert await office.hears("settings workspace unknown outcomes may appear twice", conversation="there") == (
        '"unknown outcomes" is now "may appear twice" for the workspace; it was "at most once".'
    )
    assert "\nThis conversation keeps its own" in await office.hears("settings workspace unknown outcomes at most once")
    assert await office.hears("settings unknown outcomes default") == (
        '"unknown outcomes" is now "at most once", set for the workspace by boss on 1 Apr 2026, 12:00 UTC; '
        'it was "may appear twice".'
    )
    assert await office.hears("settings links a minute 3") == '"links a minute" is now 3 for the workspace; it was 10.'
    assert await office.hears("settings links a minute default") == (
        '"links a minute" is now 10, the default; it was 3.'
    )


async def test_nothing_to_clear_or_to_take_back_here_is_said_with_what_holds(office: Office) -> None:
    await office.say("settings workspace unknown outcomes may appear twice")
    assert await office.hears("settings unknown outcomes default") == (
        'Nothing was set in this conversation. "unknown outcomes" is "may appear twice", '
        "set for the workspace by boss on 1 Apr 2026, 12:00 UTC."
    )
    assert await office.hears("settings unknown outcomes undo") == (
        '"unknown outcomes" has never been changed in this conversation. '
        '"settings workspace unknown outcomes undo" is for the workspace.'
    )


async def test_an_undo_takes_the_last_change_made_in_the_conversation_back(office: Office) -> None:
    await office.say("settings unknown outcomes may appear twice")
    await office.say("settings links a minute 3")
    await office.say("settings documents a day 1", conversation="there")
    assert await office.hears("settings undo") == (
        '"links a minute" is now 10, the default; it was 3.\n'
        'Taken back: the change from nothing set to "3", by boss on 1 Apr 2026, 12:00 UTC.'
    )
    assert await office.value("documents a day") == (1, "workspace")
    assert await office.value("unknown outcomes") == ("may appear twice", "conversation")
    await office.say("settings undo")
    assert await office.value("links a minute") == (3, "workspace"), "an undo can be taken back as well"
    await office.say("settings workspace undo", conversation="anywhere")
    assert await office.value("links a minute") == (10, "default")


async def test_the_undo_that_a_change_offers_takes_it_back(office: Office) -> None:
    for text in ("settings unknown twice", "settings workspace changers everyone", "settings links a minute 3"):
        await office.say("settings changers admins")
        changed = await office.say(text if "twice" not in text else "settings unknown outcomes may appear twice")
        (undo,) = changed.actions
        assert isinstance(changed.facts, SettingsFacts)
        undone = await office.say(undo.command)
        assert isinstance(undone.facts, SettingsFacts)
        assert undone.facts.settings[0].name == changed.facts.settings[0].name
        assert undone.facts.changes[0].is_undo
        assert undone.facts.changes[0].after is None


async def test_a_workspace_s_change_is_not_taken_back_over_a_later_one(office: Office) -> None:
    await office.say("settings links a minute 3")
    await office.say("settings links a minute 4", conversation="there")
    assert await office.hears("settings undo") == (
        '"links a minute" has been changed again since. "settings links a minute" shows by whom.'
    )
    assert await office.value("links a minute") == (4, "workspace")


async def test_of_two_who_change_at_once_the_last_wins_and_both_are_recorded(office: Office) -> None:
    await asyncio.gather(office.say("settings links a minute 3"), office.say("settings links a minute 4"))
    facts = (await office.say("settings links a minute")).facts
    assert isinstance(facts, SettingsFacts)
    assert len(facts.changes) == 2
    assert str(facts.settings[0].value) == facts.changes[0].after
    await office.say("settings undo")
    assert (await office.value("links a minute"))[0] == int(facts.changes[1].after or 0)


async def test_nothing_of_a_workspace_s_settings_is_seen_from_another(office: Office) -> None:
    await office.say("settings workspace unknown outcomes may appear twice", person="boss")
    await office.say("settings unknown outcomes may appear twice", person="boss")
    said = await office.hears("settings unknown outcomes", workspace="others")
    assert "boss" not in said
    assert (await office.say("settings undo", workspace="others")).is_refusal


async def test_a_value_that_means_nothing_any_more_is_as_if_it_were_not_set(office: Office) -> None:
    settings, author = office.desk.database.settings, Author("ann", request("").at, "here")
    await settings.change(Place("team", "here"), "unknown outcomes", "thrice", author)
    await settings.change(Place("team"), "of a later release", "x", author)
    assert await office.value("unknown outcomes") == ("at most once", "default")
    assert (await office.say("settings undo")).is_refusal
    assert "thrice" in await office.hears("settings unknown outcomes")


async def test_a_workspace_s_limit_is_kept_to(office: Office) -> None:
    await office.say("settings documents a day 1")
    await office.say(f"brief {TALKS}")
    refused = await office.say(f"brief {RATES}")
    assert spoken(refused) == (
        "That would be more than 1 document a day for each person, the most there may be. Try again tomorrow."
    )
    assert not (await office.say(f"brief {RATES}", workspace="others")).is_refusal
    await office.say("settings documents a day default")
    assert not (await office.say(f"brief {RATES}")).is_refusal


async def test_links_are_counted_against_the_workspace_s_limit(office: Office) -> None:
    await office.say("settings links a minute in all 1")
    for text, is_refused in (("feed check https://127.0.0.1/a", False), ("feed check https://127.0.0.1/b", True)):
        assert ("more than 1 link a minute for the workspace" in await office.hears(text)) is is_refused


async def test_a_question_and_a_list_ask_for_no_settings(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.say(f"brief {TALKS}")
    monkeypatch.delattr(office.desk.database, "settings")
    for text in ("list", "ask S1 natural gas?", "brief S1", "find cable"):
        assert not (await office.say(text)).is_refusal


async def test_who_can_raise_the_room_is_who_has_set_it(office: Office) -> None:
    await office.say("settings stored MB 1")
    file = random.Random(1).randbytes(1_100_000)  # noqa: S311
    await add(office.desk.database, "We met.", scope=Scope.at("team"), raw=file)
    said = await office.hears(f"brief {RATES}")
    assert said.startswith("The workspace holds 1 MB of texts")
    assert said.endswith("or an admin can raise the limit.")


async def test_a_workspace_never_exceeds_what_whoever_runs_the_bot_allows_now(office: Office) -> None:
    settings, author = office.desk.database.settings, Author("boss", request("").at, "here")
    await settings.change(Place("team"), "links a minute", "5000", author)
    assert await office.value("links a minute") == (10, "workspace")
