"""Acronyms that a text itself defines: "Republic of Korea (ROK)", "MSP (Minerals Security Partnership)".

The long form is found by the rule of Schwartz and Hearst (2003, "A simple algorithm for identifying abbreviation
definitions in biomedical text"): the acronym's characters stand in it in order, the first at the start of a word.
"""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"\(([^()\n]{2,120})\)")
_ACRONYM = re.compile(r"(?=[^\W\d_]*[A-Z][^\W_]*[A-Z])[^\W\d_][\w.&-]{1,11}")
_QUOTES = "\"'“”‘’«» "
_INTRODUCTION = re.compile(r"^(?:the|hereinafter|hereafter|known as|or|collectively,?|together,?)\s+", re.IGNORECASE)
_BREAK = re.compile(r"[.;:!?\n()]")
_SMALL_WORDS = "a|an|and|at|by|for|from|in|of|on|the|to|with|de|des|du|la|le|les|et|und|der|die|das"


def learn_acronyms(text: str) -> dict[str, str]:
    """Give the acronyms that a text defines with their long forms, plural endings dropped ("UNSCRs")."""
    learnt: dict[str, str] = {}
    for brackets in _BRACKETS.finditer(text):
        inner = brackets[1].strip(_QUOTES)
        while introduced := _INTRODUCTION.match(inner):
            inner = inner[introduced.end() :].strip(_QUOTES)
        before = text[max(0, brackets.start() - 200) : brackets.start()].rstrip()
        if _ACRONYM.fullmatch(inner):
            acronym, long_form = inner, find_long_form(_singular(inner), _last_clause(before))
        else:
            acronym, long_form = _acronym_before(before), inner
            if not acronym or find_long_form(_singular(acronym), long_form) is None:
                continue
        if long_form and _singular(acronym) not in learnt:
            learnt[_singular(acronym)] = " ".join(long_form.split())
    return learnt


def find_long_form(acronym: str, clause: str) -> str | None:
    """Give the end of a clause that an acronym stands for; `None` where its characters don't stand there in order."""
    words = clause.split()[-min(len(acronym) + 5, len(acronym) * 2) :]
    window = " ".join(words)
    at = len(window)
    characters = [character.lower() for character in acronym if character.isalnum()]
    for position, character in reversed(list(enumerate(characters))):
        at -= 1
        while at >= 0 and not (
            window[at].lower() == character and (position > 0 or at == 0 or not window[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    long_form = window[at:]
    return long_form if len(long_form) > len(acronym) and " " in long_form else None


def find_spelt_out(acronym: str, text: str) -> str | None:
    """Give the first run of capitalised words whose initials are the acronym, small words between them allowed."""
    words = [rf"{re.escape(letter)}[\w’']*+" for letter in acronym]
    between = rf"(?:[\s-]++(?:{_SMALL_WORDS})\b)*[\s-]++"
    found = re.search(rf"\b{between.join(words)}", text)
    return found[0] if found else None


def _last_clause(before: str) -> str:
    return _BREAK.split(before)[-1]


def _acronym_before(before: str) -> str:
    word = before.rsplit(maxsplit=1)[-1].strip(_QUOTES) if before.split() else ""
    return word if _ACRONYM.fullmatch(word) else ""


def _singular(acronym: str) -> str:
    return acronym[:-1] if acronym.endswith("s") and acronym[:-1].isupper() else acronym
