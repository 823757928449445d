"""The command language: words in, a command out. The one place that knows it; pure, and it never raises.

References stay words here: whether "talks in Brussels" is a statement, only the store knows (`references.py`).
A keyword wins over a word, and quotation marks make any keyword a word again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answering.commands import (
    COMMANDS,
    Ask,
    AskAll,
    Brief,
    Cancel,
    CheckFeed,
    Cite,
    Command,
    Find,
    Forget,
    Help,
    ListStatements,
    NearMiss,
    Reread,
    Section,
    Sections,
    Series,
    Settings,
    Share,
    Similar,
    Unclear,
    Why,
)
from bot.answering.narrowing import take_narrowing
from bot.answering.options import take_options, take_passages
from bot.answering.setting.words import names_setting
from bot.answering.spelling import is_slip_of, slips
from bot.answering.wording import clipped
from bot.answering.words import Word, split_words, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable

_REFERENCE = re.compile(r"s\d{1,9}|latest", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE = re.compile(
    r"(?:\.{0,2}/|~/|[a-z]:\\)\S+|\S+\.(?:txt|text|md|markdown|html?|xhtml|pdf|docx|rtf|eml)", re.IGNORECASE
)
_PUNCTUATION = ".,:;!?"
_ENGLISH = frozenset(
    """
    act acts asked asks beatings betting bettings bind bite blind blue bond briefed briefer briefly briefs chief cited cites city
    cancels cancer cute cuttings deed fast fed feeds feel fees feet felt feud final finds fine fined fink fire fist fond ford forged forges forgets forgot
    fittings food free fund getting gist grief hare heap heatings heed held hell hello helm helps hint hist host kelp kind
    kite last least lest letting lettings lift line link lint listed lists lit lot lust meetings mind mint mist need
    netting nettings next petting reed rind seating seatings seed seedings settling settlings shade shake shale shame
    shape shard shared shares sharp shave shore site sites sitting sittings spare stare stings strings testings weed
    wetting wind
    """.split()
)
"""English words (and near words) one letter from a command, with which a question may well begin."""


def parse(text: str) -> Command:
    """Give the command that a person's words stand for."""
    words = split_words(text)
    if not words:
        return Help()
    first = words[0]
    name = "" if first.is_quoted else first.text.casefold().rstrip(_PUNCTUATION)
    rest = text[first.end :].strip()
    if name in _PARSERS:
        return _PARSERS[name](rest)
    return _parse_bare(text.strip(), words)


def is_address(word: str) -> bool:
    """Say whether a word is the address of a page."""
    return _ADDRESS.fullmatch(word) is not None


def is_file_name(word: str) -> bool:
    """Say whether a word has the form of a file's name or path."""
    return _FILE.fullmatch(word) is not None


def is_reference(word: str) -> bool:
    """Say whether a word is a reference by itself: "S12" or "latest"."""
    return _REFERENCE.fullmatch(word) is not None


def _parse_bare(text: str, words: list[Word]) -> Command:
    if len(words) == 1:
        word = words[0].text
        if is_address(word) or is_file_name(word):
            return Brief(subject=text)
        if not words[0].is_quoted and is_reference(word):
            return NearMiss(said=word, meant=f"brief {word}")
    meant = None if words[0].is_quoted else _nearest_command(words)
    if meant:
        rest = text[words[0].end :].strip()
        return NearMiss(said=clipped(text), meant=clipped(f"{meant} {rest}".strip(), 200))
    return Ask(words=text, is_bare=True)


def _nearest_command(words: list[Word]) -> str | None:
    """Give the command that the first word is a slip of; two slips count where the rest is plainly an argument."""
    first = words[0].text.casefold().strip(_PUNCTUATION)
    if first in _ENGLISH:
        return None
    if first == "setting" and not names_setting(" ".join(word.text for word in words[1:])):
        return None  # "setting interest rates" is a question
    for name in COMMANDS:
        if is_slip_of(first, name):
            return name
    is_argument = len(words) <= 2 and all(word.text.isdecimal() or is_reference(word.text) for word in words[1:])
    if is_argument and len(first) > 4:
        return next((name for name in COMMANDS if len(name) > 4 and slips(first, name) == 2), None)
    return None


def parse_brief(rest: str) -> Brief:
    """Give the command that the words after `brief` make: a subject, and options at the end."""
    subject, options = take_options(rest)
    return Brief(
        subject=subject,
        sentences=options.sentences,
        size=options.size,
        by_section=options.by_section,
        engine=options.engine,
        public=options.public,
    )


