"""Question-and-answer transcripts: who speaks in which block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_LABEL = re.compile(
    r"(?P<who>(?:Q|A|QUESTION|ANSWER|FRAGE|ANTWORT|PREGUNTA|RESPUESTA|ВОПРОС|ОТВЕТ)(?: \d{1,2})?(?:\s?\([^()\n]{1,60}\))?"
    r"|[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’\-]*(?:[ ,]+[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Яa-z.'’\-]*){0,6}(?:\s?\([^()\n]{1,60}\))?"
    r"|[\u4e00-\u9fff\u3040-\u30ff]{1,12})\s?(?:[:：]|\.(?=\s[A-Z])|(?<=^Q)(?=\s))\s*"
)
_CAPITALS = re.compile(r"[^a-zß-ÿа-я]+")
_FEWEST_TURNS = 4


def find_speakers(texts: Sequence[str]) -> list[tuple[str, int] | None]:
    """Give, for each block, the speaker and the length of the label; `None` everywhere in what is no transcript.

    Labels must come back: "MODERATOR:" twice tells a transcript, "Clean energy jobs:" once is a lead.
    """
    turns = [_label(text) for text in texts]
    names = Counter(turn[0] for turn in turns if turn)
    total = sum(names.values())
    if total < _FEWEST_TURNS or total < 1.4 * len(names) or total < 0.15 * len(texts):
        return [None] * len(texts)
    repeated_or_questioned = "Q" in names or "QUESTION" in names or any(count > 1 for count in names.values())
    return turns if repeated_or_questioned else [None] * len(texts)


def _label(text: str) -> tuple[str, int] | None:
    match = _LABEL.match(text[:120])
    if not match or match.end() >= len(text):
        return None
    who = match["who"].strip()
    bare = re.sub(r"\(.*\)", "", who)
    in_capitals = _CAPITALS.fullmatch(bare.replace("Mc", "").replace("Mac", "")) is not None
    return (who, match.end()) if in_capitals else None
