"""The options at the end of `brief ...`: in N sentences, short, long, by section, with <engine>, public."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.words import Word, split_words

if TYPE_CHECKING:
    from bot.answering.commands import Size

_NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TOO_MANY = 10**9
MOST_PASSAGES = 20
_SIZES: dict[str, Size] = {"short": "short", "long": "long"}


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked of a briefing's form."""

    sentences: int | None = None
    size: Size | None = None
    by_section: bool = False
    engine: str | None = None
    public: bool = False


def take_options(text: str) -> tuple[str, Options]:
    """Split `text` into what comes before its options, and the options.

    In a text of several lines only a last line that holds nothing else is read as options.
    """
    lines = text.rstrip().rsplit("\n", 1)
    kept, options = _take_from_end(lines[-1])
    if len(lines) == 1:
        return kept.strip(), options
    return (text, Options()) if kept.strip() else (lines[0].strip(), options)


def take_passages(text: str) -> tuple[str, int | None]:
    """Take "in N passages" off the end of a question."""
    words = split_words(text)
    if len(words) > 2 and words[-1].is_keyword({"passage", "passages"}) and words[-3].is_keyword({"in"}):
        number = _whole_number(words[-2])
        if number is not None and 0 < number <= MOST_PASSAGES:
            return text[: words[-3].start].strip(), number
    return text.strip(), None


def _take_from_end(line: str) -> tuple[str, Options]:
    words = split_words(line)
    options = Options()
    while words:
        taken, options = _take_last(words, options)
        if not taken:
            break
        del words[-taken:]
    return line[: words[-1].end] if words else "", options


def _take_last(words: list[Word], options: Options) -> tuple[int, Options]:
    """Give how many words the last option takes (0: there is none), and the options with it; the last one said wins."""
    last = words[-1]
    before = words[-2] if len(words) > 1 else None
    if last.is_keyword({"public"}):
        return 1, replace(options, public=True)
    if last.is_keyword(_SIZES):
        return 1, replace(options, size=options.size or _SIZES[last.text.casefold()])
    if before and before.is_keyword({"by"}) and last.is_keyword({"section", "sections"}):
        return 2, replace(options, by_section=True)
    if before and before.is_keyword({"with"}):
        return 2, replace(options, engine=options.engine or last.text)
    number = _whole_number(before) if before and last.is_keyword({"sentence", "sentences"}) else None
    if number is not None and len(words) > 2 and words[-3].is_keyword({"in"}):
        return 3, replace(options, sentences=number if options.sentences is None else options.sentences)
    return 0, options


def _whole_number(word: Word) -> int | None:
    text = word.text.casefold().replace(",", "")
    if text in _NUMERALS:
        return _NUMERALS.index(text) + 1
    digits = text.removeprefix("-").removeprefix("−")
    if not digits.isdecimal():
        return None
    size = int(digits) if len(digits) < 10 else _TOO_MANY
    return size if digits == text else -size
