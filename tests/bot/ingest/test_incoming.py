from __future__ import annotations

from datetime import date

import pytest

from bot.errors import SourceError
from bot.ingest.incoming import Incoming, hash_raw, pasted

TEXT = "The ministers met in Lisbon. They agreed on gas."


def incoming(text: str, **known: object) -> Incoming:
    return Incoming("a.txt", text, hash_raw(text.encode()), **known)  # type: ignore[arg-type]


def test_the_date_of_the_source_counts_where_the_text_gives_none() -> None:
    assert incoming(TEXT, dated=date(2008, 12, 16)).read().published == date(2008, 12, 16)


def test_a_text_without_sentences_is_refused() -> None:
    with pytest.raises(SourceError, match="holds no sentence"):
        pasted("\ufeff\u00ad\u200b \n").read()


def test_the_title_of_the_format_counts_where_the_text_has_none() -> None:
    assert incoming(TEXT, title="Talks in Lisbon").read().title == "Talks in Lisbon"
    assert incoming(f"Ministers Hold Talks\n\n{TEXT}", title="Home").read().title == "Ministers Hold Talks"


def test_a_page_of_the_issuer_is_no_mirror() -> None:
    text = f"Ministry of Trade of Alba: Talks in Lisbon\n\n{TEXT}"
    issuer = incoming(text).read().issuers[0]
    assert incoming(text, publisher=issuer).read().publisher is None
    assert incoming(text, publisher="Mirror Daily").read().publisher == "Mirror Daily"
