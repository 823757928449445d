"""Options of application commands as words of the command language. Pure."""

from __future__ import annotations

from bot.adapters.briefing_form import Wanted, options_in_words
from bot.answering.grammar import is_reference


def brief_words(
    subject: str,
    *,
    sentences: int | None = None,
    length: str = "",
    by_section: bool = False,
    engine: str = "",
    public: bool = False,
    default_engine: str = "",
) -> str:
    """Give the words that brief something.

    The options stand on a line of their own and name the engine, so that no word of the subject is read as one.
    """
    wanted = Wanted(engine or default_engine, length, str(sentences or ""), by_section, public)
    said = options_in_words(wanted)
    return f"brief {subject.strip()}\n{said}".strip() if subject.strip() else f"brief {said}".strip()


def reference_words(reference: str) -> str:
    """Give a reference as a word: S12 and latest as they are, a title in quotation marks; nothing where there is none."""
    name = " ".join(reference.replace('"', "'").split())
    if not name or is_reference(name):
        return name
    return f'"{name}"'


def command_words(name: str, *parts: object) -> str:
    """Give a command and its parts, those left out that are empty."""
    return " ".join([name, *(str(each).strip() for each in parts if each not in {None, ""} and str(each).strip())])


def narrowing_words(issuer: str, since: str) -> str:
    """Give what narrows a search."""
    named = issuer.replace('"', "'").strip()
    dated = since.replace('"', "'").strip()
    return " ".join(filter(None, (f'from "{named}"' if named else "", f"since {dated}" if dated else "")))


def question_words(question: str) -> str:
    """Give a question on one line, so that it is none of several commands."""
    return " ".join(question.split())
