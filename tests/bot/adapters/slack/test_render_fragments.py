"""Ways back: what a browser makes of them leads to the quotation and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.rendering import render
from bot.answering.fragments import address_of_quotation, is_link, text_fragment
from bot.answering.replies import Quote, Reply, Title
from tests.bot.adapters.slack.showing import urls

SENTENCE = (
    "They condemned the cutting of the Skerry-2 cable, which left 310,000 households without power for nine days."
)
BODY = (
    f"The Ministers met in Lisbon. {SENTENCE} The Ministers met again in June. R&D, trade - and energy - were discussed at length "
    "by all of the delegations present."
)


def _span(text: str, body: str = BODY) -> tuple[int, int]:
    start = body.index(text)
    return start, start + len(text)


def _found_by_browser(body: str, fragment: str) -> tuple[int, int] | None:
    """Find what a text directive names as the specification has it: first start, then the first end after it."""
    directive = [re.escape(unquote(part)).replace(r"\ ", r"\s+") for part in fragment.split(",")]
    first = re.search(rf"(?<!\w){directive[0]}(?!\w)", body, re.IGNORECASE)
    if first is None or len(directive) == 1:
        return first.span() if first else None
    last = re.compile(rf"(?<!\w){directive[1]}(?!\w)", re.IGNORECASE).search(body, first.end())
    return (first.start(), last.end()) if last else None


def test_a_sentence_is_named_by_its_first_and_last_words() -> None:
    start, end = _span(SENTENCE)
    assert text_fragment(BODY, start, end) == "They%20condemned%20the%20cutting,power%20for%20nine%20days"


def test_signs_that_part_a_directive_are_encoded() -> None:
    start, end = _span("R&D, trade - and energy - were discussed at length by all of the delegations present.")
    assert text_fragment(BODY, start, end) == "R%26D%2C%20trade%20%2D%20and,of%20the%20delegations%20present"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Ministers met", BODY),
        ("They met.", "They met. In Lisbon."),
        ("議会は春に措置を見直すことに合意し、すべての当事者に対して直ちに順守するよう求めた上で議長国に報告を求めた。", "議会は春に措置を見直すことに合意し、すべての当事者に対して直ちに順守するよう求めた上で議長国に報告を求めた。"),
    ],
    ids=["ambiguous", "short", "a script without spaces"],
)  # fmt: skip
def test_what_is_not_sure_to_be_found_has_no_fragment(text: str, body: str) -> None:
    assert text_fragment(body, *_span(text, body)) is None


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        ("https://example.org/a", None, "https://example.org/a#:~:text=WORDS"),
        ("https://example.org/a#part", None, "https://example.org/a#part:~:text=WORDS"),
        ("https://example.org/a#:~:text=old", None, "https://example.org/a#:~:text=WORDS"),
        ("https://example.org/a.pdf", 3, "https://example.org/a.pdf#page=3"),
        ("javascript:alert(1)", None, None),
        ("https://exam ple.org/", None, None),
        ("https://[bad/", None, None),
        (f"https://example.org/{'a' * 3000}", None, None),
    ],
)
def test_the_address_of_a_quotation(address: str, page: int | None, expected: str | None) -> None:
    start, end = _span("The Ministers met again in June.")
    words = text_fragment(BODY, start, end) or ""
    assert words
    assert address_of_quotation(address, BODY, start, end, page) == (expected and expected.replace("WORDS", words))


def test_words_that_come_too_early_are_passed_over_for_longer_ones() -> None:
    body = "Alpha beta gamma delta said one two three four and then once more one two three four."
    assert text_fragment(body, 0, len(body)) == "Alpha%20beta%20gamma,more%20one%20two%20three%20four"


def test_words_that_fit_in_two_places_are_no_way_back() -> None:
    body = (
        "The parties agreed to meet again in the spring of next year. The parties agreed to meet again in the autumn."
    )
    assert text_fragment(body, *_span("The parties agreed to meet again in the spring of next year.", body)) is None


few_words = st.sampled_from(["the", "council", "R&D,", "trade-offs;"])
words = st.lists(few_words | st.integers(1, 99).map("no.{}".format), min_size=1, max_size=40)


@given(words, st.data())
def test_a_fragment_leads_to_its_quotation_alone(said: list[str], data: st.DataObject) -> None:
    body = " ".join(said)
    first = data.draw(st.integers(0, len(said) - 1))
    last = data.draw(st.integers(first, len(said) - 1))
    start = len(" ".join(said[:first])) + (first > 0)
    end = len(" ".join(said[: last + 1]))
    fragment = text_fragment(body, start, end)
    if fragment is None:
        return
    assert not set("-& ") & set(fragment)
    assert fragment.count(",") <= 1
    assert len(unquote(fragment.replace(",", " ")).split()) <= 8
    found = _found_by_browser(body, fragment)
    assert found is not None
    assert (found[0], found[1]) == (start, end - (body[start:end][-1] in ",;"))


@given(st.text(max_size=60))
def test_what_is_called_a_link_is_one(address: str) -> None:
    assert not is_link(address) or re.match(r"https?://[^\s/]", address, re.IGNORECASE)


def _quotation(address: str | None) -> Reply:
    start, end = _span(SENTENCE)
    return Reply((Quote(SENTENCE, start, end, 2, address=address),))


def test_a_quotation_of_a_page_is_linked_to_its_place() -> None:
    (message,) = render(_quotation("https://example.org/talks#:~:text=They"))
    assert urls(message.blocks) == ["https://example.org/talks#:~:text=They"]


@pytest.mark.parametrize("address", [None, "javascript:alert(1)", "file:///etc/passwd"])
def test_what_has_no_address_of_the_web_has_no_link(address: str | None) -> None:
    (message,) = render(_quotation(address))
    assert urls(message.blocks) == []


def test_a_title_that_looks_like_an_address_is_no_link_to_another() -> None:
    reply = Reply((Title("https://www.state.example", "https://evil.example/"),))
    assert urls(render(reply)[0].blocks) == []
