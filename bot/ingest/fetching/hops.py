"""One request on the way to a page, as the sockets that are made for it see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ingest.fetching.policy import FetchPolicy
    from bot.ingest.fetching.targets import Target


@dataclass(slots=True)
class Hop:
    """A target, what may be connected to for it, and afterwards: whether it was, and whether only by a setting."""

    target: Target
    policy: FetchPolicy
    is_connected: bool = False
    needed_setting: bool = False

    def check(self, address: str, port: int) -> None:
        """Raise `PermissionError` where no connection to an address may be made for this request."""
        if port != self.target.port or not self.policy.may_connect(self.target.host, address, port):
            raise PermissionError("not an address that may be reached")
        if not self.policy.needs_no_setting(address, port):
            self.needed_setting = True
