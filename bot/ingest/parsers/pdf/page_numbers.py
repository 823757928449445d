"""The forms of page numbers: "4", "- 4 -", "iv", "Page 3 of 5", "3/5", "Seite 3 von 5", "第3页 共5页"."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})"
NUMBERS = re.compile(r"(?<![\w.,])(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})(?![\w]|[.,]\d)")
_WORD = r"(?:pages?|seiten?|p[áa]ginas?|pagina|pag\.?|p[gp]?\.?|s\.|стр\.?|страница|strona|sida|side|sayfa|صفحة|第|제|頁|页)"
_OF = r"(?:/|\||of|von|sur|de|di|do|из|z|av|af|van|共|中|من|，共|of the)"
_FORM = re.compile(
    rf"[-–—•·|*~\[(<\s]*(?:{_WORD}\s*[:#]?\s*)?(?P<number>{_NUMBER})\s*(?:页|頁|ページ|쪽|面)?"
    rf"(?:\s*{_OF}\s*(?:共|第)?\s*(?P<total>{_NUMBER})\s*(?:页|頁|ページ|쪽|面)?)?[-–—•·|*~\])>\s.]*",
    re.IGNORECASE,
)
_DECORATED = re.compile(
    rf"(?:[-–—•·|*~\[(<]\s*{_NUMBER}\s*[-–—•·|*~\])>])|.*{_WORD}.*|.*ページ.*|.*쪽.*", re.IGNORECASE
)


def page_number_of(text: str) -> int | None:
    """Give the number of a text that has the form of a page number; `None` for any other text."""
    match = _FORM.fullmatch(text)
    return value_of(match["number"]) if match else None


def is_unmistakable(text: str, page_count: int) -> bool:
    """Whether a text of that form says of itself that it is a page number: by a word, by dashes, by the last page."""
    match = _FORM.fullmatch(text)
    names_total = bool(match and match["total"] and value_of(match["total"]) == page_count)
    return names_total or bool(_DECORATED.fullmatch(text))


def value_of(number: str) -> int | None:
    """Give the value of a number in figures or Roman numerals; `None` for what is neither."""
    if number.isdecimal():
        return int(number)
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    digits = [values.get(character, 0) for character in number.casefold()]
    if not digits or 0 in digits:
        return None
    total = sum(-d if d < following else d for d, following in zip(digits, [*digits[1:], 0], strict=True))
    return total if total > 0 and _roman(total) == number.casefold() else None


def _roman(value: int) -> str:
    numerals = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for amount, numeral in numerals:
        while value >= amount:
            text, value = text + numeral, value - amount
    return text
