"""The fault run in a short form; the long one is `make soak`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.delivery.ports import Offer
from tests.delivery.fault_run import Plan, run
from tests.delivery.stages import SlackStage
from tests.postgres import own_server


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


@pytest.mark.parametrize("is_post_only", [False, True], ids=["history", "post only"])
async def test_nothing_is_lost_and_nothing_appears_twice_in_slack(
    location: Path, tmp_path: Path, is_post_only: bool
) -> None:
    plan = Plan(deliveries=60, channels=20, kills=2, seed=21)
    stage = SlackStage(plan.seed, plan.channels, is_post_only=is_post_only)
    outcome = await run(plan, str(location), tmp_path / "log", stage=stage)
    assert outcome.kills == plan.kills
    assert (outcome.unfinished, outcome.unlogged, outcome.out_of_order) == (0, 0, 0)
    assert outcome.doubled.total() == 0
    assert outcome.lost[Offer.LOOK] == 0


async def test_nothing_is_lost_while_replicas_are_killed_and_the_server_restarts(tmp_path: Path) -> None:
    plan = Plan(deliveries=60, channels=20, kills=2, seed=31, replicas=2, restarts=2)
    with own_server() as server:
        outcome = await run(plan, server.url, tmp_path / "log", server=server)
    assert (outcome.kills, outcome.restarts) == (plan.kills, plan.restarts)
    assert (outcome.unfinished, outcome.unlogged, outcome.out_of_order) == (0, 0, 0)
    for offer in (Offer.KEY, Offer.LOOK):
        assert (outcome.lost[offer], outcome.doubled[offer]) == (0, 0)
    assert outcome.doubled[Offer.NEITHER] == 0
