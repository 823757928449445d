"""What every test leaves as it found it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def handlers_of_logs() -> Iterator[None]:
    """Take away the handlers that a test set up: they write to what was captured of it, which is closed after it."""
    loggers = [logging.getLogger(name) for name in (None, "dbos")]
    before = [(logger, logger.handlers[:], logger.level, logger.propagate) for logger in loggers]
    yield
    for logger, handlers, level, propagate in before:
        logger.handlers[:] = handlers
        logger.setLevel(level)
        logger.propagate = propagate
