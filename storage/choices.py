"""Chosen sentences as JSON: indices, scores and reasons, never text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizers.choosing.engine import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable


def encode_choices(choices: Iterable[Choice]) -> str:
    """Give choices as JSON."""
    return json.dumps([(choice.index, choice.score, choice.reason) for choice in choices], ensure_ascii=False)


def decode_choices(column: str) -> tuple[Choice, ...]:
    """Give choices as `encode_choices` wrote them."""
    return tuple(Choice(index, score, reason) for index, score, reason in json.loads(column))
