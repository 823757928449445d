"""The modal that takes a question about a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.safety import on_one_line, shortened
from bot.adapters.slack.rendering.pieces import plain_text
from bot.adapters.slack.views.fields import Wrong, carried_in, field_block, modal, small_print, text_in
from bot.answering.grammar import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.slack.rendering.runs import Json

NAME = "ask"
_LONGEST_QUESTION = 600
_LONGEST_NAME = 300


def ask_view(reference: str, *, title: str = "", carried: Mapping[str, str] | None = None) -> Json:
    """Give the modal that asks for a question about a statement ("S12"), which it carries."""
    about = shortened(f"{reference}, {title}" if title else reference, _LONGEST_NAME)
    element = {
        "type": "plain_text_input",
        "max_length": _LONGEST_QUESTION,
        "focus_on_load": True,
        "placeholder": plain_text("What was agreed on sanctions?"),
    }
    blocks = [small_print(f"About {about}"), field_block("question", "Question", element)]
    return modal(NAME, "Ask", blocks, submit="Ask", carried={**(carried or {}), "reference": reference})


def read_question(view: Mapping[str, object]) -> str | Wrong:
    """Give the command that was filled in, or what is wrong with it."""
    question = on_one_line(text_in(view, "question"))
    if not any(character.isalnum() for character in question):
        return Wrong({"question": "Type a question."})
    if len(question) > _LONGEST_QUESTION:
        return Wrong({"question": f"A question holds {_LONGEST_QUESTION} characters at most."})
    reference = carried_in(view).get("reference", "")
    return f"ask {reference} {question}" if is_reference(reference) else f"ask {question}"
