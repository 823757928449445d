"""Where a text is cut that is too long for a message: between paragraphs, else lines, else at a space."""

from __future__ import annotations

import re

CONTINUES = "(continues)"
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_BETWEEN_LINES = re.compile(r"\n")
_BETWEEN_WORDS = re.compile(r"[ \t\u3000]+|(?<=[\u3001\u3002\uff0c\uff1b\uff1a])")
"""White space; where a script has none between words, the place after a mark."""


def halve_text(text: str) -> tuple[str, str] | None:
    """Give the halves of a text, cut as near to its middle as may be; `None` if there is no place to cut it.

    Only where neither paragraphs nor lines can be parted is a line cut, and then the first half says so. What was cut
    before and says so says it at its end still.
    """
    whole = text.strip()
    kept = whole.removesuffix(CONTINUES).rstrip()
    end_mark = f" {CONTINUES}" if kept != whole else ""
    for places, mark in ((_BETWEEN_PARAGRAPHS, ""), (_BETWEEN_LINES, ""), (_BETWEEN_WORDS, f" {CONTINUES}")):
        cuts = [place.span() for place in places.finditer(kept) if place.start() > 0 and place.end() < len(kept)]
        if cuts:
            start, end = min(cuts, key=lambda cut: abs(cut[0] + cut[1] - len(kept)))
            return kept[:start].rstrip() + mark, kept[end:].lstrip() + end_mark
    return None
