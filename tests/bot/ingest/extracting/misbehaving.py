"""Tasks for a child that do what a parser does that was taken over, or went wrong."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.extracting.answers import extracted_frames
from bot.ingest.extracting.framing import Frame, Kind
from bot.ingest.formats import Format
from bot.ingest.parsers.errors import Reason, UnreadableError


def prepare(task: str) -> None:
    """Nothing to import."""


def perform(task: str, raw: bytes, hint: Hint) -> Iterator[Frame]:
    """Misbehave in the way that the task names."""
    if task in FRAMES:
        return iter(FRAMES[task])
    return extracted_frames(Extracted(Format.PLAIN, TASKS[task](raw, hint)))


def _echo(raw: bytes, hint: Hint) -> str:
    return f"{hint.name}: {raw.decode()}"


def _whoami(raw: bytes, hint: Hint) -> str:
    return str(os.getpid())


def _spin(raw: bytes, hint: Hint) -> str:
    while True:
        pass


def _wait(raw: bytes, hint: Hint) -> str:
    left, _ = socket.socketpair()
    left.recv(1)
    return ""


def _hoard(raw: bytes, hint: Hint) -> str:
    kept = [bytearray(64 * 1024**2) for _ in range(1000)]
    return str(len(kept))


def _environment(raw: bytes, hint: Hint) -> str:
    return json.dumps([dict(os.environ), str(Path.cwd())])


def _descriptors(raw: bytes, hint: Hint) -> str:
    """What the open descriptors are; /proc itself can't be read."""
    found = []
    for descriptor in range(64):
        try:
            kind = os.fstat(descriptor).st_mode >> 12
        except OSError:
            continue
        found.append(kind)
    return json.dumps(found)


def _many_files(raw: bytes, hint: Hint) -> str:
    first = os.dup(1)
    try:
        while True:
            last = os.dup(1)
    except OSError:
        return str(last - first + 1)


def _write(raw: bytes, hint: Hint) -> str:
    try:
        with tempfile.TemporaryFile(dir=raw.decode()) as file:
            file.write(b"x" * 10)
            file.flush()
    except OSError:
        return "refused"
    return "written"


def _read(raw: bytes, hint: Hint) -> str:
    try:
        return Path(raw.decode()).read_text("utf-8")
    except OSError:
        return "refused"


def _connect(raw: bytes, hint: Hint) -> str:
    try:
        socket.create_connection(("127.0.0.1", int(raw)), timeout=2).close()
    except OSError:
        return "refused"
    return "connected"


def _die(raw: bytes, hint: Hint) -> str:
    os.kill(os.getpid(), int(raw))
    return ""


def _fail(raw: bytes, hint: Hint) -> str:
    raise KeyError(raw)


def _recurse(raw: bytes, hint: Hint) -> str:
    return _recurse(raw, hint)


def _refuse(raw: bytes, hint: Hint) -> str:
    raise UnreadableError(Reason.LOGIN)


def _halves(raw: bytes, hint: Hint) -> str:
    return "a\ud800b\x00c"


def _print(raw: bytes, hint: Hint) -> str:
    print("to nobody")  # noqa: T201
    os.write(1, b"to nobody")
    return "printed"


TASKS: dict[str, Callable[[bytes, Hint], str]] = {
    "echo": _echo, "whoami": _whoami, "spin": _spin, "wait": _wait, "hoard": _hoard, "environment": _environment,
    "descriptors": _descriptors, "many files": _many_files, "write": _write, "read": _read, "connect": _connect,
    "die": _die, "fail": _fail, "recurse": _recurse, "refuse": _refuse, "halves": _halves, "print": _print,
}  # fmt: skip

_HEAD = json.dumps(
    {
        "format": "plain",
        "published": "",
        "feeds": [],
        "attachments": [],
        "title": "",
        "author": "",
        "publisher": "",
        "canonical": "",
    }
).encode()
FRAMES: dict[str, list[Frame]] = {
    "no head": [(Kind.TEXT, b"text")],
    "deep": [(Kind.HEAD, b"[" * 200_000)],
    "not utf-8": [(Kind.HEAD, _HEAD), (Kind.TEXT, b"\xff")],
    "mark outside": [(Kind.HEAD, _HEAD), (Kind.TEXT, b"text"), (Kind.MARKS, b'[["bold", 0, 5, 1]]')],
    "odd mark": [(Kind.HEAD, _HEAD), (Kind.TEXT, b"text"), (Kind.MARKS, b'[["bold", -1, true, 1]]')],
    "odd kind": [(Kind.HEAD, _HEAD.replace(b'"plain"', b'"feelings"'))],
    "two heads": [(Kind.HEAD, _HEAD), (Kind.HEAD, _HEAD)],
    "endless": [(Kind.HEAD, _HEAD), *[(Kind.TEXT, b"x" * 4_000_000)] * 20],
    "odd reason": [(Kind.REASON, b'{"reason": "because", "detail": ""}')],
    "odd attachment": [(Kind.HEAD, _HEAD), (Kind.FILE, b"\x07bytes")],
    "odd address": [
        (Kind.HEAD, _HEAD.replace(b'"canonical": ""', b'"canonical": "javascript:alert(1)"')),
        (Kind.TEXT, b"text"),
    ],
}
"""Answers that no honest child gives."""
