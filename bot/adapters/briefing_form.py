"""The form that asks what is to be briefed, and how: what may be filled in, and the command that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace

NAME = "brief"
MOST_SENTENCES = 1_000
LENGTHS = {"fitting": "What suits the text", "short": "Short", "long": "Long"}
_SIZES = frozenset(("short", "long"))
WRONG_COUNT = f"A briefing holds 1 to {MOST_SENTENCES:,} sentences."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in beside the subject; `sentences` goes before the length."""

    engine: str = ""
    length: str = ""
    sentences: str = ""
    by_section: bool = False
    is_public: bool = False


def is_count(sentences: str) -> bool:
    """Whether a number of sentences is left out, or one that a briefing may have."""
    return not sentences or (sentences.isdecimal() and len(sentences) < 6 and 1 <= int(sentences) <= MOST_SENTENCES)


def brief_command(subject: str, wanted: Wanted) -> str:
    """Give the command.

    The options stand on a line of their own and always name the engine, so that no word of the subject is read as one.
    """
    from summarizers.choosing import DEFAULT_ENGINE, engine_names

    engine = wanted.engine if wanted.engine in engine_names() else DEFAULT_ENGINE
    return f"brief {subject}\n{options_in_words(replace(wanted, engine=engine))}"


def options_in_words(wanted: Wanted) -> str:
    """Give what is wanted beside the subject in the words of the command language."""
    said = (
        f"with {wanted.engine}" if wanted.engine else "",
        f"in {wanted.sentences} sentences" if wanted.sentences else wanted.length if wanted.length in _SIZES else "",
        "by section" if wanted.by_section else "",
        "public" if wanted.is_public else "",
    )
    return " ".join(each for each in said if each)
