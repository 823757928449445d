"""What Slack still finds too long is sent in two, again and again if need be, and nothing of it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack.rendering import Message, render
from bot.adapters.slack.rendering.halving import halve
from bot.adapters.slack.rendering.simplifying import simplify
from bot.answering.replies import Action, Block, Heading, Line, Quote, Reply, Table, Title
from storage.delivery.progress import Halves
from storage.delivery.records import Payload
from tests.bot.adapters.slack.showing import MARK, check
from tests.fakes.slack.blocks import sum_of_blocks
from tests.fakes.slack.reading import visible_text

QUOTE = Quote("The Council agreed to review the measures in the spring of next year. " * 6, 0, 426, 3)


def _payload(*blocks: Block, **more: object) -> Payload:
    (message,) = render(Reply(blocks, (Action("Longer", "brief S1 long"),)))
    return {"text": message.text, "blocks": json.loads(json.dumps(message.blocks)), "way": "message", **more}


def _blocks(payload: Payload) -> list[dict[str, object]]:
    blocks = payload["blocks"]
    assert isinstance(blocks, list)
    return blocks


def _parts(payload: Payload, most: int) -> Iterator[Payload]:
    """Halve as Slack would have it that took `most` characters."""
    halves = halve(payload) if sum_of_blocks(_blocks(payload)) > most else None
    if halves is None:
        yield payload
    else:
        yield from _parts(halves.first, most)
        yield from _parts(halves.second, most)


def _halved(payload: Payload) -> Halves:
    halves = halve(payload)
    assert halves is not None
    return halves


def _words(text: str) -> list[str]:
    return text.replace(MARK, " ").split()


lines = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9)
paragraphs = st.builds(
    lambda words, times: " ".join(words * times), st.lists(lines, min_size=1, max_size=9), st.integers(1, 30)
)
blocks = st.one_of(
    st.builds(Line, paragraphs),
    st.builds(Heading, lines),
    st.builds(lambda text: Quote(text, 0, len(text), 2, lit=((0, 1),)), paragraphs),
)


@given(st.lists(blocks, min_size=1, max_size=8), st.integers(40, 600))
@settings(max_examples=60, deadline=None)
def test_the_halves_of_halves_hold_all_that_was_there(parts: list[Block], most: int) -> None:
    for message in render(Reply(tuple(parts))):
        payload = {"text": message.text, "blocks": json.loads(json.dumps(message.blocks))}
        shown = [word for part in _parts(payload, most) for word in _words(visible_text(_blocks(part)))]
        assert shown == _words(visible_text(payload["blocks"]))


def test_each_half_is_a_message_that_slack_takes_with_a_text_of_its_own() -> None:
    halves = _halved(_payload(Title("Talks"), *[QUOTE] * 8))
    for half, said in ((halves.first, 5), (halves.second, 4)):
        check(Message(str(half["text"]), tuple(_blocks(half))))
        assert 3 <= str(half["text"]).count("“The Council") <= said


def test_the_buttons_stay_with_the_first_half() -> None:
    halves = _halved(_payload(*[QUOTE] * 4))
    kinds = [[block["type"] for block in _blocks(half)] for half in (halves.first, halves.second)]
    assert kinds == [["rich_text", "rich_text", "actions"], ["rich_text", "rich_text"]]


def test_the_second_half_goes_in_the_thread_of_the_first_unless_both_are_in_one() -> None:
    assert _halved(_payload(QUOTE, QUOTE)).is_threaded
    assert not _halved(_payload(QUOTE, QUOTE, thread_ts="1.2")).is_threaded
    assert not _halved(_payload(QUOTE, QUOTE, way="response")).is_threaded


def test_only_the_first_half_takes_the_place_of_what_stood_there() -> None:
    halves = _halved(_payload(QUOTE, QUOTE, way="response", replace=True))
    assert (halves.first["replace"], halves.second["replace"]) == (True, False)


def test_one_quotation_is_cut_between_words_and_says_that_it_goes_on() -> None:
    halves = _halved({**_payload(QUOTE), "blocks": _blocks(_payload(QUOTE))[:1]})
    assert visible_text(_blocks(halves.first)).endswith(f" {MARK}")
    whole = [*visible_text(_blocks(halves.first)).split()[:-1], *visible_text(_blocks(halves.second)).split()]
    assert whole == [*QUOTE.text.split(), "¶3"]


def test_the_halves_of_a_table_have_its_head() -> None:
    rows = tuple((f"S{at}", "Talks") for at in range(9))
    payload = _payload(Table(("no.", "title"), rows))
    parts = list(_parts({**payload, "blocks": _blocks(payload)[:1]}, 30))
    assert all(visible_text(_blocks(part)).startswith("no.\ntitle\n") for part in parts)
    assert [line for part in parts for line in visible_text(_blocks(part)).split("\n") if line.startswith("S")] == [
        f"S{at}" for at in range(9)
    ]


def test_what_has_one_word_can_not_be_halved() -> None:
    assert (
        halve({"text": "Word", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Word"}}]}) is None
    )
    assert halve({"text": "Word"}) is None


def test_a_text_without_blocks_is_cut_as_any_text() -> None:
    halves = _halved({"text": "One line.\nAnother line."})
    assert (halves.first["text"], halves.second["text"]) == ("One line.", "Another line.")


def test_a_refused_table_is_sent_as_lines() -> None:
    payload = _payload(Title("Talks"), Table(("no.", "title"), (("1", "Cables"), ("2", ":zap: gas"))))
    plain = simplify(payload)
    assert plain is not None
    check(Message(str(plain["text"]), tuple(_blocks(plain))))
    assert "table" not in {block["type"] for block in _blocks(plain)}
    assert "1  Cables\n2  :zap: gas" in visible_text(_blocks(plain))
    assert simplify(plain) is None
