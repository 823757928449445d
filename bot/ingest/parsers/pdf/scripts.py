"""What letters tell of how they are set: with or without spaces, to the left or to the right."""

from __future__ import annotations

import re
import unicodedata

_UNSPACED = re.compile(r"[\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script without spaces between words (Chinese, Japanese)."""
    return bool(_UNSPACED.match(character))


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text run to the left."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return False
    letters = sum(unicodedata.category(character)[0] == "L" for character in text)
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > letters