def _parse_section(rest: str) -> Command:
    if not rest or is_reference(rest):
        name = f"section {rest}".strip()
        return Unclear(f'"{name}" wants a number or words, as in "{name} 2".')
    return Section(rest)


def _parse_ask(rest: str) -> Command:
    question, passages = take_passages(rest)
    words = split_words(question)
    if words and words[0].is_keyword({"all"}) and len(words) > 1:
        return _ask_all(question[words[0].end :].strip(), passages)
    if not question or is_reference(question) or (words[0].is_keyword({"all"}) and len(words) == 1):
        name = f"ask {question}".strip()
        return Unclear(f'"{name}" wants a question, as in "{name} what was agreed on sanctions?".')
    return Ask(question, passages=passages)


def _ask_all(question: str, passages: int | None) -> AskAll:
    """Narrow only by what follows the question mark, where there is one: before it, "from" is a word of the question."""
    asked, mark, after = question.rpartition("?")
    narrowed = take_narrowing(f"? {after}".strip() if mark else question)
    if narrowed.undated is not None or (mark and narrowed.words != "?"):
        return AskAll(question, passages=passages)
    words = f"{asked}?" if mark else narrowed.words
    return AskAll(words, narrowed.issuer, narrowed.since, whole=question if narrowed.issuer else "", passages=passages)


def _parse_find(rest: str) -> Command:
    narrowed = take_narrowing(rest)
    if narrowed.undated is not None:
        return Unclear(
            f'"since" wants a date, such as 2025-04-03 or "April 2025", not "{clipped(narrowed.undated, 40)}". '
            "To look for the word itself, put it in quotation marks."
        )
    if not narrowed.words:
        return Unclear('"find" wants words, as in "find price cap since 2023".')
    return Find(narrowed.words, narrowed.issuer, narrowed.since)


def _parse_why(rest: str) -> Command:
    """`why` stands alone; with more words it begins a question."""
    if not rest:
        return Why()
    if rest.isdecimal() or is_reference(rest):
        return Unclear('"why" stands alone: it explains the last briefing shown here.')
    return Ask(f"why {rest}", is_bare=True)


def _parse_cite(rest: str) -> Command:
    words = split_words(rest)
    is_markdown = len(words) > 1 and words[-2].is_keyword({"as"}) and words[-1].is_keyword({"markdown"})
    return Cite(rest[: words[-2].start].strip(), as_markdown=True) if is_markdown else Cite(rest)


def _parse_cancel(rest: str) -> Command:
    """`cancel` stands alone; with more words it begins a question."""
    return Ask(f"cancel {rest}", is_bare=True) if rest else Cancel()


def _parse_feed(rest: str) -> Command:
    """Take "check <url>"; with other words "feed" begins a question."""
    words = split_words(rest)
    if words and words[0].is_keyword({"check"}):
        address = unquoted(rest[words[0].end :].strip())
        if is_address(address):
            return CheckFeed(address)
        return Unclear('"feed check" wants an address, as in "feed check https://example.org/news.xml".')
    if not words:
        return Unclear('"feed" wants "check" and an address, as in "feed check https://example.org/news.xml".')
    return Ask(f"feed {rest}", is_bare=True)


def _parse_series(rest: str) -> Command:
    """Take "after <ref>" or "none" off the end."""
    words = split_words(rest)
    if words and words[-1].is_keyword({"none"}):
        return Series(rest[: words[-1].start].strip(), is_first=True)
    at = next((at for at in range(len(words) - 1, -1, -1) if words[at].is_keyword({"after"})), None)
    if at is None:
        return Series(rest)
    after = rest[words[at].end :].strip()
    if not after:
        return Unclear('"after" wants a statement, as in "series S12 after S9".')
    return Series(rest[: words[at].start].strip(), after)


def _needs_reference(name: str, command: Callable[[str], Command]) -> Callable[[str], Command]:
    def parse_reference(rest: str) -> Command:
        return command(rest) if rest else Unclear(f'"{name}" wants a statement, as in "{name} latest" or "{name} S1".')

    return parse_reference


_PARSERS: dict[str, Callable[[str], Command]] = {
    "brief": parse_brief,
    "list": ListStatements,
    "sections": Sections,
    "section": _parse_section,
    "ask": _parse_ask,
    "find": _parse_find,
    "why": _parse_why,
    "cite": _parse_cite,
    "reread": Reread,
    "cancel": _parse_cancel,
    "feed": _parse_feed,
    "share": _needs_reference("share", Share),
    "forget": _needs_reference("forget", Forget),
    "series": _parse_series,
    "similar": Similar,
    "settings": Settings,
    "help": Help,
}
