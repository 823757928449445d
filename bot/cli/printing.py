"""Replies on standard output, for people or as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answering.facts import Facts
    from bot.answering.replies import Reply


def print_reply(reply: Reply, *, as_json: bool) -> None:
    """Print a reply, or the facts in it as JSON."""
    if as_json and reply.facts is not None:
        print_json(reply.facts)
        return
    from bot.adapters.terminal.renderer import Rendered
    from bot.adapters.terminal.screen import console

    console().print(Rendered(reply))


def print_json(facts: Facts) -> None:
    """Print facts as one JSON object that no terminal acts upon."""
    sys.stdout.write(f"{to_json(asdict(facts), indent=2)}\n")


def to_json(value: object, *, indent: int | None = None) -> str:
    """Give JSON: as UTF-8 where the output can carry it, control characters always in escapes."""
    from bot.adapters.terminal.safety import harmless_json

    is_utf8 = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
    return harmless_json(json.dumps(value, ensure_ascii=not is_utf8, indent=indent, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
