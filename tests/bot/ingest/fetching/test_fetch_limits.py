"""What a page may cost: bytes, time, turns."""

from __future__ import annotations

import asyncio
import gzip
import importlib
import sys
import tracemalloc
import zlib
from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.fetch import FetchPolicy, TooLargeError, TooSlowError
from bot.ingest.fetching.bodies import UNHURRIED, BodyTooLargeError, BodyTooSlowError, read_body
from bot.ingest.fetching.unpacking import (
    MOST_MEMBERS,
    PIECE,
    DamagedError,
    Unpacker,
    content_codings,
    unpack_all,
    unpacker_of,
)
from tests.bot.ingest.fetching.fetching_makings import world
from tests.fakes.web import Asked, holding, page, saying

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
TEXT = b"The ministers met and agreed. " * 1_000


class Pieces:
    """A stream of these pieces; after them it ends, or waits for ever."""

    def __init__(self, pieces: Iterable[bytes], *, ends: bool = True) -> None:
        self._pieces = iter(pieces)
        self._ends = ends
        self.is_waiting = asyncio.Event()

    async def readany(self) -> bytes:
        await asyncio.sleep(0)
        for piece in self._pieces:
            return piece
        if not self._ends:
            self.is_waiting.set()
            await asyncio.Event().wait()
        return b""


def unpacked(coding: str, packed: bytes, size: int = 7_001) -> bytes:
    unpacker = unpacker_of(coding)
    assert unpacker is not None
    parts = [packed[start : start + size] for start in range(0, len(packed), size)]
    text = b"".join(piece for part in parts for piece in unpack_all(unpacker, part))
    if not unpacker.is_whole():
        raise DamagedError
    return text


def bare_deflate(text: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(text) + packing.flush()


PACKED = {
    "gzip": ("gzip", gzip.compress(TEXT)),
    "gzip in capitals": (" GZip ", gzip.compress(TEXT)),
    "gzip in two members": ("gzip", gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:])),
    "gzip with padding": ("gzip", gzip.compress(TEXT) + b"\0" * 100),
    "deflate": ("deflate", zlib.compress(TEXT)),
    "deflate without wrapping": ("deflate", bare_deflate(TEXT)),
    "nothing": ("", TEXT),
    "identity": ("identity", TEXT),
}


@pytest.mark.parametrize("size", [1, 7_001, 10**6])
@pytest.mark.parametrize(("coding", "packed"), PACKED.values(), ids=PACKED)
def test_a_body_is_unpacked_however_it_is_cut(coding: str, packed: bytes, size: int) -> None:
    assert unpacked(coding, packed, size) == TEXT


@given(st.binary(max_size=3_000), st.integers(1, 500), st.sampled_from(["gzip", "deflate"]))
def test_unpacking_gives_back_what_was_packed(text: bytes, size: int, coding: str) -> None:
    packed = gzip.compress(text) if coding == "gzip" else zlib.compress(text)
    assert unpacked(coding, packed, size) == text


@given(st.binary(min_size=1, max_size=200), st.integers(1, 60), st.sampled_from(["gzip", "deflate"]))
def test_a_body_that_is_cut_off_is_damaged(text: bytes, cut: int, coding: str) -> None:
    packed = gzip.compress(text) if coding == "gzip" else zlib.compress(text)
    with pytest.raises(DamagedError):
        unpacked(coding, packed[: max(1, len(packed) - cut)])


@given(st.binary(max_size=300), st.sampled_from(content_codings()))
def test_bytes_that_are_not_packed_are_damaged_or_short(noise: bytes, coding: str) -> None:
    with suppress(DamagedError):
        assert len(unpacked(coding, noise)) <= 1_100 * max(1, len(noise))


@pytest.mark.parametrize("size", [1, 7_001, 10**6])
def test_brotli_is_unpacked_where_it_is_advertised(size: int) -> None:
    brotli = pytest.importorskip("brotli", reason="needs brotli")
    packed = brotli.compress(TEXT)
    assert unpacked("br", packed, size) == TEXT
    with pytest.raises(DamagedError):
        unpacked("br", packed[:-2], size)
    with pytest.raises(DamagedError):
        unpacked("br", b"no brotli", size)


@pytest.mark.parametrize("size", [1, 7_001, 10**6])
def test_zstandard_is_unpacked_where_it_is_advertised(size: int) -> None:
    if "zstd" not in content_codings():
        pytest.skip("needs zstandard: Python 3.14 or backports.zstd")
    zstd = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    packed = zstd.compress(TEXT[:500]) + zstd.compress(TEXT[500:])
    assert unpacked("zstd", packed, size) == TEXT
    with pytest.raises(DamagedError):
        unpacked("zstd", packed[:-2], size)
    wide = {zstd.CompressionParameter.window_log: 27}
    with pytest.raises(DamagedError):
        unpacked("zstd", zstd.ZstdCompressor(options=wide).compress(TEXT, zstd.ZstdCompressor.FLUSH_BLOCK), size)


def test_a_coding_that_cannot_be_undone_is_not_advertised() -> None:
    assert all(unpacker_of(coding) is not None for coding in content_codings())
    assert unpacker_of("compress") is unpacker_of("gzip, gzip") is None


def test_a_thousand_streams_in_one_body_are_damage() -> None:
    assert unpacked("gzip", gzip.compress(b"") * MOST_MEMBERS) == b""
    with pytest.raises(DamagedError):
        unpacked("gzip", gzip.compress(b"") * (MOST_MEMBERS + 1))


