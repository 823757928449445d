"""The terminal as a platform: what goes out is printed, once rendered, and nobody can tell afterwards whether it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.terminal.renderer import Rendered
from bot.delivery.ports import Offer, Outgoing, RefusedError, Sent, UnknownOutcomeError
from storage.delivery.records import NewPart

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from typing import TextIO

    from rich.console import Console

    from bot.answering.replies import Reply
    from storage.delivery.progress import Halves
    from storage.delivery.records import Payload

NAME = "terminal"
"""What deliveries to it name as their platform."""


def render_parts(reply: Reply, screen: Console) -> tuple[NewPart, ...]:
    """Give a reply as the one part that a terminal needs, in the width and the colours of a screen."""
    with screen.capture() as printed:
        screen.print(Rendered(reply))
    return (NewPart({"text": printed.get()}),)


class TerminalPlatform:
    """Prints parts to a stream. A part is printed whole or, where the stream breaks, nobody knows how far."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown: dict[str, str] = {}

    def offer(self, part: Outgoing, age: timedelta) -> Offer:
        """Offer nothing: what was printed can't be looked at."""
        return Offer.NEITHER

    async def send(self, part: Outgoing, key: str) -> Sent:
        """Print a part."""
        self._print(part)
        self._shown[key] = str(part.payload["text"])
        return Sent(key)

    async def look(self, part: Outgoing, key: str, since: datetime) -> Sent | None:
        """Nothing can be looked for."""
        raise RefusedError("What a terminal shows can't be read again.")

    async def edit(self, part: Outgoing, platform_id: str) -> None:
        """Print a part anew below, unless it stands there as it is to be."""
        if self._shown.get(platform_id) != part.payload["text"]:
            self._print(part)
            self._shown[platform_id] = str(part.payload["text"])

    async def delete(self, part: Outgoing, platform_id: str) -> None:
        """Nothing can be taken back."""
        raise RefusedError("What a terminal shows can't be taken back.")

    def halve(self, payload: Payload) -> Halves | None:
        """Nothing is too long for a terminal."""
        return None

    def _print(self, part: Outgoing) -> None:
        try:
            self._stream.write(f"\n{part.payload['text']}\n")
            self._stream.flush()
        except (BrokenPipeError, ValueError) as error:  # a stream that was closed raises either
            raise RefusedError("The terminal was closed.") from error
        except OSError as error:
            raise UnknownOutcomeError("the terminal could not be written to") from error
