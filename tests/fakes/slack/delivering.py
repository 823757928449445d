"""How Slack's deliveries reach the app over HTTP: signed requests, each with its record."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

from tests.fakes.slack.records import Json

if TYPE_CHECKING:
    from aiohttp import ClientSession

EVENTS, COMMANDS, INTERACTIVE, OPTIONS = "events_api", "slash_commands", "interactive", "options"
"""The kinds of deliveries, named as Socket Mode names them (which sends options as interactive)."""
ACKNOWLEDGE_SECONDS = 3.0
REDIRECTS = 2
JSON_TYPE, FORM_TYPE = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery and how the app took it.

    `status` is the HTTP status (200 for an acknowledged envelope), None if nothing came in time (`failure` says why);
    `body` what the acknowledgement carried: JSON, a text, or None.
    """

    kind: str
    payload: Json
    status: int | None = None
    body: Json | str | None = None
    seconds: float = 0.0
    attempt: int = 0
    failure: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_acknowledged(self) -> bool:
        """Whether the app said in time that it has it."""
        return self.status is not None and 200 <= self.status < 300


class Way(Protocol):
    """A way to the app: an HTTP endpoint, or the Socket Mode connections."""

    async def deliver(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Delivered:
        """Send a payload once; say how it was taken."""
        ...


def encode(kind: str, payload: Json) -> tuple[bytes, str]:
    """Give the body and the content type of a delivery."""
    if kind == EVENTS:
        return json.dumps(payload, ensure_ascii=False).encode(), JSON_TYPE
    form = payload if kind == COMMANDS else {"payload": json.dumps(payload, ensure_ascii=False)}
    return urlencode({name: _formed(value) for name, value in form.items()}).encode(), FORM_TYPE


def _formed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def sign(secret: str, body: bytes, timestamp: str) -> str:
    """Give the signature of a body at a time."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Http:
    """The endpoint of an app; `urls` names others for some kinds, `now` is the clock of the signatures."""

    url: str
    secret: str
    now: Callable[[], float] = time.time
    timeout: float = ACKNOWLEDGE_SECONDS
    urls: dict[str, str] = field(default_factory=dict)
    session: ClientSession | None = None

    async def deliver(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Delivered:
        """Send a payload, signed."""
        body, content_type = encode(kind, payload)
        retry = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
        return await self.send(body, self.headers(body, content_type) | retry, kind, payload, attempt)

    def headers(self, body: bytes, content_type: str = JSON_TYPE, age: float = 0.0) -> dict[str, str]:
        """Give the headers of a body that was signed some seconds ago."""
        timestamp = str(int(self.now() - age))
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self.secret, body, timestamp),
        }

    async def unsigned(self, kind: str, payload: Json) -> Delivered:
        """Send a payload without a signature."""
        body, content_type = encode(kind, payload)
        return await self.send(body, {"Content-Type": content_type}, kind, payload)

    async def badly_signed(self, kind: str, payload: Json, *, age: float = 0.0, **headers: str) -> Delivered:
        """Send a payload with the signature of another secret, or too old, or with some headers instead.

        With `age` the signature is right but as old as that. `signature` and `timestamp` stand in the place of ours.
        """
        body, content_type = encode(kind, payload)
        signed = self.headers(body, content_type, age)
        if not age:
            signed["X-Slack-Signature"] = sign(f"not {self.secret}", body, signed["X-Slack-Request-Timestamp"])
        names = {"signature": "X-Slack-Signature", "timestamp": "X-Slack-Request-Timestamp"}
        return await self.send(body, signed | {names[each]: value for each, value in headers.items()}, kind, payload)

    async def raw(self, body: bytes, content_type: str = JSON_TYPE, *, signed: bool = True, **more: str) -> Delivered:
        """Send any bytes, signed or not, with more headers (underscores stand for hyphens)."""
        headers = self.headers(body, content_type) if signed else {"Content-Type": content_type}
        return await self.send(body, headers | {name.replace("_", "-"): value for name, value in more.items()})

    async def verify_url(self, challenge: str = "a challenge") -> Delivered:
        """Ask for the challenge back, as Slack does when the address is first given."""
        return await self.deliver(EVENTS, {"token": "verification", "type": "url_verification", "challenge": challenge})

    async def send(
        self, body: bytes, headers: Mapping[str, str], kind: str = EVENTS, payload: Json | None = None, attempt: int = 0
    ) -> Delivered:
        """Send bytes with headers as they are."""
        import aiohttp

        start = time.perf_counter()
        url = self.urls.get(kind, self.url)
        if self.session is None:
            self.session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar()
            )
        timeout = aiohttp.ClientTimeout(total=self.timeout)
        status, text, answered, failure = None, "", {}, None
        try:
            async with self.session.post(
                url, data=body, headers=headers, timeout=timeout, max_redirects=REDIRECTS
            ) as answer:
                text, status, answered = await answer.text(), answer.status, dict(answer.headers)
        except TimeoutError:
            failure = "http_timeout"
        except aiohttp.TooManyRedirects:
            failure = "too_many_redirects"
        except aiohttp.ClientError:
            failure = "connection_failed"
        if status is not None and not 200 <= status < 300:
            failure = "http_error"
        seconds = time.perf_counter() - start
        return Delivered(kind, payload or {}, status, _read_body(text), seconds, attempt, failure, answered)

    async def close(self) -> None:
        """Close the connections."""
        if self.session:
            await self.session.close()


def _read_body(text: str) -> Json | str | None:
    if not text:
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, dict) else text
