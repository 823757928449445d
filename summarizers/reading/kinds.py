"""Which statements follow one another: the kind of a statement, and the key that those of one series share.

A kind is what stays of a title from one time to the next: not the date, the number of the meeting, the place where it
was held, the name of who speaks. The counterpart of a call or the subject of a statement stays, for a reader takes
a call with somebody else for another matter. A text without a telling title has the kind of its first sentence; what
such texts repeat of each other says more (`continues`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summarizers.reading.dates import find_dates
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import Token, fold, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizers.reading.document import Document

NEAR = 0.6
"""Share of their words (Dice) that two sentences have in common when one is the other brought up to date."""

_LEAST_SENTENCES = (3, 3, 2)
_LEAST_SHARE = (0.75, 0.5, 0.2)
"""What an untitled text must repeat of an earlier one, if none, one or both of them name their issuers.

Of the statements of one committee each repeats at least a quarter of the one before; letters of one form on different
matters repeat up to two thirds of each other."""

_SHORTEST = 4
"""Words that a sentence needs to be compared: shorter ones are alike by chance."""

_NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve twenty thirty first second third fourth fifth
    sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
    nineteenth twentieth annual inaugural premier premiere deuxieme troisieme quatrieme cinquieme erste ersten zweite
    zweiten dritte dritten primera primero segunda segundo tercera tercero primeira primeiro terceira terceiro prima
    primo seconda secondo terza terzo updated update jr sr""".split()
)
"""Numbers and ordinals as words, folded, and what else tells one time from the next."""

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|e|eme|er|o|a)?|q[1-4]|h[12]")
_DESIGNATION = re.compile(
    r"(?:article|chapter|convention|directive|law|no|order|proclamation|protocol|regulation|resolution|section|title)s?"
)
"""Words before a number that names a thing ("Resolution 2231") instead of counting meetings."""

_VENUE = re.compile(
    r"(?<=[\w’'])(?P<meeting>.*\b(?:meeting|summit|session|conference|talks|consultations|dialogue|forum|assembly)\b.*?)"
    r",? (?:held )?(?:in|at) (?:the )?[A-Z][\w.’'-]+(?:,? [A-Z][\w.’'-]+){0,4}\s*$",
    re.IGNORECASE,
)
_FORMS = frozenset(
    """statement statements communique declaration remarks message letter press release announcement readout conclusions
    transcript briefing fact sheet note news joint media background memorandum official text icymi""".split()
)
"""Words of a title that name its form alone."""

_COLLEGE = re.compile(
    r"\b(?:leaders|ministers|council|committee|board|summit|conference|forum|assembly|presidents|governors|heads)\b",
    re.IGNORECASE,
)
"""Bodies that speak once they have met: their statement needs no other subject to follow the last."""

_OFFICE = re.compile(
    r"(?:.*?\b)?(?P<office>(?:vice |deputy )?(?:president|premier|minister|chancellor|secretary|spokesperson|spokesman"
    r"|spokeswoman|advis[eo]r|king|queen|prince|emperor|governor|chair|chairman|chairwoman|director|commissioner"
    r"|representative|coordinator|ambassador|lady|taoiseach|general|speaker|senator))\s+(?P<name>(?!of\b).+)"
)
_AFTER_NAME = re.compile(r",? (?:of|jr|sr|ii|iii|iv)\b.*")


class SeriesKey(NamedTuple):
    """What the statements of one series share.

    `issuers` are their names in one spelling ("president biden"), sorted; `is_titled` says that `kind` comes from a
    telling title, else it is that of the first sentence.
    """

    issuers: tuple[str, ...]
    kind: str
    is_titled: bool


class Wording(NamedTuple):
    """The telling words of each sentence of a text, and all of them together."""

    sentences: tuple[frozenset[str], ...]
    words: frozenset[str]


def kind_of(document: Document) -> str:
    """Give the kind of a document's title, else of its first sentence: stems, in their order; may be empty."""
    return series_key(document).kind


