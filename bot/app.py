"""Puts the parts together and owns their start and stop."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.answering.context import OpenFile, no_files
from bot.answering.desk import Desk
from bot.answering.limits import NO_LIMITS
from bot.delivery.chores import expire_runner
from bot.delivery.clock import SystemClock
from bot.errors import StoreError
from bot.ingest.intake import Intake
from storage.database import open_database
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings


@asynccontextmanager
async def open_desk(settings: Settings, open_file: OpenFile = no_files) -> AsyncIterator[Desk]:
    """Open the store and give the desk that answers from it; the store's folder is made where it is missing."""
    try:
        if not settings.database:
            settings.data.expanduser().mkdir(parents=True, exist_ok=True)
        async with (
            open_database(settings.store) as database,
            Intake(settings.fetch_policy, settings.reading_limits) as intake,
        ):
            if settings.keep_days:  # where nothing serves, nobody else does it
                await expire_runner(database, settings.keep_days, SystemClock())("")
            yield Desk(database, intake, open_file, settings.limits(NO_LIMITS))
    except StorageError as error:
        raise StoreError(str(error)) from error
    except OSError as error:
        raise StoreError(f"The folder {settings.data} can't be used: {error.strerror or error}.") from error
