"""Texts that name themselves a correction or an update of another, in eleven languages.

The words were collected by hand from the headings of corrected releases; they are matched folded (lower case, no
accents) at the beginning or the end of a title or of one of a text's first lines.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizers.vocabulary.tokens import fold, tokenize

if TYPE_CHECKING:
    from summarizers.reading.document import Document

_LINES = 5
_LINE = 300
"""The lines of a text that may name it a correction, and the characters of each that are looked at."""

_TELLING = """
corrected, corrected version, corrected copy, corrected text, corrigendum, corrigenda, erratum,
rectificatif, version corrigee, version rectifiee,
korrigierte fassung, korrigierte version, berichtigte fassung, berichtigte version,
version corregida, fe de erratas, versao corrigida, versione corretta, errata corrige,
исправленная версия, исправленный текст, نسخة مصححة, نص مصحح,
更正版, 勘误, 勘誤, 訂正版, 正誤表, 정정본, 수정본, 정오표
"""
"""What says so wherever a title or line begins with it."""

_SHORT = """
correction, corrections, updated, updated version, update, revised, revised version, amended, amended version, errata,
corrige, corrigee, corrige le, mise a jour, mis a jour, version revisee, version mise a jour,
korrektur, berichtigung, korrigiert, berichtigt, aktualisiert, aktualisierte fassung, aktualisierte version,
correccion, corregido, corregida, rectificacion, actualizado, actualizada, actualizacion, version actualizada,
correcao, corrigido, corrigida, retificacao, atualizado, atualizada, atualizacao, versao atualizada,
correzione, rettifica, corretto, corretta, aggiornato, aggiornata, aggiornamento, versione aggiornata,
исправление, исправлено, исправленный, уточнение, обновлено, обновленная версия,
تصحيح, تصويب, مصحح, محدث, تحديث,
更正, 更新, 更新版, 修订版, 修訂版, 訂正, 更新, 修正版, 정정, 수정, 업데이트
"""
"""What says so only where a colon, a dash, a bracket or the end of the line sets it off."""


def names_itself_correction(document: Document) -> bool:
    """Say whether title or first lines call the text a correction or an update of another."""
    lines = (line for line in document.body[: 10 * _LINE].splitlines() if line.strip())
    first = [line for line, _ in zip(lines, range(_LINES), strict=False)]
    return any(_is_naming(line[:_LINE]) for line in (document.title or "", *first))


def title_words(title: str, language: str) -> str:
    """Give a title's words, folded, without what names it a correction: the same for the text that it corrects."""
    bare = fold(_without_shout(title.strip()))
    for pattern in (_opening(), _ending()):
        bare = pattern.sub(" ", bare)
    return " ".join(token.form for token in tokenize(bare, language))


def _is_naming(line: str) -> bool:
    stripped = line.strip()
    if _without_shout(stripped) != stripped:
        return True
    folded = fold(stripped)
    return bool(_opening().match(folded) or _ending().search(folded))


def _without_shout(line: str) -> str:
    """Give a line without a first word in capitals that names it a correction ("UPDATED Joint Statement")."""
    shouted = re.match(r"([A-Z]{6,})\b\W*", line)
    is_shouted = shouted and fold(shouted[1]) in _forms(_SHORT) and not line.isupper()
    return line[shouted.end() :] if shouted and is_shouted else line


@cache
def _opening() -> re.Pattern[str]:
    telling, short = _alternatives(_TELLING), _alternatives(_SHORT)
    return re.compile(
        rf"^[\W_]*(?:(?:{telling})(?![^\W\u3000-\uffff])|(?:{short})\s*(?:[:：)\]）】』」|]|[-\u2013\u2014]\s|$))\W*"
    )


@cache
def _ending() -> re.Pattern[str]:
    every = _alternatives(f"{_TELLING},{_SHORT}")
    return re.compile(rf"(?:[(\[（【]|\s[-\u2013\u2014|]\s)\s*(?:{every})\s*[)\]）】]?\s*$")


def _alternatives(forms: str) -> str:
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(_forms(forms), key=len, reverse=True))


def _forms(forms: str) -> frozenset[str]:
    return frozenset(fold(" ".join(form.split())) for form in forms.split(",") if form.strip())
