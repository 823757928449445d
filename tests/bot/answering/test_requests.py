"""The place of a request: what is seen there, whom what arrives is for, and where the statement at hand is looked for."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.desk import Desk
from storage.scope import WORKSPACE_AUDIENCE
from tests.bot.conftest import Say, request


def test_an_answer_sees_the_workspace_and_its_conversation() -> None:
    assert request("list").scope.audiences == {WORKSPACE_AUDIENCE, "here"}


def test_among_strangers_only_the_conversation_is_seen_and_given_to() -> None:
    asked = replace(request("list"), has_strangers=True, belongs_to=WORKSPACE_AUDIENCE)
    assert asked.scope.audiences == {"here"}
    assert asked.audience == "here"


def test_what_arrives_is_the_conversations_unless_it_belongs_to_another() -> None:
    assert request("list").audience == "here"
    assert replace(request("list"), belongs_to=WORKSPACE_AUDIENCE).audience == WORKSPACE_AUDIENCE


async def test_a_thread_has_a_statement_at_hand_of_its_own(desk: Desk, stored: Say) -> None:
    in_thread = replace(request("brief S1"), thread="t")
    await desk.answer(in_thread)
    assert "4.25" in str((await desk.answer(replace(in_thread, text="brief"))).blocks)
    assert "Skerry" in str((await stored("brief")).blocks)
    assert "Skerry" in str((await desk.answer(replace(in_thread, text="brief", thread="another"))).blocks)


async def test_what_begins_a_thread_is_at_hand_in_the_conversation_too(desk: Desk, stored: Say) -> None:
    await desk.answer(replace(request("brief S1"), thread="t", begins_thread=True))
    assert "4.25" in str((await stored("brief")).blocks)
