"""What Discord still finds too long is sent in two, again and again if need be, and nothing of it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.payloads import Forum, payload_of
from bot.adapters.discord.rendering import Message, Paging, render
from bot.adapters.discord.rendering.halving import halve, halve_content
from bot.answering.replies import Action, Block, Citation, Context, Heading, Line, Quote, Reply, Title
from storage.delivery.progress import Halves
from tests.bot.adapters.discord.showing import MARK, check
from tests.fakes.discord_markdown import live, visible_text

QUOTE = Quote("The Council agreed to review the measures in the spring of next year. " * 3, 0, 213, 3)


def _message(*blocks: Block) -> Message:
    return render(Reply(blocks, (Action("Longer", "brief S1 long"),)), pages=Paging.MESSAGES)[-1]


def _halved(message: Message, way: str = "message", **more: object) -> Halves:
    halves = halve(payload_of(message, way, **more))  # type: ignore[arg-type]
    assert halves is not None
    return halves


def _parts(content: str, most: int) -> Iterator[str]:
    """Halve as a Discord would have it that took `most` characters."""
    halves = halve_content(content) if len(content) > most else None
    if halves is None:
        yield content
    else:
        yield from _parts(halves[0], most)
        yield from _parts(halves[1], most)


def _words(text: str) -> list[str]:
    return text.replace(MARK, " ").split()


lines = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=9)
paragraphs = st.lists(lines, min_size=1, max_size=120).map(" ".join)
blocks = st.one_of(
    st.builds(Line, paragraphs),
    st.builds(Heading, paragraphs),
    st.builds(Title, paragraphs, st.none() | st.just("https://example.org/talks")),
    st.builds(lambda text: Context((text,)), paragraphs),
    st.builds(
        lambda text, lit: Quote(text, 0, len(text), 2, lit=((0, min(lit, len(text))),), note="central"),
        paragraphs,
        st.integers(1, 300),
    ),
)


@given(st.lists(blocks, min_size=1, max_size=6), st.integers(100, 1_500))
@settings(max_examples=80, deadline=None)
def test_the_halves_of_halves_hold_all_that_was_there_and_nothing_more_acts(parts: list[Block], most: int) -> None:
    for message in render(Reply(tuple(parts)), pages=Paging.MESSAGES):
        pieces = list(_parts(message.content, most))
        assert [word for piece in pieces for word in _words(visible_text(piece))] == _words(
            visible_text(message.content)
        )
        kinds = {each.kind for each in live(message.content)} | {"italic"}
        assert {each.kind for piece in pieces for each in live(piece)} <= kinds


def test_each_half_is_a_message_that_discord_takes() -> None:
    halves = _halved(_message(Title("Talks"), *[QUOTE] * 4))
    for half in (halves.first, halves.second):
        check(Message(str(half["content"]), tuple(json.loads(json.dumps(half["components"])))))
        assert str(half["content"]).count("> The Council") == 2


def test_the_buttons_stand_below_the_second_half_but_in_an_answer() -> None:
    message = _message(QUOTE, QUOTE)
    for way, first, second in (("message", 0, 1), ("original", 1, 0), ("followup", 1, 0)):
        halves = _halved(message, way)
        assert [len(list(half["components"])) for half in (halves.first, halves.second)] == [first, second]  # type: ignore[call-overload]


def test_the_second_half_of_an_answer_follows_it_as_hidden_as_the_first() -> None:
    halves = _halved(_message(QUOTE, QUOTE), "original", ephemeral=True)
    assert (halves.first["way"], halves.second["way"]) == ("original", "followup")
    assert halves.second["ephemeral"] is True


def test_the_second_half_answers_no_message_and_opens_no_post() -> None:
    halves = _halved(_message(QUOTE, QUOTE), reply_to="5", forum=Forum("Digest"))
    assert {"reply_to", "forum"} <= set(halves.first)
    assert not {"reply_to", "forum"} & set(halves.second)
    assert halves.is_threaded
    assert not _halved(_message(QUOTE, QUOTE)).is_threaded


def test_one_quotation_is_cut_between_words_and_says_that_it_goes_on() -> None:
    halves = halve_content(_message(QUOTE).content)
    assert halves is not None
    assert visible_text(halves[0]).endswith(f" {MARK}")
    assert all(half.startswith("> ") for half in halves)
    assert halves[1].endswith("¶3")


def test_bold_text_that_is_cut_is_bold_in_both_halves() -> None:
    halves = halve_content("> They agreed **to review the measures** in spring")
    assert halves == ("> They agreed **to review** *(continues)*", "> **the measures** in spring")


def test_a_link_is_never_cut() -> None:
    halves = halve_content("**[A b c d e f g](<https://example.org/#:~:text=a>)** end")
    assert halves == ("**[A b c d e f g](<https://example.org/#:~:text=a>)** *(continues)*", "end")


def test_a_block_to_copy_becomes_two_blocks() -> None:
    halves = halve_content(_message(Citation("one two three four")).content)
    assert halves == ("```\none two\n```\n-# (continues)", "```\nthree four\n```")


def test_what_has_one_word_can_not_be_halved() -> None:
    assert halve_content("Word") is None
    assert halve({"content": "> Word"}) is None
    assert halve({}) is None
