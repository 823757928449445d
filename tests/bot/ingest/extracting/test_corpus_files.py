"""All hostile files of the shared data: each is read or refused with a sentence, and nothing else happens."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.ingest.extract import Extractor, can_limit
from bot.ingest.extracted import Extracted, Hint
from bot.ingest.extracting.limits import Limits
from bot.ingest.feeds.parsed import ParsedFeed
from tests.shared import shared_folder

pytestmark = pytest.mark.skipif(not can_limit(), reason="needs a system that can limit a process")

QUICK = Limits(cpu_s=1, wall_s=8, trial_s=0.1)
"""Hostile files run into the limits, whatever they are: the bombs together would take minutes with the usual ones."""


async def read_all(files: list[Path], limits: Limits, *, are_feeds: bool = False) -> dict[str, object]:
    async with Extractor(limits) as extractor:

        async def read(file: Path) -> object:
            raw, hint = await asyncio.to_thread(file.read_bytes), Hint(file.name)
            try:
                return await (extractor.feed(raw, hint) if are_feeds else extractor.extract(raw, hint))
            except SourceError as error:
                return error
            except Exception as error:  # noqa: BLE001 - what the test looks for
                return error

        found = await asyncio.gather(*map(read, files))
        # The children that are left still answer.
        assert (await extractor.extract(b"<p>" + b"Still here. " * 20, Hint())).text
    return {file.name: outcome for file, outcome in zip(files, found, strict=True)}


def make_bombs(folder: Path) -> list[Path]:
    script = shared_folder("corpus") / "make_bombs.py"
    # It ends early where a compressor is missing; what it has written by then is most of it.
    subprocess.run([sys.executable, script, folder], check=False, capture_output=True)
    return sorted(folder.iterdir())


def untyped(found: dict[str, object], kind: type[Extracted | ParsedFeed]) -> dict[str, object]:
    return {name: outcome for name, outcome in found.items() if not isinstance(outcome, kind | SourceError)}


@pytest.mark.parametrize("folder", ["html", "pdf", "strings"])
async def test_every_file_is_read_or_refused(folder: str) -> None:
    files = sorted(shared_folder(f"corpus/{folder}").iterdir())
    found = await read_all(files, Limits())
    assert len(found) == len(files) > 0
    assert not untyped(found, Extracted)


@pytest.mark.parametrize("folder", ["feeds", "html"])
async def test_every_feed_is_read_or_refused(folder: str) -> None:
    files = sorted(shared_folder(f"corpus/{folder}").iterdir())
    found = await read_all(files, Limits(), are_feeds=True)
    assert not untyped(found, ParsedFeed)
    assert folder == "html" or sum(isinstance(outcome, ParsedFeed) for outcome in found.values()) > len(files) // 2


async def test_every_bomb_is_read_or_refused(tmp_path: Path) -> None:
    files = await asyncio.to_thread(make_bombs, tmp_path)
    feeds = [file for file in files if file.name.startswith("feed_")]
    assert len(files) > 50
    assert not untyped(await read_all(feeds, QUICK, are_feeds=True), ParsedFeed)
    assert not untyped(await read_all([file for file in files if file not in feeds], QUICK), Extracted)
