"""What the program says while it serves: one line an event on standard error, and no text of anybody's in it."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

_QUIET = ("aiosqlite", "alembic", "asyncio", "sqlalchemy")


def write_logs(*, level: int = logging.INFO) -> None:
    """Write the log of this process to standard error: for people on a terminal, else as JSON lines."""
    import structlog

    is_terminal = sys.stderr.isatty()
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer() if is_terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _name_errors, renderer],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    _take_over("dbos", handler)


def _take_over(name: str, handler: logging.Handler) -> None:
    """Give a library's log our form before it makes one of its own; that its database is away is said by us, once."""
    logger = logging.getLogger(name)
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(logging.ERROR)


def _name_errors(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put the kind of an error in the place of its words and its trace, which may hold what people wrote."""
    raised = event.pop("exc_info", None)
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
    return event
