"""Each part goes out once, whatever the platform does."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.deliveries import ReplyAddress
from bot.delivery.pacing import Rate, Rates
from bot.delivery.ports import Offer
from bot.delivery.retrying import Patience
from storage.delivery.progress import Step
from storage.delivery.records import ClaimedDelivery, DeliveryState, Executor, Hold, OnUnknown, PartState, Room
from tests.delivery.conftest import NOON, Makings, delivery
from tests.fakes.platforms import Fault

DOUBTFUL = [Fault.ERROR_AFTER, Fault.ERROR_BEFORE, Fault.SLOW_AFTER, Fault.CUT_AFTER, Fault.CUT_BEFORE]
HAPPENED = {Fault.ERROR_AFTER, Fault.SLOW_AFTER, Fault.CUT_AFTER}


async def deliver_all(makings: Makings, hours: float = 30) -> None:
    """Let time pass until nothing is left to send."""
    outbox = makings.outbox()
    for _ in range(int(hours * 60)):
        await outbox.deliver_due()
        if not await makings.database.outbox.count_open():
            return
        makings.clock.move(60)


async def claim_one(makings: Makings, lease_s: float = 45) -> tuple[ClaimedDelivery, ...]:
    """Take a delivery in hand, as a process does that will not be heard of again."""
    hold = Hold(Executor("gone"), makings.clock.now() + timedelta(seconds=lease_s))
    return await makings.database.outbox.claim_due(hold, makings.clock.now(), Room(is_ordered=False, limit=1, share=1))


async def test_parts_go_out_in_order_under_the_first(makings: Makings) -> None:
    await makings.outbox().put(delivery("one", "two", "three"))
    await makings.outbox().deliver_due()
    assert [(post.text, post.parent) for post in makings.platform.posts] == [
        ("one", None),
        ("two", "m1"),
        ("three", "m1"),
    ]
    assert await makings.keys(DeliveryState.DONE) == ["d"]


async def test_the_same_key_is_sent_once(makings: Makings) -> None:
    outbox = makings.outbox()
    assert await outbox.put(delivery("one"))
    assert not await outbox.put(delivery("one"))
    await outbox.deliver_due()
    assert not await outbox.put(delivery("one"))
    await outbox.deliver_due()
    assert makings.platform.texts == ["one"]


async def test_the_same_key_of_another_workspace_is_another_delivery(makings: Makings) -> None:
    await makings.outbox().put(delivery("ours"))
    assert await makings.outbox().put(delivery("theirs", workspace="umbrella"))
    await makings.outbox().deliver_due()
    assert sorted(makings.platform.texts) == ["ours", "theirs"]


@pytest.mark.parametrize("fault", DOUBTFUL)
@pytest.mark.parametrize("offer", [Offer.KEY, Offer.LOOK])
async def test_a_part_of_unknown_outcome_appears_once(makings: Makings, offer: Offer, fault: Fault) -> None:
    makings.platform.offers = offer
    makings.platform.misbehave(fault)
    await makings.outbox().put(delivery("one", "two"))
    await deliver_all(makings)
    assert makings.platform.texts == ["one", "two"]
    assert await makings.states() == [PartState.SENT, PartState.SENT]


@pytest.mark.parametrize("fault", DOUBTFUL)
async def test_where_nothing_helps_it_is_sent_at_most_once_and_that_is_said(
    makings: Makings, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    makings.platform.offers = Offer.NEITHER
    makings.platform.misbehave(fault)
    await makings.outbox().put(delivery("one"))
    await deliver_all(makings)
    assert makings.platform.texts == (["one"] if fault in HAPPENED else [])
    assert await makings.reasons() == ["may be missing"]
    assert "may be missing: part 0 of delivery d" in caplog.text


async def test_what_belongs_under_a_part_that_may_be_missing_is_not_lost_with_it(makings: Makings) -> None:
    makings.platform.offers = Offer.NEITHER
    makings.platform.misbehave(Fault.ERROR_BEFORE)
    await makings.outbox().put(delivery("one", "two", "three"))
    await deliver_all(makings)
    assert [(post.text, post.parent) for post in makings.platform.posts] == [("two", None), ("three", "m1")]


@pytest.mark.parametrize("fault", DOUBTFUL)
async def test_where_that_is_set_it_is_sent_again_and_that_is_said(
    makings: Makings, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    makings.platform.offers = Offer.NEITHER
    makings.platform.misbehave(fault)
    await makings.outbox().put(delivery("one", on_unknown=OnUnknown.MAY_REPEAT))
    await deliver_all(makings)
    assert makings.platform.texts == ["one"] * (2 if fault in HAPPENED else 1)
    assert "may appear twice: part 0 of delivery d" in caplog.text


async def test_it_is_looked_for_only_once_the_request_can_not_be_under_way(makings: Makings) -> None:
    makings.platform.offers = Offer.LOOK
    makings.platform.misbehave(Fault.ERROR_BEFORE)
    outbox = makings.outbox()
    await outbox.put(delivery("one"))
    await outbox.deliver_due()
    makings.clock.move(outbox.sender.patience.settle.total_seconds() - 1)
    await outbox.deliver_due()
    assert makings.platform.requests == [("send", "one")]
    makings.clock.move(1)
    await outbox.deliver_due()
    assert makings.platform.requests == [("send", "one"), ("look", "one"), ("send", "one")]
    assert makings.platform.looked_since == [NOON - timedelta(minutes=5)], "clocks differ"


async def test_what_a_dead_process_sent_last_may_be_under_way_still(makings: Makings) -> None:
    makings.platform.offers = Offer.LOOK
    await makings.outbox().put(delivery("one"))
    (held,) = await claim_one(makings, lease_s=1)
    await makings.database.outbox.begin(Step(held.id, held.claim, "0", NOON))
    makings.clock.move(14)
    await makings.outbox().deliver_due()
    assert makings.platform.requests == []
    makings.clock.move(1)
    await makings.outbox().deliver_due()
    assert makings.platform.requests == [("look", "one"), ("send", "one")]


async def test_what_can_not_be_looked_for_now_is_looked_for_later(makings: Makings) -> None:
    makings.platform.offers = Offer.LOOK
    makings.platform.misbehave(Fault.ERROR_AFTER, Fault.RETRY_AFTER, Fault.ERROR_BEFORE)
    await makings.outbox().put(delivery("one"))
    await deliver_all(makings)
    assert makings.platform.texts == ["one"]
    assert [how for how, _ in makings.platform.requests] == ["send", "look", "look", "look"]


async def test_what_was_not_reached_is_tried_again_without_a_doubt(makings: Makings) -> None:
    makings.platform.offers = Offer.NEITHER
    makings.platform.misbehave(Fault.UNREACHABLE, Fault.UNREACHABLE)
    await makings.outbox().put(delivery("one"))
    await deliver_all(makings)
    assert makings.platform.texts == ["one"]


async def test_a_channel_is_left_alone_for_as_long_as_it_asks(makings: Makings) -> None:
    makings.platform.misbehave(Fault.RETRY_AFTER)
    outbox = makings.outbox()
    await outbox.put(delivery("one", key="1"))
    await outbox.deliver_due()
    await outbox.put(delivery("two", key="2"))
    await outbox.put(delivery("elsewhere", key="3", channel="another"))
    makings.clock.move(50)
    await outbox.deliver_due()
    assert makings.platform.texts == ["elsewhere"]
    makings.clock.move(10)
    await outbox.deliver_due()
    assert sorted(makings.platform.texts) == ["elsewhere", "one", "two"]


async def test_a_workspace_is_left_alone_for_as_long_as_its_platform_asks(makings: Makings) -> None:
    makings.platform.misbehave(Fault.RETRY_WORKSPACE_AFTER)
    outbox = makings.outbox()
    await outbox.put(delivery("one", key="1"))
    await outbox.deliver_due()
    await outbox.put(delivery("elsewhere", key="2", channel="another"))
    await outbox.put(delivery("other", key="3", workspace="umbrella"))
    await outbox.deliver_due()
    assert makings.platform.texts == ["other"]
    makings.clock.move(60)
    await outbox.deliver_due()
    assert sorted(makings.platform.texts) == ["elsewhere", "one", "other"]


async def test_other_processes_leave_a_workspace_alone_too(makings: Makings) -> None:
    makings.platform.misbehave(Fault.RETRY_WORKSPACE_AFTER)
    one, other = makings.outbox("one"), makings.outbox("other")
    await one.put(delivery("one", key="1"))
    await one.put(delivery("two", key="2", channel="another"))
    (held,) = await claim_one(makings)
    await one.sender.send(held)
    await other.deliver_due()
    assert makings.platform.texts == []
    makings.clock.move(60)
    await other.deliver_due()
    assert sorted(makings.platform.texts) == ["one", "two"]


async def test_being_asked_to_wait_is_no_try(makings: Makings) -> None:
    makings.platform.misbehave(*[Fault.RETRY_AFTER] * 100)
    await makings.outbox().put(delivery("one"))
    await deliver_all(makings)
    assert makings.platform.texts == ["one"]


async def test_what_is_refused_is_given_up_and_who_set_it_up_is_told_once(makings: Makings) -> None:
    makings.platform.misbehave(Fault.REFUSED)
    outbox = makings.outbox()
    await outbox.put(delivery("one", "two", set_up_by="ann"))
    await outbox.deliver_due()
    await outbox.deliver_due()
    assert [(each.key, each.set_up_by, each.reason) for each in makings.told] == [
        ("d", "ann", "The channel is archived.")
    ]
    assert await makings.states() == [PartState.GIVEN_UP, PartState.GIVEN_UP]
    assert await makings.keys(DeliveryState.GIVEN_UP) == ["d"]


async def test_who_can_not_be_told_now_is_told_later(makings: Makings) -> None:
    makings.platform.misbehave(Fault.REFUSED)
    outbox = makings.outbox()

    async def fail(_: object) -> None:
        raise ConnectionError

    outbox._tell = fail
    await outbox.put(delivery("one", set_up_by="ann"))
    await outbox.deliver_due()
    await makings.outbox().deliver_due()
    assert [each.key for each in makings.told] == ["d"]


async def test_a_delivery_that_was_given_up_can_be_tried_again(makings: Makings) -> None:
    makings.platform.misbehave(Fault.REFUSED)
    outbox = makings.outbox()
    await outbox.put(delivery("one", "two"))
    await outbox.deliver_due()
    assert await makings.database.outbox.retry("acme", "d", makings.clock.now())
    await outbox.deliver_due()
    assert makings.platform.texts == ["one", "two"]
    assert not await makings.database.outbox.retry("acme", "d", makings.clock.now())


async def test_a_person_may_have_sent_again_what_may_be_missing(makings: Makings) -> None:
    makings.platform.offers = Offer.NEITHER
    makings.platform.misbehave(Fault.ERROR_BEFORE)
    await makings.outbox().put(delivery("one"))
    await deliver_all(makings)
    assert await makings.database.outbox.retry("acme", "d", makings.clock.now())
    await deliver_all(makings)
    assert makings.platform.texts == ["one"]


async def test_a_delivery_that_was_dropped_is_not_sent(makings: Makings) -> None:
    await makings.outbox().put(delivery("one"))
    assert await makings.database.outbox.drop("acme", "d", makings.clock.now())
    await makings.outbox().deliver_due()
    assert makings.platform.texts == []
    assert [part.payload for part in await makings.database.outbox.parts("acme", "d")] == [None]
    assert not await makings.database.outbox.retry("acme", "d", makings.clock.now())


async def test_what_fails_for_too_long_is_given_up(makings: Makings) -> None:
    makings.platform.draw = lambda: Fault.RETRY_AFTER
    outbox = makings.outbox(patience=Patience(give_up_after=timedelta(minutes=5)))
    await outbox.put(delivery("one"))
    for _ in range(6):
        await outbox.deliver_due()
        makings.clock.move(60)
    assert await makings.states() == [PartState.WAITING]
    await outbox.deliver_due()
    assert await makings.reasons() == ["could not be sent in time"]


async def test_a_part_that_is_too_long_is_halved_between_words_until_it_fits(makings: Makings) -> None:
    makings.platform.longest = 40
    await makings.outbox().put(delivery("alpha beta gamma delta epsilon zeta eta theta iota kappa", "after"))
    await makings.outbox().deliver_due()
    texts = makings.platform.texts
    assert all(len(text) <= 40 for text in texts)
    assert " ".join(text.removesuffix(" (continues)") for text in texts[:-1]) == (
        "alpha beta gamma delta epsilon zeta eta theta iota kappa"
    )
    assert texts[-1] == "after"
    assert {post.parent for post in makings.platform.posts[1:]} == {"m1"}


async def test_a_part_that_may_have_been_posted_is_not_halved(makings: Makings) -> None:
    makings.platform.misbehave(Fault.ERROR_AFTER)
    outbox = makings.outbox()
    await outbox.put(delivery("alpha beta gamma"))
    await outbox.deliver_due()
    makings.platform.longest = 5
    await deliver_all(makings)
    assert makings.platform.texts == ["alpha beta gamma"]
    assert await makings.reasons() == ["may be missing"]


async def test_a_part_without_a_place_to_cut_is_given_up(makings: Makings) -> None:
    makings.platform.longest = 5
    await makings.outbox().put(delivery("alphabetagamma"))
    await makings.outbox().deliver_due()
    assert await makings.reasons() == ["too long for a message"]


async def test_what_goes_out_by_itself_keeps_its_order_in_a_channel(makings: Makings) -> None:
    makings.platform.misbehave(Fault.RETRY_AFTER)
    outbox = makings.outbox()
    for key in ("1", "2", "3"):
        await outbox.put(delivery(key, key=key, is_ordered=True))
    await outbox.deliver_due()
    await outbox.put(delivery("elsewhere", key="4", channel="another", is_ordered=True))
    await outbox.deliver_due()
    assert makings.platform.texts == ["elsewhere"]
    makings.clock.move(60)
    await outbox.deliver_due()
    assert makings.platform.texts_in("c") == ["1", "2", "3"]


async def test_answers_do_not_wait_for_each_other(makings: Makings) -> None:
    makings.platform.misbehave(Fault.ERROR_BEFORE)
    outbox = makings.outbox()
    await outbox.put(delivery("1", key="1"))
    await outbox.deliver_due()
    await outbox.put(delivery("2", key="2"))
    await outbox.deliver_due()
    assert makings.platform.texts == ["2"]


async def test_a_channel_keeps_its_pace(makings: Makings) -> None:
    makings.rates = Rates(Rate(1, 2), Rate(100, 100))
    await makings.outbox().put(delivery("1", "2", "3", "4"))
    await makings.outbox().deliver_due()
    assert makings.clock.slept == [1, 1]
    assert len(makings.platform.texts) == 4


async def test_a_delivery_is_put_down_where_its_turn_is_far_off(makings: Makings) -> None:
    makings.rates = Rates(Rate(0.01), Rate(100, 100))
    outbox = makings.outbox()
    await outbox.put(delivery("1", "2"))
    await outbox.deliver_due()
    assert (makings.platform.texts, makings.clock.slept) == (["1"], [])
    makings.clock.move(100)
    await outbox.deliver_due()
    assert makings.platform.texts == ["1", "2"]


async def test_no_workspace_keeps_others_waiting(makings: Makings) -> None:
    store = makings.database.outbox
    for number in range(20):
        await makings.outbox().put(delivery("busy", key=str(number)))
    await makings.outbox().put(delivery("quiet", workspace="umbrella"))
    hold = Hold(makings.outbox().executor, NOON + timedelta(minutes=1))
    claimed = await store.claim_due(hold, NOON, Room(is_ordered=False, limit=10, share=4))
    assert [each.workspace for each in claimed] == ["acme"] * 4 + ["umbrella"]
    in_hand = {each.id: each.workspace for each in claimed}
    assert await store.claim_due(hold, NOON, Room(is_ordered=False, limit=10, share=4, in_hand=in_hand)) == ()


async def test_what_a_dead_process_was_sending_is_in_doubt(makings: Makings) -> None:
    class DiedError(BaseException):
        pass

    async def die() -> None:
        raise DiedError

    for offer, died_after in ((Offer.KEY, True), (Offer.LOOK, True), (Offer.LOOK, False), (Offer.NEITHER, True)):
        makings.platform.offers = offer
        makings.platform.posts.clear()
        key = f"{offer} {died_after}"
        await makings.outbox().put(delivery("one", key=key))
        dying = makings.outbox()
        (makings.platform.after_effect, makings.platform.before_effect) = (die, None) if died_after else (None, die)
        (claimed,) = await claim_one(makings)
        with pytest.raises(DiedError):
            await dying.sender.send(claimed)
        makings.platform.after_effect = makings.platform.before_effect = None
        await deliver_all(makings)
        assert makings.platform.texts == ["one"]


async def test_who_lost_a_delivery_to_another_sends_nothing_of_it(makings: Makings) -> None:
    slow, quick = makings.outbox("slow"), makings.outbox("quick")
    await slow.put(delivery("one", "two"))
    store, lease = makings.database.outbox, timedelta(seconds=45)
    (held,) = await store.claim_due(Hold(slow.executor, NOON + lease), NOON, Room(is_ordered=False, limit=1, share=1))
    makings.clock.move(46)
    await quick.deliver_due()
    await slow.sender.send(held)
    assert makings.platform.texts == ["one", "two"]
    assert [how for how, _ in makings.platform.requests] == ["send", "send"]


async def test_an_answer_goes_to_its_address_until_its_time_is_over(makings: Makings, location: object) -> None:
    address = ReplyAddress("https://hooks.example/secret", NOON + timedelta(minutes=15))
    await makings.outbox().put(delivery("in time", key="1", reply_to=address))
    await makings.outbox().deliver_due()
    makings.clock.move(16 * 60)
    await makings.outbox().put(delivery("late", key="2", reply_to=address))
    await makings.outbox().deliver_due()
    assert [post.address for post in makings.platform.posts] == ["https://hooks.example/secret", None]


async def test_a_part_is_edited_once_it_is_sent(makings: Makings) -> None:
    outbox = makings.outbox()
    await outbox.put(delivery("one", "two"))
    await outbox.deliver_due()
    assert await outbox.edit("acme", "d", {"1": {"text": "two, corrected"}}) == 1
    makings.platform.misbehave(Fault.ERROR_AFTER)
    await deliver_all(makings)
    assert makings.platform.texts == ["one", "two, corrected"]
    assert await makings.keys(DeliveryState.DONE) == ["d"]


async def test_what_was_not_sent_yet_goes_out_edited(makings: Makings) -> None:
    outbox = makings.outbox()
    await outbox.put(delivery("one"))
    await outbox.edit("acme", "d", {"0": {"text": "other"}})
    await outbox.deliver_due()
    assert makings.platform.requests == [("send", "other")]


@pytest.mark.parametrize("fault", [Fault.ERROR_AFTER, Fault.ERROR_BEFORE])
async def test_a_part_in_doubt_is_edited_once_it_is_found(makings: Makings, fault: Fault) -> None:
    makings.platform.offers = Offer.LOOK
    makings.platform.misbehave(fault)
    outbox = makings.outbox()
    await outbox.put(delivery("one"))
    await outbox.deliver_due()
    await outbox.edit("acme", "d", {"0": {"text": "other"}})
    await deliver_all(makings)
    assert makings.platform.texts == ["other"]


@pytest.mark.parametrize("fault", [None, Fault.ERROR_AFTER, Fault.ERROR_BEFORE])
async def test_what_is_deleted_is_gone_or_never_sent(makings: Makings, fault: Fault | None) -> None:
    makings.platform.offers = Offer.LOOK
    makings.platform.misbehave(fault)
    outbox = makings.outbox()
    await outbox.put(delivery("one"))
    await outbox.deliver_due()
    assert await outbox.delete("acme", "d") == 1
    await deliver_all(makings)
    assert makings.platform.texts == []
    assert [how for how, _ in makings.platform.requests].count("send") == 1
    assert not await makings.database.outbox.count_open()
    assert await outbox.delete("acme", "d") == 0


async def test_the_log_names_parts_and_says_nothing_of_them(makings: Makings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    makings.platform.offers = Offer.NEITHER
    makings.platform.misbehave(Fault.ERROR_AFTER, Fault.CUT_AFTER, Fault.REFUSED)
    address = ReplyAddress("zanzibaraddress", NOON + timedelta(minutes=15))
    for key in ("1", "2", "3"):
        await makings.outbox().put(delivery("zanzibarmarker", key=key, reply_to=address))
    await deliver_all(makings)
    assert "part 0 of delivery 1" in caplog.text
    assert "zanzibar" not in caplog.text


async def test_a_platform_that_is_not_set_up_loses_nothing(makings: Makings) -> None:
    outbox = makings.outbox()
    outbox.sender.platforms = {}
    await outbox.put(delivery("one"))
    await outbox.deliver_due()
    await deliver_all(makings)
    assert makings.platform.texts == ["one"]


async def test_what_goes_to_a_platform_of_another_process_is_left_to_it(makings: Makings) -> None:
    outbox = makings.outbox()
    elsewhere = replace(delivery("one", key="e"), platform="another", set_up_by="ann")
    for each in (elsewhere, delivery("two")):
        await outbox.put(each)
    await outbox.deliver_due()
    assert makings.platform.texts == ["two"]
    assert await makings.keys(DeliveryState.OPEN) == ["e"]
    (record,) = await makings.database.outbox.list_deliveries(DeliveryState.OPEN)
    assert record.due <= makings.clock.now(), "it was not put off"
