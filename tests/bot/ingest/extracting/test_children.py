from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.ingest.extract import can_limit
from bot.ingest.extracted import Hint
from bot.ingest.extracting.answers import ExtractedAssembler
from bot.ingest.extracting.children import ChildPool, Job
from bot.ingest.extracting.confining import landlock_version
from bot.ingest.extracting.limits import Limits
from bot.ingest.parsers.errors import Reason, UnreadableError

pytestmark = pytest.mark.skipif(not can_limit(), reason="needs a system that can limit a process")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

QUICK = Limits(cpu_s=1, children=2, trials=2, trial_s=0.1)


@asynccontextmanager
async def open_pool(limits: Limits = QUICK) -> AsyncIterator[ChildPool]:
    pool = ChildPool(limits, "tests.bot.ingest.extracting.misbehaving")
    try:
        yield pool
    finally:
        await pool.close()


async def ask(pool: ChildPool, task: str, raw: bytes = b"", name: str = "a") -> str:
    extracted = await pool.run(Job(task, raw, Hint(name), ExtractedAssembler))
    return extracted.text


async def refusal(pool: ChildPool, task: str, raw: bytes = b"") -> Reason:
    with pytest.raises(UnreadableError) as caught:
        await ask(pool, task, raw)
    return caught.value.reason


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in other processes
            await asyncio.sleep(0.01)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as error:
        return error.errno != errno.ESRCH
    return True


def limits_of(pid: int) -> dict[str, tuple[str, str]]:
    lines = Path(f"/proc/{pid}/limits").read_text("ascii").splitlines()[1:]
    return {line[:26].strip(): (line[26:47].strip(), line[47:68].strip()) for line in lines}


async def test_a_job_gets_its_input_and_gives_its_answer() -> None:
    async with open_pool() as pool:
        assert await ask(pool, "echo", b"x" * 3_000_000, "page") == "page: " + "x" * 3_000_000


@on_linux
async def test_the_limits_are_set_on_the_warm_child_and_on_a_job() -> None:
    async with open_pool(Limits(cpu_s=3)) as pool:
        await pool.warm(["wait"])
        job = asyncio.create_task(ask(pool, "wait"))
        await until(lambda: len(pool.processes) == 2 and limits_of(pool.processes[1])["Max cpu time"][1] != "unlimited")
        warm, at_work = (limits_of(pid) for pid in pool.processes)
        job.cancel()
    for limits in (warm, at_work):
        assert limits["Max address space"] == (str(1024**3), str(1024**3))
        assert limits["Max file size"] == ("0", "0")
        assert limits["Max core file size"] == ("0", "0")
        assert limits["Max open files"] == ("32", "32")
        assert int(limits["Max cpu time"][0]) <= 8
    assert at_work["Max cpu time"] == ("3", "4")
    assert at_work["Max processes"] == ("0", "0")


async def test_computing_without_end_ends() -> None:
    async with open_pool() as pool:
        assert await refusal(pool, "spin") is Reason.TOO_SLOW


async def test_waiting_without_end_ends() -> None:
    async with open_pool(Limits(wall_s=0.2)) as pool:
        assert await refusal(pool, "wait") is Reason.TOO_SLOW
        await until(lambda: len(pool.processes) == 1)


async def test_hoarding_memory_ends() -> None:
    async with open_pool(Limits()) as pool:  # filling a gigabyte may take a second of computing
        assert await refusal(pool, "hoard") is Reason.TOO_LARGE


async def test_a_child_has_no_environment_and_stands_at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_EXAMPLE", "said to nobody")
    async with open_pool() as pool:
        environment, folder = json.loads(await ask(pool, "environment"))
    assert set(environment) <= {"LC_CTYPE"}
    assert folder == "/"


async def test_a_job_holds_nothing_but_its_own_channel(tmp_path: Path) -> None:
    secret = os.open(tmp_path / "secret", os.O_CREAT | os.O_RDWR)
    os.set_inheritable(secret, True)
    try:
        async with open_pool() as pool:
            kinds = json.loads(await ask(pool, "descriptors"))
    finally:
        os.close(secret)
    device, channel = stat.S_IFCHR >> 12, stat.S_IFSOCK >> 12
    assert kinds.count(device) == 3
    assert stat.S_IFREG >> 12 not in kinds
    # Its channel, and the pair by which the warm child is woken and which leads to nobody else.
    assert kinds.count(channel) == len(kinds) - 3 <= 3


async def test_a_job_can_open_only_a_few_files() -> None:
    async with open_pool() as pool:
        assert int(await ask(pool, "many files")) < 32


async def test_a_job_can_write_no_file(tmp_path: Path) -> None:
    async with open_pool() as pool:
        assert await ask(pool, "write", bytes(tmp_path)) == "refused"
    assert not os.listdir(tmp_path)  # noqa: PTH208


@on_linux
async def test_a_job_reads_no_file_of_ours_where_the_system_can_shut_it_off(tmp_path: Path) -> None:
    if landlock_version() < 1:
        pytest.skip("needs Landlock")
    (tmp_path / "briefbot.sqlite3").write_text("rows", "utf-8")
    async with open_pool() as pool:
        assert await ask(pool, "read", bytes(tmp_path / "briefbot.sqlite3")) == "refused"
        assert await ask(pool, "read", f"/proc/{os.getpid()}/environ".encode()) == "refused"


