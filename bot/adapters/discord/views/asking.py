"""The modal that takes a question about a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.safety import on_one_line
from bot.adapters.discord.views.fields import Wrong, modal, name_of, text_field, text_in
from bot.answering.grammar import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.discord.rendering.runs import Json

NAME = "ask"
_LONGEST_QUESTION = 600


def ask_modal(reference: str, *, title: str = "") -> Json:
    """Give the modal that asks for a question about a statement ("S12"), which it carries."""
    about = f"{reference}, {title}" if title else reference
    field = text_field("question", "Question", most=_LONGEST_QUESTION, is_long=True, hint=f"About {about}")
    return modal(NAME, f"Ask {reference}", [field], reference)


def read_question(data: Mapping[str, object]) -> str | Wrong:
    """Give the command that was filled in, or what is wrong with it."""
    question = on_one_line(text_in(data, "question"))
    if not any(character.isalnum() for character in question):
        return Wrong("That holds no question.")
    if len(question) > _LONGEST_QUESTION:
        return Wrong(f"A question holds {_LONGEST_QUESTION} characters at most.")
    _, reference = name_of(data)
    return f"ask {reference} {question}" if is_reference(reference) else f"ask {question}"
