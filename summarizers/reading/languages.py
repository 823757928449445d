"""Which language a text is in: by its script, then by its commonest words, then by a statistical model."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import fold

DEFAULT = "en"
_SAMPLE = 1_800
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.08),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), 0.3),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.4),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.4),
)
_LATIN = ("en", "fr", "de", "es", "pt", "it")
# Up to the combining marks; general punctuation (quotation marks, dashes) is no script of its own.
_LATIN_SCRIPT = re.compile(r"[\x00-\u02ff\u2000-\u206f]+")
_FEW = 0.03
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_CLEAR_SHARE = 0.15
_CLEAR_MARGIN = 1.15
_ENOUGH_WORDS = 8


def detect_language(text: str) -> str:
    """Give the ISO 639-1 code of the language that most of a text is in; `en` where nothing tells."""
    sample = _sample(text)
    other = _LATIN_SCRIPT.sub("", sample)
    if len(other) <= _FEW * len(sample):
        return _by_commonest_words(sample)
    letters = len(_LETTER.findall(sample))
    for language, script, share in _SCRIPTS:
        if len(script.findall(other)) >= share * letters:
            return language if language not in ("ar", "ru") else _within_script(sample, language)
    return _by_commonest_words(sample)


def _sample(text: str) -> str:
    """Three places of a long text, so that neither a masthead nor a notice decides."""
    if len(text) <= _SAMPLE:
        return text
    third = _SAMPLE // 3
    middle = len(text) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _within_script(sample: str, usual: str) -> str:
    """Cyrillic is mostly Russian and Arabic script mostly Arabic; the model knows the others."""
    words = [fold(word) for word in _WORD.findall(sample)]
    common = sum(word in stop_words(usual) for word in words)
    return usual if common >= _CLEAR_SHARE * len(words) or len(words) < _ENOUGH_WORDS else _by_model(sample)


def _by_commonest_words(sample: str) -> str:
    words = _WORD.findall(sample if sample.isascii() else fold(sample))
    shares = Counter(dict.fromkeys(_LATIN, 0))
    languages_of = _languages_by_word()
    for word in words:
        for language in languages_of.get(word.lower(), ()):
            shares[language] += 1
    (best, most), (_, second) = shares.most_common(2)
    is_clear = most >= _CLEAR_SHARE * len(words) and most >= _CLEAR_MARGIN * second
    if is_clear or len(words) < _ENOUGH_WORDS:
        return best if most > second else DEFAULT
    return _by_model(sample)


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    """Give the languages in which a word is among the commonest."""
    words = {word for language in _LATIN for word in stop_words(language)}
    return {word: tuple(language for language in _LATIN if word in stop_words(language)) for word in words}


def _by_model(sample: str) -> str:
    import py3langid  # half a second to load: only where the words leave a doubt

    language, _ = py3langid.classify(sample)
    return str(language)