@on_linux
async def test_a_job_reaches_no_network_where_the_system_can_shut_it_off() -> None:
    if not await asyncio.to_thread(can_leave_the_network):
        pytest.skip("needs network namespaces")
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, open_pool() as pool:
        assert await ask(pool, "connect", str(port).encode()) == "refused"


def can_leave_the_network() -> bool:
    """Say whether a process may leave the network here, by one that tries."""
    code = "import ctypes, sys; c = ctypes.CDLL(None); sys.exit(bool(c.unshare(0x40000000) and c.unshare(0x50000000)))"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("ended_by", "reason"),
    [
        (signal.SIGSEGV, Reason.CRASHED),
        (signal.SIGKILL, Reason.TOO_LARGE),
        (signal.SIGABRT, Reason.TOO_LARGE),
    ],
)
async def test_a_job_that_dies_is_answered_and_the_next_is_read(ended_by: int, reason: Reason) -> None:
    async with open_pool() as pool:
        assert await refusal(pool, "die", str(int(ended_by)).encode()) is reason
        assert await ask(pool, "echo", b"still here") == "a: still here"


async def test_a_warm_child_that_is_killed_is_replaced() -> None:
    async with open_pool() as pool:
        await pool.warm(["echo"])
        first = pool.processes[0]
        os.kill(first, signal.SIGKILL)
        await until(lambda: not pool.processes)
        assert await ask(pool, "echo", b"again") == "a: again"
        assert pool.processes[0] != first


async def test_jobs_of_a_warm_child_that_is_killed_are_answered() -> None:
    async with open_pool() as pool:
        job = asyncio.create_task(refusal(pool, "wait"))
        await until(lambda: len(pool.processes) == 2)
        at_work = pool.processes[1]
        os.kill(pool.processes[0], signal.SIGKILL)
        assert await job is Reason.CRASHED
        if sys.platform == "linux":
            await until(lambda: not is_alive(at_work))


async def test_cancelling_ends_the_child() -> None:
    async with open_pool() as pool:
        job = asyncio.create_task(ask(pool, "spin"))
        await until(lambda: len(pool.processes) == 2)
        at_work = pool.processes[1]
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        await until(lambda: not is_alive(at_work))
        assert await ask(pool, "echo", b"next") == "a: next"


async def test_closing_ends_all_children() -> None:
    async with open_pool() as pool:
        job = asyncio.create_task(refusal(pool, "wait"))
        await until(lambda: len(pool.processes) == 2)
        there = pool.processes
    await job
    if sys.platform == "linux":
        await until(lambda: not any(map(is_alive, there)))
    assert not is_alive(there[0])


async def test_no_job_meets_what_another_left_behind() -> None:
    async with open_pool() as pool:
        assert len({await ask(pool, "whoami") for _ in range(3)}) == 3


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("fail", Reason.DAMAGED),
        ("recurse", Reason.TOO_DEEP),
        ("refuse", Reason.LOGIN),
        ("no head", Reason.CRASHED),
        ("deep", Reason.CRASHED),
        ("not utf-8", Reason.CRASHED),
        ("mark outside", Reason.CRASHED),
        ("odd mark", Reason.CRASHED),
        ("odd kind", Reason.CRASHED),
        ("two heads", Reason.CRASHED),
        ("endless", Reason.CRASHED),
        ("odd reason", Reason.CRASHED),
        ("odd attachment", Reason.CRASHED),
    ],
)
async def test_whatever_a_child_answers_is_a_text_or_a_reason(task: str, reason: Reason) -> None:
    async with open_pool() as pool:
        assert await refusal(pool, task) is reason


async def test_only_web_addresses_pass() -> None:
    async with open_pool() as pool:
        assert (await pool.run(Job("odd address", b"", Hint(), ExtractedAssembler))).canonical is None


async def test_halves_of_characters_do_not_break_an_answer() -> None:
    async with open_pool() as pool:
        assert await ask(pool, "halves") == "a\ufffdb\x00c"


async def test_what_a_library_prints_does_not_break_an_answer() -> None:
    async with open_pool() as pool:
        assert await ask(pool, "print") == "printed"


async def test_a_short_job_is_done_while_endless_ones_hold_all_places() -> None:
    async with open_pool(Limits(cpu_s=60, wall_s=60, children=1, trials=2, trial_s=0.1)) as pool:
        endless = [asyncio.create_task(ask(pool, "spin")) for _ in range(6)]
        await until(lambda: len(pool.processes) > 1)
        assert await ask(pool, "echo", b"done") == "a: done"
        assert not any(job.done() for job in endless)
        for job in endless:
            job.cancel()
        await asyncio.gather(*endless, return_exceptions=True)


async def test_a_job_that_was_cut_short_on_trial_is_done_when_a_place_is_free() -> None:
    async with open_pool(Limits(cpu_s=1, children=1, trials=1, trial_s=0.05)) as pool:
        first = asyncio.create_task(refusal(pool, "spin"))
        await until(lambda: len(pool.processes) > 1)
        assert await refusal(pool, "spin") is Reason.TOO_SLOW
        assert await first is Reason.TOO_SLOW
