"""The modal that asks what is to be briefed, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.discord.views.fields import LONGEST_TEXT, Wrong, choice_field, modal, text_field, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.discord.rendering.runs import Json

NAME = "brief"
_MOST_SENTENCES = 1_000
_LENGTHS = {"fitting": "What suits the text", "short": "Short", "long": "Long"}
_SHAPES = {"whole": "The text as a whole", "section": "A line or two for each section"}


def brief_modal(subject: str = "") -> Json:
    """Give the modal; `subject` is filled in already."""
    from summarizers.choosing import engine_names

    engines = {name: name for name in engine_names()}
    fields = [
        text_field(
            "subject",
            "Link, statement or text",
            most=LONGEST_TEXT,
            is_long=True,
            value=subject,
            hint="A link, a statement such as S12, or the text itself",
        ),
        choice_field("length", "Length", _LENGTHS, "fitting"),
        text_field("sentences", "Sentences at most", most=5, is_optional=True, hint="Goes before the length"),
        choice_field("shape", "What is quoted", _SHAPES, "whole"),
        choice_field("engine", "How sentences are chosen", engines, next(iter(engines))),
    ]
    return modal(NAME, "Brief a statement", fields)


def read_brief(data: Mapping[str, object]) -> str | Wrong:
    """Give the command that was filled in, or what is wrong with it.

    The options stand on a line of their own and always name the engine, so that no word of the subject is read as one.
    """
    subject = text_in(data, "subject")
    if not subject:
        return Wrong("That holds nothing to brief: give a link, the text itself, or a statement, such as S12.")
    sentences = text_in(data, "sentences")
    if sentences and not (sentences.isdecimal() and len(sentences) < 6 and 1 <= int(sentences) <= _MOST_SENTENCES):
        return Wrong(f"A briefing holds 1 to {_MOST_SENTENCES:,} sentences.")
    return f"brief {subject}\n{' '.join(_options(data, sentences))}"


def _options(data: Mapping[str, object], sentences: str) -> list[str]:
    from summarizers.choosing import DEFAULT_ENGINE, engine_names

    engine, length = text_in(data, "engine"), text_in(data, "length")
    options = [f"with {engine if engine in engine_names() else DEFAULT_ENGINE}"]
    if sentences:
        options.append(f"in {sentences} sentences")
    elif length in {"short", "long"}:
        options.append(length)
    if text_in(data, "shape") == "section":
        options.append("by section")
    return options
