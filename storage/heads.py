"""The head of a statement (title, issuers, dates, place) as a version keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summarizers.reading.kinds import series_key
from summarizers.vocabulary.tokens import tokenize

if TYPE_CHECKING:
    from summarizers.reading.document import Document


def head_row(document: Document) -> dict[str, Any]:
    """Give the columns of a version that say what the document is."""
    series = series_key(document)
    named = (document.title, *document.issuers, document.place)
    return {
        "title": document.title,
        "issuers": json.dumps(document.issuers, ensure_ascii=False),
        "publisher": document.publisher,
        "event_date": document.event_date,
        "published": document.published,
        "place": document.place,
        "head_words": spaced_forms("\n".join(filter(None, named)), document.language),
        "series_issuers": "\n".join(series.issuers),
        "kind": series.kind,
        "is_titled": series.is_titled,
        "issuer_words": spaced_forms("\n".join(document.issuers), document.language),
    }


def read_issuers(column: str) -> tuple[str, ...]:
    """Give the issuers as they were written by `head_row`."""
    return tuple(json.loads(column))


def spaced_forms(text: str, language: str = "en") -> str:
    """Give the folded words of a text, each after a space, so that LIKE '% word%' finds the beginning of one."""
    return "".join(f" {token.form}" for token in tokenize(text, language))
