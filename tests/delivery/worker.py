"""A process that delivers what is due to served platforms, until it is stopped or killed.

`python -m tests.delivery.worker STORE PORT NAME`: the store's place, the platforms' port, the executor's name.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from datetime import timedelta

from cryptography.fernet import Fernet

from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Pace, Rate, Rates
from bot.delivery.ports import Offer
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


async def work(location: str, port: int, name: str) -> None:
    """Deliver until SIGTERM."""
    async with open_database(location) as database:
        sender = Sender(
            database.outbox,
            {offer.value: RemotePlatform(port, offer.value, offer) for offer in Offer},
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


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    asyncio.run(work(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