def series_key(document: Document) -> SeriesKey:
    """Give what the statements of the document's series share."""
    issuers = tuple(sorted({name for issuer in document.issuers if (name := spell_issuer(issuer, document.language))}))
    titled = _reduce(document.title or "", document)
    speaks_together = len(issuers) > 1 or any(_COLLEGE.search(issuer) for issuer in document.issuers)
    if _is_telling(titled, speaks_together=speaks_together):
        return SeriesKey(issuers, _join(titled), True)
    opening = document.sentences[0].text if document.sentences else ""
    return SeriesKey(issuers, _join(_reduce(opening, document)), False)


def spell_issuer(issuer: str, language: str = "en") -> str:
    """Give one spelling for the ways in which an issuer is named: office and surname for a person, else the stems."""
    folded = re.sub(r"[.’']s?\b", "", fold(issuer))
    person = _OFFICE.fullmatch(folded)
    if person:
        names = _AFTER_NAME.sub("", person["name"]).split()
        return f"{person['office']} {names[-1].strip(' ,.')}" if names else person["office"]
    stopped = stop_words(language)
    return " ".join(token.stem for token in tokenize(issuer, language) if token.form not in stopped)


def word_sentences(sentences: Iterable[Iterable[str]], language: str) -> Wording:
    """Give the wording of a text from the stems of its sentences; sentences of a few words are left out."""
    passing = stop_words(language)
    telling = (frozenset(stem for stem in stems if stem not in passing and not stem.isdigit()) for stems in sentences)
    kept = tuple(words for words in telling if len(words) >= _SHORTEST)
    return Wording(kept, frozenset().union(*kept))


def continues(earlier: Wording, later: Wording, *, known_issuers: int) -> bool:
    """Say whether an untitled text repeats an earlier one; `known_issuers` counts the texts that name their issuers.

    Bodies that speak of one matter at each meeting repeat their last statement: the same issuers are of one series
    from two near-equal sentences on, if these are a fifth of the shorter text. Where one of two texts does not name
    its issuers ("The Committee continues to believe ..."), it must repeat half, where none does three quarters, and
    three sentences at least.
    """
    shorter = min(len(earlier.sentences), len(later.sentences))
    least = max(_LEAST_SENTENCES[known_issuers], _LEAST_SHARE[known_issuers] * shorter)
    if shorter < least:
        return False
    # Texts that share too few words on the whole can't share sentences: soon told, and told of most.
    shared = len(earlier.words & later.words)
    if shared < NEAR / 5 * min(len(earlier.words), len(later.words)):
        return False
    return (
        sum(any(_likeness(words, other) >= NEAR for other in earlier.sentences) for words in later.sentences) >= least
    )


def _likeness(words: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(words & other) / (len(words) + len(other))


def _reduce(text: str, document: Document) -> list[Token]:
    """Give the words of a title or sentence that stay the same from one time to the next."""
    language = document.language
    for span in reversed(find_dates(text, language)):
        text = f"{text[: span.start]} {text[span.end :]}"
    text = _VENUE.sub(r"\g<meeting>", text)
    names = {token.stem for issuer in document.issuers for token in tokenize(issuer, language)}
    passing = stop_words(language) | _NUMBER_WORDS | _calendar_words(language)
    kept: list[Token] = []
    before = ""
    for token in tokenize(text, language):
        counts = bool(_ORDINAL.fullmatch(token.form)) and not _DESIGNATION.fullmatch(before)
        if not counts and token.form not in passing and token.stem not in names:
            kept.append(token)
        before = token.form
    return kept


def _is_telling(tokens: Sequence[Token], *, speaks_together: bool) -> bool:
    """Say whether a title names a subject; "Joint Statement" is enough of several who speak together."""
    return any(token.form not in _FORMS for token in tokens) or (speaks_together and bool(tokens))


def _join(tokens: Sequence[Token]) -> str:
    return " ".join(token.stem for token in tokens)


@cache
def _calendar_words(language: str) -> frozenset[str]:
    """Give the names of months and days, folded, in English and in a language."""
    from babel import UnknownLocaleError
    from babel.dates import get_day_names, get_month_names

    words: set[str] = set()
    for each in ("en", language):
        try:
            names = [*get_month_names("wide", locale=each).values(), *get_day_names("wide", locale=each).values()]
        except (UnknownLocaleError, ValueError):
            continue
        words.update(fold(str(name)) for name in names)
    return frozenset(words)
