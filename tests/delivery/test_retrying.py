"""How long is waited, and what is done about the unknown."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.ports import KEY_LENGTH, Offer, part_key
from bot.delivery.retrying import Next, Patience, after_unknown, backoff
from storage.delivery.records import OnUnknown


def test_waits_double_up_to_the_longest() -> None:
    waits = [backoff(Patience(), tries, 0.0) for tries in (1, 2, 3, 9, 10, 11, 1000)]
    seconds = [wait / timedelta(seconds=1) for wait in waits]
    assert seconds == [2, 4, 8, 512, 900, 900, 900]


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_chance_shortens_a_wait_to_half_at_most(tries: int, chance: float) -> None:
    whole = backoff(Patience(), tries, 0.0)
    assert whole / 2 <= backoff(Patience(), tries, chance) <= whole


@pytest.mark.parametrize(
    ("offer", "on_unknown", "following"),
    [
        (Offer.KEY, OnUnknown.AT_MOST_ONCE, Next.RESEND),
        (Offer.KEY, OnUnknown.MAY_REPEAT, Next.RESEND),
        (Offer.LOOK, OnUnknown.AT_MOST_ONCE, Next.LOOK),
        (Offer.LOOK, OnUnknown.MAY_REPEAT, Next.LOOK),
        (Offer.NEITHER, OnUnknown.AT_MOST_ONCE, Next.GIVE_UP),
        (Offer.NEITHER, OnUnknown.MAY_REPEAT, Next.RESEND),
    ],
)
def test_what_is_done_about_the_unknown(offer: Offer, on_unknown: OnUnknown, following: Next) -> None:
    assert after_unknown(offer, on_unknown) is following


NAMES = st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))


@given(NAMES, NAMES)
def test_each_part_has_a_key_of_its_own(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert (part_key(*one) == part_key(*other)) == (one == other)
    assert len(part_key(*one)) == KEY_LENGTH
