"""The modal that asks what is to be briefed, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.briefing_form import (
    LENGTHS,
    MOST_SENTENCES,
    NAME,
    WRONG_COUNT,
    Wanted,
    brief_command,
    is_count,
)
from bot.adapters.safety import harmless
from bot.adapters.slack.rendering.pieces import plain_text
from bot.adapters.slack.views.fields import LONGEST_TEXT, Wrong, field_block, is_ticked, modal, one_of, option, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.slack.rendering.runs import Json

_PLACES = {"me": "To me alone", "channel": "To everyone in the channel"}


def brief_view(subject: str = "", *, can_publish: bool = True, carried: Mapping[str, str] | None = None) -> Json:
    """Give the modal. `subject` is filled in already; `can_publish`: there is a channel that the answer may go to."""
    blocks = [_subject(subject), _length(), _sentences(), _by_section(), _engine()]
    if can_publish:
        places = [option(label, value) for value, label in _PLACES.items()]
        blocks.append(field_block("place", "Where the answer goes", one_of(places, places[0], is_open=True)))
    return modal(NAME, "Brief a statement", blocks, submit="Brief", carried=carried)


def read_brief(view: Mapping[str, object]) -> str | Wrong:
    """Give the command that was filled in, or what is wrong with it."""
    subject = text_in(view, "subject")
    if not subject:
        return Wrong({"subject": "Paste a link or the text itself, or name a statement, such as S12."})
    wanted = Wanted(
        engine=text_in(view, "engine"),
        length=text_in(view, "length"),
        sentences=text_in(view, "sentences"),
        by_section=is_ticked(view, "by_section"),
        is_public=text_in(view, "place") == "channel",
    )
    return brief_command(subject, wanted) if is_count(wanted.sentences) else Wrong({"sentences": WRONG_COUNT})


def _subject(subject: str) -> Json:
    element: dict[str, object] = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": LONGEST_TEXT,
        "focus_on_load": True,
        "placeholder": plain_text("https://..., S12, or the text itself"),
    }
    if subject:
        element["initial_value"] = harmless(subject)[:LONGEST_TEXT]
    hint = f'Up to {LONGEST_TEXT:,} characters; a message that holds more has the shortcut "Brief this".'
    return field_block("subject", "Link, statement or text", element, hint=hint)


def _length() -> Json:
    lengths = [option(label, value) for value, label in LENGTHS.items()]
    return field_block("length", "Length", one_of(lengths, lengths[0]))


def _sentences() -> Json:
    element = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": "1",
        "max_value": str(MOST_SENTENCES),
    }
    return field_block("sentences", "Sentences at most", element, hint="Goes before the length.", is_optional=True)


def _by_section() -> Json:
    boxes = {"type": "checkboxes", "options": [option("A line or two for each section", "yes")]}
    return field_block("by_section", "By section", boxes, is_optional=True)


def _engine() -> Json:
    from summarizers.choosing import engine_names

    engines = [option(name, name) for name in engine_names()]
    return field_block("engine", "How sentences are chosen", one_of(engines, engines[0]))
