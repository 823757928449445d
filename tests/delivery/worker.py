"""A process that delivers what is due to served platforms, until it is stopped or killed.

`python -m tests.delivery.worker STORE PLATFORMS NAME`: the store's place, where the platforms are, the executor's name.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet

from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Pace, Rate, Rates
from bot.delivery.ports import Offer, Platform
from bot.delivery.retrying import Patience
from bot.delivery.sealing import Seal
from bot.delivery.sending import Sender
from storage.database import open_database
from storage.delivery.records import Executor
from tests.fakes.served import RemotePlatform

PATIENCE = Patience(
    first_wait=timedelta(milliseconds=20),
    longest_wait=timedelta(milliseconds=500),
    timeout=timedelta(milliseconds=300),
    settle=timedelta(milliseconds=400),
    lease=timedelta(seconds=3),
    poll=timedelta(milliseconds=50),
)
"""As in the field, and a hundred times faster."""
RATES = Rates(Rate(200, 20), Rate(1000, 200))


async def work(location: str, address: str, name: str) -> None:
    """Deliver until SIGTERM."""
    async with open_database(location) as database:
        sender = Sender(
            database.outbox,
            platforms_at(json.loads(address)),
            Seal(Fernet.generate_key().decode()),
            PATIENCE,
            Pace(RATES),
        )
        outbox = Outbox(sender, Executor(name))
        running = asyncio.create_task(outbox.run())
        stopped = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
        await stopped.wait()
        await outbox.stop()
        await running


def platforms_at(place: dict[str, Any]) -> Mapping[str, Platform]:
    """Give the platforms behind a port, or a Slack."""
    if "port" in place:
        return {offer.value: RemotePlatform(place["port"], offer.value, offer) for offer in Offer}
    from bot.adapters.slack.client import Workspace, web_client
    from bot.adapters.slack.platform import SlackPlatform

    return {"slack": SlackPlatform(Workspace(web_client(place["token"], place["url"])), place["url"])}


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    asyncio.run(work(sys.argv[1], sys.argv[2], sys.argv[3]))
