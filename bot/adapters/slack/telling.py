"""What is said to whoever set a delivery up that was given up: where it was to go, why it did not, what can be done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.delivery.deliveries import Delivery
from bot.delivery.sending import MAY_BE_MISSING, TOO_LATE
from storage.delivery.records import NewPart

if TYPE_CHECKING:
    from storage.delivery.records import DeliveryRecord, Payload

_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,20}")
_MISSING = "Slack did not say whether it came, so it may be missing there."
_LATE = "Slack did not take it in all the time that it was tried."


def telling_of(given_up: DeliveryRecord, person: str) -> Delivery:
    """Give the direct message that tells a person; nobody set it up, so nobody is told if it is given up as well."""
    key = f"told:{given_up.key}"
    return Delivery(key, given_up.workspace, given_up.platform, person, (NewPart(_payload(given_up)),))


def _payload(given_up: DeliveryRecord) -> Payload:
    before, after = "What you set up could not be posted in ", f". {why_of(given_up.reason)}"
    if _CHANNEL.fullmatch(given_up.channel):
        place, said = {"type": "channel", "channel_id": given_up.channel}, f"<#{given_up.channel}>"
    else:
        said = "a direct message"
        place = {"type": "text", "text": said}
    elements = [{"type": "text", "text": before}, place, {"type": "text", "text": after}]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
    return {"text": f"{before}{said}{after}", "blocks": [block], "way": "message"}


def why_of(reason: str | None) -> str:
    """Give a reason as a sentence; what is for the log alone says no more than that it was tried."""
    match reason:
        case str() if reason == MAY_BE_MISSING:
            return _MISSING
        case str() if reason == TOO_LATE:
            return _LATE
        case str() if reason.endswith("."):
            return reason
        case _:
            return f"Slack does not take it ({reason})." if reason else "Slack does not take it."
