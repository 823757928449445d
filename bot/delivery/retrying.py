"""When something is tried again, and what is done where nobody knows how it went. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from bot.delivery.ports import Offer
from storage.delivery.records import OnUnknown


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what.

    `settle` is how long a request may still be under way after its outcome became unknown: nothing is looked for
    before. `lease` is how long an executor may be silent before others take its work.
    """

    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=15)
    most_tries: int = 30
    give_up_after: timedelta = timedelta(hours=24)
    timeout: timedelta = timedelta(seconds=20)
    settle: timedelta = timedelta(seconds=15)
    longest_hold: timedelta = timedelta(seconds=5)
    lease: timedelta = timedelta(seconds=45)
    poll: timedelta = timedelta(seconds=2)


class Next(Enum):
    """What is done about an unknown outcome."""

    RESEND = "resend"
    LOOK = "look"
    GIVE_UP = "give up"


def backoff(patience: Patience, tries: int, chance: float) -> timedelta:
    """Give how long to wait after some tries: twice as long each time, up to a limit, less up to half by chance (0..1)."""
    longest = patience.first_wait * 2.0 ** min(max(tries - 1, 0), 30)
    return min(longest, patience.longest_wait) * (1 - chance / 2)


def after_unknown(offer: Offer, on_unknown: OnUnknown) -> Next:
    """Give what to do about a part that may or may not have been posted."""
    match offer:
        case Offer.KEY:
            return Next.RESEND
        case Offer.LOOK:
            return Next.LOOK
        case Offer.NEITHER:
            return Next.RESEND if on_unknown is OnUnknown.MAY_REPEAT else Next.GIVE_UP
