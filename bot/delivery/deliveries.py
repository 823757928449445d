"""A delivery: something to be sent once, rendered into parts before the first of them is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.replies import Quote
from storage.delivery.records import NewDelivery, NewPart, OnUnknown

if TYPE_CHECKING:
    from datetime import datetime

    from bot.answering.replies import Reply
    from bot.delivery.sealing import Seal


@dataclass(frozen=True, slots=True)
class ReplyAddress:
    """Where an answer goes, and until when that works: a token or an address that is as good as a password."""

    address: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """Parts for a channel of a workspace, under a key: asked for twice, it is sent once.

    `is_ordered`: it goes out by itself and waits for what goes to its channel before it; answers don't wait for each
    other. `set_up_by` is told if it can't be delivered. `versions` are those that it quotes: forgotten, it is not sent.
    The key holds nothing of what it says, for it outlives it.
    """

    key: str
    workspace: str
    platform: str
    channel: str
    parts: tuple[NewPart, ...]
    is_ordered: bool = False
    reply_to: ReplyAddress | None = None
    on_unknown: OnUnknown = OnUnknown.AT_MOST_ONCE
    set_up_by: str | None = None
    versions: tuple[int, ...] = ()

    def sealed(self, seal: Seal) -> NewDelivery:
        """Give it as it is kept."""
        return NewDelivery(
            workspace=self.workspace,
            key=self.key,
            platform=self.platform,
            channel=self.channel,
            parts=self.parts,
            is_ordered=self.is_ordered,
            on_unknown=self.on_unknown,
            set_up_by=self.set_up_by,
            address=seal.close(self.reply_to.address) if self.reply_to else None,
            address_until=self.reply_to.until if self.reply_to else None,
            versions=self.versions,
        )


def quoted_versions(reply: Reply) -> tuple[int, ...]:
    """Give the versions that a reply quotes, so that its delivery goes with them."""
    return tuple(sorted({block.version for block in reply.blocks if isinstance(block, Quote) and block.version}))
