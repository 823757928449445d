"""How the fake refuses."""

from __future__ import annotations


class SlackError(Exception):
    """An answer with `ok: false`: the code, and what else the answer carries."""

    def __init__(self, code: str, **more: object) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


class RateLimitedError(Exception):
    """An answer 429, and after how many seconds to come again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds} s")
        self.seconds = seconds
