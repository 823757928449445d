"""What is asked for without the frame around it: "what does it say about X?" asks for X. English only."""

from __future__ import annotations

import re

_WHO = (
    r"(?:(?:it|they|he|she|we|you|this|the|these|those|both|all|document|statement|text|ministers?|leaders?|sides?) )+"
)
_SAY = r"(?:says?|said|stated?|mention(?:ed)?|agreed?|decided?|have|has|had|contain|written)"
_ON = r"(?:about|on|of|over|regarding|concerning|as to|with (?:regard|respect) to)"
_THING = r"(?:what|anything|something|nothing|everything)(?: else)?"
_FRAMES = (
    rf"{_THING} (?:does|do|did|has|have|had) {_WHO}{_SAY}(?: to say)? {_ON}",
    rf"{_THING} (?:is|was|were|has been) {_SAY} {_ON}",
    rf"(?:is|was|are|were) (?:there )?(?:anything|something) (?:{_SAY} )?{_ON}",
    rf"(?:does|do|did) {_WHO}{_SAY} (?:anything|something) {_ON}",
    rf"any(?:thing)? (?:(?:mention|words?|news|more|else) )?{_ON}",
    rf"(?:what|how|everything|all) {_ON}",
)
_FRAME = re.compile(
    rf"(?:(?:and|so|but|please|tell me|show me|find),? )?(?:{'|'.join(_FRAMES)}) (?=\w)",
    re.IGNORECASE,
)


def unframe(question: str) -> str:
    """Give a question without the words that only say that it is one; whole where nothing else would be left."""
    written = " ".join(question.split())
    frame = _FRAME.match(written)
    return written[frame.end() :] if frame else question
