"""One job, in a child of its own: read the input, do the task, send the answer."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

from bot.ingest.extracted import Hint
from bot.ingest.extracting.answers import reason_frame
from bot.ingest.extracting.child import JOB_HEAD
from bot.ingest.extracting.confining import die_with, forbid_processes, limit_time
from bot.ingest.extracting.framing import from_json, joined
from bot.ingest.parsers.errors import Reason, UnreadableError

if TYPE_CHECKING:
    import socket  # noqa: TID251 - a type
    from collections.abc import Iterator
    from types import ModuleType

    from bot.ingest.extracting.framing import Frame

_SENT_AT_ONCE = 262_144


def do_job(tasks: ModuleType, task: str, channel: socket.socket, warm: int, cpu_s: int) -> None:
    """Do the job that comes over a socket; end with the warm child, whose process `warm` is."""
    die_with(warm)
    forbid_processes()
    json_size, raw_size = JOB_HEAD.unpack(_receive(channel, JOB_HEAD.size))
    terms: dict[str, Any] = from_json(bytes(_receive(channel, json_size)))
    os.nice(terms["nice"])
    raw = bytes(_receive(channel, raw_size))
    limit_time(cpu_s, is_last=True)
    if terms["trial_s"]:
        # Its default action ends the process: the parent sees by what it ended, and gives it its full time later.
        signal.setitimer(signal.ITIMER_PROF, terms["trial_s"])
    waiting = bytearray()
    for piece in joined(_frames(tasks, task, raw, Hint(**terms["hint"]))):
        waiting += piece
        if len(waiting) > _SENT_AT_ONCE:
            channel.sendall(waiting)
            waiting.clear()
    channel.sendall(waiting)


def _frames(tasks: ModuleType, task: str, raw: bytes, hint: Hint) -> Iterator[Frame]:
    try:
        yield from tasks.perform(task, raw, hint)
    except Exception as error:  # noqa: BLE001 - parsers of hostile input raise almost anything
        yield _reason_of(error)


def _reason_of(error: Exception) -> Frame:
    if isinstance(error, UnreadableError):
        return reason_frame(error.reason, error.detail)
    if isinstance(error, MemoryError):
        return reason_frame(Reason.TOO_LARGE)
    if isinstance(error, RecursionError):
        return reason_frame(Reason.TOO_DEEP)
    return reason_frame(Reason.DAMAGED, f"{type(error).__module__}.{type(error).__qualname__}")


def _receive(channel: socket.socket, size: int) -> bytearray:
    received = bytearray(size)
    view = memoryview(received)
    while view:
        count = channel.recv_into(view)
        if not count:
            raise EOFError("the parent hung up")
        view = view[count:]
    return received
