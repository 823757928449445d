"""What a child is asked to do with bytes: to make a text of them, or a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ingest.extracting.answers import extracted_frames, feed_frames
from bot.ingest.formats import Format, sniff
from bot.ingest.parsers import parse, parser_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.ingest.extracted import Hint
    from bot.ingest.extracting.framing import Frame

FEED = "feed"
"""The task that makes a feed; every other is named after the format that the bytes seem to be in."""
SPARE = "spare"
"""No task: prepared beforehand, it saves time to those inputs for which the first parser is not enough."""
LIBRARIES = {
    Format.HTML: ("trafilatura", "lxml.html"),
    Format.PDF: ("pypdfium2",),
    Format.DOCX: ("docx",),
    Format.EMAIL: ("email.policy", "trafilatura", "lxml.html"),
    FEED: ("feedparser", "lxml.html"),
    SPARE: ("pypdf",),
}
"""What a task's parser imports when it is first used: worth importing once, before children are made for jobs."""


def task_of(raw: bytes, hint: Hint) -> str:
    """Give the task that makes a text of bytes."""
    return sniff(raw, hint).value


def prepare(task: str) -> None:
    """Import what a task needs."""
    import importlib

    if task == FEED:
        importlib.import_module("bot.ingest.parsers.feed.parsing")
    elif task != SPARE:
        parser_of(Format(task))
    for library in LIBRARIES.get(task, ()):
        importlib.import_module(library)


def perform(task: str, raw: bytes, hint: Hint) -> Iterator[Frame]:
    """Do a task; raises whatever its parser raises."""
    if task == FEED:
        from bot.ingest.parsers.feed.parsing import parse_feed

        return feed_frames(parse_feed(raw, hint))
    return extracted_frames(parse(raw, hint))
