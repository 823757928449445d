"""The pace of a channel and of a workspace."""

import pytest

from bot.delivery.pacing import Pace, Rate, Rates

RATES = Rates(channel=Rate(1, 2), workspace=Rate(4, 4))


def send_all(pace: Pace, channels: list[str], now: float = 0.0) -> list[float]:
    """Give when each message goes out, one after the other."""
    times = []
    for channel in channels:
        now += pace.delay("fake", "acme", channel, now)
        pace.take("fake", "acme", channel, now)
        times.append(now)
    return times


def test_a_channel_has_its_burst_and_then_its_rate() -> None:
    assert send_all(Pace(RATES), ["c"] * 5) == [0, 0, 1, 2, 3]


def test_a_channel_that_was_quiet_has_its_burst_again_and_no_more() -> None:
    pace = Pace(RATES)
    send_all(pace, ["c"] * 5)
    assert send_all(pace, ["c"] * 3, now=100) == [100, 100, 101]


def test_channels_share_the_pace_of_their_workspace() -> None:
    times = send_all(Pace(RATES), [f"c{number}" for number in range(12)])
    assert times == pytest.approx([0, 0, 0, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2])


def test_workspaces_and_platforms_do_not_slow_each_other() -> None:
    pace = Pace(RATES)
    send_all(pace, ["c"] * 5)
    assert pace.delay("fake", "umbrella", "c", 0) == 0
    assert pace.delay("another", "acme", "c", 0) == 0


def test_a_pause_lasts_until_its_end_for_its_scope() -> None:
    pace = Pace(RATES)
    pace.pause("fake", "acme", "c", until=30)
    assert pace.delay("fake", "acme", "c", 10) == 20
    assert pace.delay("fake", "acme", "another", 10) == 0
    pace.pause("fake", "acme", None, until=40)
    assert pace.delay("fake", "acme", "another", 10) == 30
    pace.pause("fake", "acme", None, until=20)
    assert pace.delay("fake", "acme", "another", 10) == 30


def test_what_is_over_is_not_kept() -> None:
    pace = Pace(RATES)
    for number in range(30_000):
        pace.take("fake", f"w{number}", "c", number * 10.0)
    assert len(pace._spoken_for) <= 10_001
