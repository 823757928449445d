"""The modal that asks what is to be briefed, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.briefing_form import LENGTHS, NAME, WRONG_COUNT, Wanted, brief_command, is_count
from bot.adapters.discord.views.fields import LONGEST_TEXT, Wrong, choice_field, modal, text_field, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.discord.rendering.runs import Json

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
        choice_field("length", "Length", LENGTHS, "fitting"),
        text_field("sentences", "Sentences at most", most=5, is_optional=True, hint="Goes before the length"),
        choice_field("shape", "What is quoted", _SHAPES, "whole"),
        choice_field("engine", "How sentences are chosen", engines, next(iter(engines))),
    ]
    return modal(NAME, "Brief a statement", fields)


def read_brief(data: Mapping[str, object]) -> str | Wrong:
    """Give the command that was filled in, or what is wrong with it."""
    subject = text_in(data, "subject")
    if not subject:
        return Wrong("That holds nothing to brief: give a link, the text itself, or a statement, such as S12.")
    wanted = Wanted(
        engine=text_in(data, "engine"),
        length=text_in(data, "length"),
        sentences=text_in(data, "sentences"),
        by_section=text_in(data, "shape") == "section",
    )
    return brief_command(subject, wanted) if is_count(wanted.sentences) else Wrong(WRONG_COUNT)
