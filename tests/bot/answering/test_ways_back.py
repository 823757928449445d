"""The way back: quotations of what was read on the web lead to their place there, wherever they are shown."""

from __future__ import annotations

import pytest

from bot.answering.desk import Desk
from bot.ingest.incoming import Incoming, hash_raw
from storage.records import SourceKind
from tests.bot.conftest import TALKS, Say, request
from tests.bot.speaking import quotes

PAGE = "https://talks.example/lisbon"


@pytest.fixture
async def paged(desk: Desk, say: Say) -> Say:
    """Store the talks as a page and give the way to ask about them."""
    page = Incoming("talks.example", TALKS, hash_raw(TALKS.encode()), SourceKind.URL, address=PAGE)
    await desk.store(request("brief"), page)
    return say


@pytest.mark.parametrize(
    "said", ["brief S1", "section S1 1", "ask S1 who left households without service?", "ask all natural gas"]
)
async def test_every_quotation_of_a_page_leads_to_it(paged: Say, said: str) -> None:
    shown = quotes(await paged(said))
    assert shown
    assert all(quote.address and quote.address.startswith(f"{PAGE}#:~:text=") for quote in shown)


async def test_a_pasted_text_has_no_way_back_on_the_web(stored: Say) -> None:
    assert [quote.address for quote in quotes(await stored("brief S2"))] == [None] * len(
        quotes(await stored("brief S2"))
    )