def test_a_bomb_is_unpacked_in_pieces() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    unpacker = unpacker_of("gzip")
    assert unpacker is not None
    tracemalloc.start()
    longest = max(len(piece) for piece in unpack_all(unpacker, bomb))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert longest <= PIECE
    assert peak < 10 * PIECE


async def test_a_body_may_be_as_large_as_the_most_that_is_read_and_no_larger() -> None:
    policy, turns = FetchPolicy(largest=1_000), asyncio.Semaphore(1)
    assert await read_body(Pieces([b"x" * 600, b"x" * 400]), plain(), policy, turns) == b"x" * 1_000
    with pytest.raises(BodyTooLargeError):
        await read_body(Pieces([b"x" * 600, b"x" * 401]), plain(), policy, turns)


async def test_a_body_is_measured_packed_too() -> None:
    nothing = [gzip.compress(b"")] * 60
    gzipped = unpacker_of("gzip")
    assert gzipped is not None
    with pytest.raises(BodyTooLargeError):
        await read_body(Pieces(nothing), gzipped, FetchPolicy(largest=1_000), asyncio.Semaphore(1))


@pytest.mark.parametrize("packing", ["gzip", "deflate", ""])
async def test_a_page_larger_than_the_most_that_is_read_says_so(packing: str) -> None:
    raw = bytes(40_000_000)
    packed = {"gzip": gzip.compress(raw, 1), "deflate": zlib.compress(raw, 1), "": raw}[packing]
    async with world({"/": saying(HEAD[:-2] + f"Content-Encoding: {packing}\r\n\r\n".encode(), packed)}) as here:
        with pytest.raises(TooLargeError) as caught:
            await here.fetcher.get("http://example.com/")
    assert caught.value.sentence == (
        "That page of example.com is larger than 25 MB, the most that is read. Paste the part you need."
    )


async def test_a_page_that_announces_its_size_is_not_begun() -> None:
    async with world({"/": holding(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")}) as here:
        with pytest.raises(TooLargeError):
            await here.fetcher.get("http://example.com/")


async def test_a_body_that_drips_is_given_up_at_the_end_of_a_window() -> None:
    policy = FetchPolicy(window_s=0.02, slowest=50_000)
    with pytest.raises(BodyTooSlowError):
        await read_body(Pieces([b"x" * 999], ends=False), plain(), policy, asyncio.Semaphore(1))


async def test_a_short_body_may_come_late_in_its_window() -> None:
    assert await read_body(Pieces([b"x"]), plain(), FetchPolicy(), asyncio.Semaphore(1)) == b"x"


@pytest.mark.parametrize(
    "said",
    [(), (b"HTTP/1.1 200 OK\r\n",), (HEAD,), (HEAD, b"<p>Some")],
    ids=["nothing", "half a head", "a head", "half a body"],
)
async def test_a_host_that_falls_silent_is_too_slow(said: tuple[bytes, ...]) -> None:
    async with world({"/": holding(*said)}, total_s=0.15) as here:
        with pytest.raises(TooSlowError) as caught:
            await here.fetcher.get("http://example.com/")
    assert caught.value.sentence == (
        "example.com sends too slowly to be read. Try again later, or paste the text or drop the file here."
    )


async def test_redirects_do_not_win_time() -> None:
    async def slow(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.06)
        await page("", status="302 Found", Location="/")(asked, writer)

    async with world({"/": slow}, total_s=0.15) as here:
        with pytest.raises(TooSlowError):
            await here.fetcher.get("http://example.com/")
        assert len(here.paths) <= 3


async def test_a_host_is_asked_so_many_times_at_once() -> None:
    asked, go = asyncio.Semaphore(0), asyncio.Event()

    async def waiting(request: Asked, writer: asyncio.StreamWriter) -> None:
        asked.release()
        await go.wait()
        await page()(request, writer)

    async with world({"*": waiting}, per_host=2) as here:
        running = [asyncio.ensure_future(here.fetcher.get(f"http://example.com/{page}")) for page in range(6)]
        other = asyncio.ensure_future(here.fetcher.get("http://example.org/"))
        for _ in range(3):
            await asked.acquire()
        go.set()
        await asyncio.gather(*running, other)
        assert here.web.most_at_once == 3


async def test_large_pages_wait_for_each_other_and_small_ones_do_not() -> None:
    policy, turns = FetchPolicy(large=100), asyncio.Semaphore(1)
    endless = Pieces([b"x" * 101], ends=False)
    holder = asyncio.ensure_future(read_body(endless, plain(), policy, turns))
    await endless.is_waiting.wait()
    waiter = asyncio.ensure_future(read_body(Pieces([b"x" * 101]), plain(), policy, turns))
    for _ in range(3):
        assert await read_body(Pieces([b"x" * 100]), plain(), policy, turns) == b"x" * 100
    assert not waiter.done()
    holder.cancel()
    assert await waiter == b"x" * 101


async def test_a_large_body_is_read_no_faster_than_leaves_time_for_others() -> None:
    policy, turns = FetchPolicy(fastest=1_000_000), asyncio.Semaphore(1)
    begun = asyncio.get_running_loop().time()
    await read_body(Pieces([b"x" * UNHURRIED, b"x" * 50_000]), plain(), policy, turns)
    assert asyncio.get_running_loop().time() - begun >= 0.05


def plain() -> Unpacker:
    unpacker = unpacker_of("")
    assert unpacker is not None
    return unpacker
