"""The fault run in a short form; the long one is `make soak`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.delivery.ports import Offer
from tests.delivery.fault_run import Plan, run


@pytest.mark.parametrize("replicas", [1, 2])
async def test_nothing_is_lost_and_nothing_appears_twice(location: Path, tmp_path: Path, replicas: int) -> None:
    plan = Plan(deliveries=100, channels=30, kills=3, seed=13 + replicas, replicas=replicas)
    outcome = await run(plan, str(location), tmp_path / "log")
    assert outcome.kills == plan.kills
    assert outcome.unfinished == 0
    for offer in (Offer.KEY, Offer.LOOK):
        assert (outcome.lost[offer], outcome.doubled[offer]) == (0, 0)
    assert outcome.doubled[Offer.NEITHER] == 0
    assert outcome.unlogged == 0
    assert outcome.out_of_order == 0
