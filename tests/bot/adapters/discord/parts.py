"""Parts as they go out to Discord."""

from __future__ import annotations

from bot.adapters.discord.payloads import Forum, payload_of
from bot.adapters.discord.rendering.messages import Message
from bot.delivery.ports import Outgoing
from storage.delivery.records import Payload
from tests.bot.adapters.discord.conftest import Connected
from tests.fakes.discord.standing import APPLICATION, GUILD, Standing

KEY = "K" * 25
OTHER_KEY = "L" * 25
TOKEN = "a-token"  # noqa: S105 - of nobody
BUTTON = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Longer", "custom_id": "say:0:brief S1 long"}]}


def part(
    payload: Payload | str, channel: str = "11", parent: str | None = None, address: str | None = None
) -> Outgoing:
    """Make a part of a payload, or of a text with a button below it."""
    made = payload_of(Message(payload, (BUTTON,))) if isinstance(payload, str) else payload
    return Outgoing(f"discord:{GUILD}", channel, made, parent, address)


def answer(content: str, way: str = "original", *, ephemeral: bool = True) -> Outgoing:
    """Make a part that answers an interaction."""
    return part(payload_of(Message(content), way, ephemeral=ephemeral), address=f"{APPLICATION}/{TOKEN}")


def post(name: str, content: str = "Three statements") -> Outgoing:
    """Make a part that opens a post in a forum."""
    return part(payload_of(Message(content), forum=Forum(name)), "15")


def defer(connected: Connected) -> Standing:
    """Have an interaction answered that it will be answered."""
    standing = Standing("1", "11", {"content": ""})
    connected.fake.originals[TOKEN] = standing
    return standing
