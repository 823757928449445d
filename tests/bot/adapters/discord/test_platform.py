"""Discord as the outbox knows it, by real discord.py over a Discord of our own: what is sent, changed and found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.discord.payloads import NO_MENTIONS, payload_of
from bot.adapters.discord.rendering.messages import Message
from bot.delivery.ports import Offer, Outgoing, RefusedError
from storage.delivery.records import Payload
from tests.bot.adapters.discord.conftest import Connected
from tests.bot.adapters.discord.parts import BUTTON, KEY, OTHER_KEY, answer, defer, part, post
from tests.fakes.discord.standing import APPLICATION

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

# Sending


async def test_a_message_is_posted_once_under_its_key(connected: Connected) -> None:
    first = await connected.platform.send(part("Talks"), KEY)
    again = await connected.platform.send(part("Talks"), KEY)
    assert first == again
    assert first.id.startswith("11/")
    assert connected.fake.contents("11") == ["Talks"]


async def test_messages_under_two_keys_are_two(connected: Connected) -> None:
    await connected.platform.send(part("Talks"), KEY)
    await connected.platform.send(part("Talks"), OTHER_KEY)
    assert connected.fake.contents("11") == ["Talks", "Talks"]


async def test_nothing_that_is_sent_pings_or_previews(connected: Connected) -> None:
    defer(connected)
    sent = await connected.platform.send(part("@everyone"), KEY)
    await connected.platform.edit(part("@here"), sent.id)
    await connected.platform.send(answer("@everyone"), KEY)
    await connected.platform.send(answer("@everyone", "followup"), KEY)
    opened = await connected.platform.send(post("Digest"), KEY)
    await connected.platform.edit(post("Digest"), opened.id)
    bodies = [body.get("message", body) for method, _, body in connected.fake.requests if method != "GET"]
    assert len(bodies) == 6
    assert all(body["allowed_mentions"] == NO_MENTIONS for body in bodies)
    assert all(body["flags"] & 4 for body in bodies)


async def test_a_reply_names_the_message_that_it_answers(connected: Connected) -> None:
    await connected.platform.send(part(payload_of(Message("Talks"), reply_to="77")), KEY)
    reference = {"message_id": "77", "fail_if_not_exists": False}
    assert connected.fake.messages[0].body["message_reference"] == reference


async def test_where_replies_are_not_allowed_the_message_is_none(connected: Connected) -> None:
    connected.fake.channels["11"].hides_history = True
    await connected.platform.send(part(payload_of(Message("Talks"), reply_to="77")), KEY)
    assert "message_reference" not in connected.fake.messages[0].body


async def test_an_answer_takes_the_place_of_what_was_deferred_and_twice_is_once(connected: Connected) -> None:
    standing = defer(connected)
    for _ in range(2):
        assert (await connected.platform.send(answer("Talks"), KEY)).id == "@original"
    assert standing.content == "Talks"
    assert connected.fake.messages == []


async def test_what_follows_an_answer_is_seen_by_whom_the_answer_is(connected: Connected) -> None:
    defer(connected)
    sent = await connected.platform.send(answer("More", "followup"), KEY)
    assert sent.id.startswith("@followup/")
    assert connected.fake.messages[0].body["flags"] & 64
    await connected.platform.edit(answer("Much more", "followup"), sent.id)
    assert connected.fake.messages[0].content == "Much more"


async def test_a_post_in_a_forum_opens_a_thread_and_what_belongs_under_it_goes_there(connected: Connected) -> None:
    opened = await connected.platform.send(post("Thu 3 April"), KEY)
    await connected.platform.send(part("More", "15", parent=opened.id), OTHER_KEY)
    thread = opened.id.partition("/")[0]
    assert connected.fake.channels[thread].name == "Thu 3 April"
    assert connected.fake.contents(thread) == ["Three statements", "More"]


# Editing and deleting


async def test_what_was_posted_is_edited(connected: Connected) -> None:
    sent = await connected.platform.send(part("Talks"), KEY)
    await connected.platform.edit(part("Talks in Lisbon"), sent.id)
    assert connected.fake.contents("11") == ["Talks in Lisbon"]


@pytest.mark.parametrize("way", ["message", "original", "followup"])
async def test_what_was_posted_is_deleted_and_what_is_gone_is_no_error(connected: Connected, way: str) -> None:
    standing = defer(connected)
    what = part("Talks") if way == "message" else answer("Talks", way)
    sent = await connected.platform.send(what, KEY)
    for _ in range(2):
        await connected.platform.delete(Outgoing(what.workspace, what.channel, {}, address=what.address), sent.id)
    standings = [standing] if way == "original" else connected.fake.messages
    assert [each.is_deleted for each in standings] == [True]


async def test_what_was_deleted_by_others_can_not_be_edited(connected: Connected) -> None:
    sent = await connected.platform.send(part("Talks"), KEY)
    await connected.platform.delete(part("Talks"), sent.id)
    with pytest.raises(RefusedError, match="not there any more"):
        await connected.platform.edit(part("Talks"), sent.id)


async def test_an_answer_whose_time_is_over_is_refused(connected: Connected) -> None:
    for address in (None, f"{APPLICATION}/expired"):
        late = part(payload_of(Message("Talks"), "original"), address=address)
        with pytest.raises(RefusedError, match="15 minutes"):
            await connected.platform.send(late, KEY)


# What is offered where the outcome is unknown


@pytest.mark.parametrize(
    ("what", "age", "offer"),
    [
        (part("Talks"), timedelta(seconds=5), Offer.KEY),
        (part("Talks"), timedelta(minutes=2), Offer.KEY),
        (part("Talks"), timedelta(minutes=2, seconds=1), Offer.LOOK),
        (post("Digest"), timedelta(0), Offer.LOOK),
        (answer("Talks"), timedelta(minutes=9), Offer.KEY),
        (answer("Talks", "followup"), timedelta(0), Offer.NEITHER),
    ],
    ids=["at once", "while the key holds", "later", "a post in a forum", "an answer", "what follows an answer"],
)
async def test_what_helps_where_nobody_knows(
    connected: Connected, what: Outgoing, age: timedelta, offer: Offer
) -> None:
    assert connected.platform.offer(what, age) is offer


# Looking


async def test_what_was_posted_is_found_though_history_tells_no_key(connected: Connected) -> None:
    sent = await connected.platform.send(part("Talks *in* Lisbon "), KEY)
    assert await connected.platform.look(part("Talks *in* Lisbon "), KEY, LONG_AGO) == sent


async def test_what_others_said_or_was_said_before_is_not_found(connected: Connected) -> None:
    wanted = part("Talks")
    sent = await connected.platform.send(wanted, KEY)
    assert await connected.platform.look(wanted, KEY, datetime.now(UTC) + timedelta(minutes=1)) is None
    connected.fake.messages[0].author = "5"
    assert await connected.platform.look(wanted, KEY, LONG_AGO) is None
    connected.fake.messages[0].author = connected.platform._calls.own_id
    assert await connected.platform.look(wanted, KEY, LONG_AGO) == sent


@pytest.mark.parametrize(
    "other",
    [
        payload_of(Message("Talks in Lisbon", (BUTTON,))),
        payload_of(Message("Talks")),
        payload_of(Message("Talks", (BUTTON,)), reply_to="78"),
    ],
    ids=["other words", "other buttons", "an answer to another message"],
)
async def test_what_differs_is_not_found(connected: Connected, other: Payload) -> None:
    await connected.platform.send(part(other), KEY)
    assert await connected.platform.look(part("Talks"), KEY, LONG_AGO) is None


async def test_a_long_history_is_looked_through_to_its_end(connected: Connected) -> None:
    for at in range(250):
        connected.fake._keep("11", {"content": f"word {at}"})
    sent = await connected.platform.send(part("Talks"), KEY)
    assert await connected.platform.look(part("Talks"), KEY, LONG_AGO) == sent


async def test_without_the_permission_to_read_history_nothing_is_looked_for(connected: Connected) -> None:
    connected.fake.channels["11"].hides_history = True
    with pytest.raises(RefusedError, match="Read Message History"):
        await connected.platform.look(part("Talks"), KEY, LONG_AGO)


async def test_a_post_in_a_forum_is_found_by_its_name_and_what_it_says(connected: Connected) -> None:
    opened = await connected.platform.send(post("Thu 3 April"), KEY)
    assert await connected.platform.look(post("Thu 3 April"), KEY, LONG_AGO) == opened
    assert await connected.platform.look(post("Fri 4 April"), KEY, LONG_AGO) is None
    assert await connected.platform.look(post("Thu 3 April", "Other"), KEY, LONG_AGO) is None
    assert await connected.platform.look(post("Thu 3 April"), KEY, datetime.now(UTC) + timedelta(minutes=1)) is None


async def test_a_post_whose_first_message_was_deleted_is_found_by_its_name(connected: Connected) -> None:
    opened = await connected.platform.send(post("Thu 3 April"), KEY)
    await connected.platform.delete(post("Thu 3 April"), opened.id)
    assert await connected.platform.look(post("Thu 3 April"), KEY, LONG_AGO) == opened


async def test_halves_of_a_post_go_in_its_thread(connected: Connected) -> None:
    halves = connected.platform.halve(post("Digest", "One.\n\nTwo.").payload)
    assert halves is not None
    assert halves.is_threaded
    sent = await connected.platform.send(part(halves.first, "15"), KEY)
    await connected.platform.send(part(halves.second, "15", parent=sent.id), OTHER_KEY)
    assert connected.fake.contents(sent.id.partition("/")[0]) == ["One.", "Two."]
