"""Tokens of text and of query alike: folded form and stem, each with its span.

One function makes the words that are indexed and the words that are looked for, so that both always agree. A form
and a stem hold letters and digits only, which is what a full-text index made of such words can keep whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

import snowballstemmer

from summarizers.vocabulary.numerals import read_number
from summarizers.vocabulary.spelling import join_spellings

_SNOWBALL = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}

_LONGEST_FORM = 64
"""Characters of a word that count: a text without spaces is one word, and no index wants it whole."""

_UNSPACED = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f"
)
"""Chinese, Japanese and Korean writing, cut into pieces of two characters."""

_UNSPACED_RUN = re.compile(f"([{_UNSPACED}]+)")
_MARKS = "\u0300-\u0305\u0307-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
_WORD = re.compile(
    rf"""
      (?P<abbreviation> (?P<letters> (?<![^\W_]) [^\W\d_] (?: \. [^\W\d_] (?![^\W_]) )+ \.? ) (?: ['’]s (?![^\W_]) )? )
    | (?P<number> (?<![^\W_]) \d+ (?: [.,’'\u00a0\u202f] \d+ )+ )
    | (?P<word> (?: (?:co|de|non|pre|re) - )? [^\W_]+ (?: ['’\u0306{_MARKS}]+ [^\W_]+ )* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Prefixes that are written with a hyphen or without ("co-operation", "non-nuclear", "pre-election") are joined."""

_POSSESSIVE = re.compile(r"['’][sS]?$")
_DROPPED = re.compile(f"(?<!\u0438)\u0306|[{_MARKS}\u0640]")
"""Accents and vowel points; the breve of the Russian short i, which is a letter of its own, and kana voicing stay."""

_UNITED_STATES = frozenset({"US", "USA", "U.S.", "U.S", "U.S.A.", "U.S.A", "u.s.", "u.s.a."})


class Token(NamedTuple):
    """A word of a text: `text[start:end]` is what stands there, `form` it folded, `stem` its stem."""

    form: str
    stem: str
    start: int
    end: int


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  (the library's name)


def fold(text: str) -> str:
    """Fold case, accents and compatibility forms away; other characters stay as they are."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return unicodedata.normalize("NFC", _DROPPED.sub("", decomposed))


def tokenize(text: str, language: str = "en") -> list[Token]:
    """Give the tokens of a text in reading order, in time linear in its length."""
    tokens: list[Token] = []
    for match in _WORD.finditer(text):
        written, start = match.group(), match.start()
        if written.isascii() and written.isalpha():  # nine words of ten, and a third of the time
            form, its_stem = _form_and_stem(written[:_LONGEST_FORM], language)
            tokens.append(Token(form, its_stem, start, match.end()))
        elif match.lastgroup == "number":
            _add_number(tokens, written, start, language)
        elif match.lastgroup == "abbreviation":
            _add(tokens, match["letters"], start, start + len(match["letters"]), language)
        elif written.isascii() or not _UNSPACED_RUN.search(written):
            _add_word(tokens, written, start, language)
        else:
            _add_mixed(tokens, written, start, language)
    return tokens


_ARABIC_ARTICLE = re.compile(r"^[وفبك]?(?:ال|لل)(?=\w{3})")
"""The article and what is written together with it, without which the stemmer cuts "the stock" and "a stock" apart."""


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """Give the folded stem of a word, written with its accents or folded; the form itself without a stemmer."""
    folded = _letters_and_digits(fold(word))
    stemmer = _stemmer(language)
    if stemmer is None or not folded.isalpha():
        return folded
    if language == "ar":
        word = _ARABIC_ARTICLE.sub("", word)
    cut = stemmer.stemWord(join_spellings(folded) if language == "en" else word.lower())
    return _letters_and_digits(fold(cut)) or folded


def _add_word(tokens: list[Token], word: str, start: int, language: str) -> None:
    """Add one word without its possessive ending, or the two around an apostrophe that elides ("l'Ukraine")."""
    if "'" not in word and "’" not in word:
        _add(tokens, word, start, start + len(word), language)
    elif language == "en":
        word = _POSSESSIVE.sub("", word)
        _add(tokens, word, start, start + len(word), language)
    else:
        for part in re.finditer(r"[^'’]+", word):
            _add(tokens, part.group(), start + part.start(), start + part.end(), language)


def _add_mixed(tokens: list[Token], run: str, start: int, language: str) -> None:
    """Add the pieces of unspaced writing and the words between them ("G7首脳")."""
    for position, part in enumerate(_UNSPACED_RUN.split(run)):
        if position % 2:
            _add_pieces(tokens, part, start)
        elif part:
            _add_word(tokens, part, start, language)
        start += len(part)


def _add_pieces(tokens: list[Token], run: str, start: int) -> None:
    """Add the two-character pieces of a run without spaces, overlapping by one; a single character is its own piece."""
    for offset in range(max(1, len(run) - 1)):
        piece = run[offset : offset + 2]
        form = _letters_and_digits(fold(piece))
        if form:
            tokens.append(Token(form, form, start + offset, start + offset + len(piece)))


def _add_number(tokens: list[Token], written: str, start: int, language: str) -> None:
    """Add a number with separators as one token; its parts where it is none (a date, a paragraph's number)."""
    number = read_number(fold(written), language)
    if number is not None:
        tokens.append(Token(number[:_LONGEST_FORM], number[:_LONGEST_FORM], start, start + len(written)))
        return
    for part in re.finditer(r"\d+", written):
        _add(tokens, part.group(), start + part.start(), start + part.end(), language)


def _add(tokens: list[Token], word: str, start: int, end: int, language: str) -> None:
    form, its_stem = _form_and_stem(word[:_LONGEST_FORM], language)
    if form:
        tokens.append(Token(form, its_stem, start, end))


@lru_cache(maxsize=200_000)
def _form_and_stem(word: str, language: str) -> tuple[str, str]:
    """Give form and stem of a word as it is written; two empty strings where it holds no letter or digit."""
    if word in _UNITED_STATES:
        return "usa", "usa"
    form = _letters_and_digits(fold(word))
    return (form, stem(_letters_and_digits(word) or form, language)) if form else ("", "")


def _letters_and_digits(text: str) -> str:
    return text if text.isalnum() else "".join(character for character in text if character.isalnum())


@cache
def _stemmer(language: str) -> _Stemmer | None:
    name = _SNOWBALL.get(language)
    return snowballstemmer.stemmer(name) if name else None
