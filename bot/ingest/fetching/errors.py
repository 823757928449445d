"""What can go wrong on the way to a page: one family, each with the sentence that the person gets.

A sentence names the host as the person wrote it and nothing that the network answered. Whatever would tell what is
inside a network (unknown, closed, filtered, silent, not public) is one error with one sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import SourceError

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.answering.replies import Action

_INSTEAD = "paste the text or drop the file here."


class FetchError(SourceError):
    """A page that could not be fetched; `host` is the one the person named, "" where the address names none."""

    def __init__(self, host: str, sentence: str, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(sentence, actions)
        self.host = host


class NotAnAddressError(FetchError):
    """A text that is no address of a page: another scheme, user-info, too long, or not whole."""

    def __init__(self, host: str, reason: str) -> None:
        sentence = {
            "length": f"That address is too long to be read. Give a shorter one, or {_INSTEAD}",
            "user-info": f"An address with a user name or password in it is not read. Leave them out, or {_INSTEAD}",
        }.get(reason, f"Only an address that begins with http:// or https:// can be read. Give one, or {_INSTEAD}")
        super().__init__(host, sentence)


class RefusedError(FetchError):
    """A host that is unknown, closed, filtered, silent, on a port that is not read, or not public: never which."""

    def __init__(self, host: str) -> None:
        super().__init__(
            host,
            f"{_start(host)} can't be reached: it is not there, does not answer, or is not on the public web. "
            f"Check the address, or {_INSTEAD}",
        )


class NotFoundError(FetchError):
    """The host is there and has no such page (any more)."""

    def __init__(self, host: str) -> None:
        super().__init__(host, f"{_start(host)} has no page at that address. Check the address, or {_INSTEAD}")


class AccessDeniedError(FetchError):
    """The host does not give the page to us: a log-in, a ban, a legal bar, a request it does not take."""

    def __init__(self, host: str) -> None:
        super().__init__(
            host,
            f"{_start(host)} asks for a log-in, or does not give that page to a program. {_INSTEAD.capitalize()}",
        )


class ServerTroubleError(FetchError):
    """The host answers, but with an error of its own, half a page, or nothing that makes sense."""

    def __init__(self, host: str) -> None:
        super().__init__(host, f"{_start(host)} answers with an error or breaks off. Try again later, or {_INSTEAD}")


class TooLargeError(FetchError):
    """The page is larger, once unpacked, than the most that is read (`largest`, bytes)."""

    def __init__(self, host: str, largest: int) -> None:
        super().__init__(
            host,
            f"That page of {_middle(host)} is larger than {_size(largest)}, the most that is read. "
            "Paste the part you need.",
        )


class TooSlowError(FetchError):
    """The page does not arrive in the time there is."""

    def __init__(self, host: str) -> None:
        super().__init__(host, f"{_start(host)} sends too slowly to be read. Try again later, or {_INSTEAD}")


class BadCertificateError(FetchError):
    """The host does not prove that it is the one named."""

    def __init__(self, host: str) -> None:
        super().__init__(
            host,
            f"{_start(host)} shows a certificate that is not valid for it, so nothing of it is read. "
            f"Check the address, or {_INSTEAD}",
        )


class TooManyRedirectsError(FetchError):
    """The address sends on and on."""

    def __init__(self, host: str) -> None:
        super().__init__(
            host,
            f"{_start(host)} sends on from one address to the next without end. "
            f"Give the address where the page opens in a browser, or {_INSTEAD}",
        )


class DowngradeError(FetchError):
    """A secure address sends on to an insecure one."""

    def __init__(self, host: str) -> None:
        super().__init__(
            host,
            f"{_start(host)} sends on from a secure address (https) to an insecure one, which is not followed. "
            f"Give the address where the page opens in a browser, or {_INSTEAD}",
        )


class RetryLaterError(FetchError):
    """The host asks to be asked later: at `when` (UTC), if it says."""

    def __init__(self, host: str, when: datetime | None = None, wait: timedelta | None = None) -> None:
        moment = "later" if wait is None else f"in {_duration(wait)}"
        super().__init__(host, f"{_start(host)} takes no more requests for now. Try again {moment}, or {_INSTEAD}")
        self.when = when


def _start(host: str) -> str:
    return host or "That address"


def _middle(host: str) -> str:
    return host or "that address"


def _size(size: int) -> str:
    from bot.answering.wording import count

    for unit, name in ((1024**2, "MB"), (1024, "kB")):
        if size >= unit:
            return f"{size // unit:,} {name}"
    return count(size, "byte")


def _duration(wait: timedelta) -> str:
    """Give a time to wait in the largest unit that fits, rounded up, so that coming back then is not too early."""
    from bot.answering.wording import count

    seconds = max(1, -int(-wait.total_seconds() // 1))
    for unit, noun in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * unit:
            return count(-(-seconds // unit), noun)
    return count(seconds, "second")
