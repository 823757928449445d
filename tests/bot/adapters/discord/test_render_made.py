"""Documents that nobody would write: whatever they hold, Discord takes the messages and the text is all there."""

from __future__ import annotations

import json
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.rendering import Paging, loading, render
from bot.adapters.discord.rendering.safety import escaped
from bot.answering.replies import Action, Block, Citation, Context, Heading, Line, Reply, Table, Title
from tests.bot.adapters.discord.showing import MARK, all_of, check, check_all, quote_of, quoted, shown
from tests.fakes.discord_markdown import live, quotations, server_mentions, visible_text
from tests.shared import shared_folder

ODD = (
    "\u202e\u2066\u200b\u200d\ufeff\x00\x1b\x7f\x85\ud800\U000e0041<>&:*_~`|@#!/()[].-+=1\\\n\t \u05d0\u0627\u4e2d"
    "\U0001f600e\u0301"
)
WITH_MEANING = [
    "@everyone", "<@1>", "<@&1>", "<#1>", "</a:1>", "<t:0:R>", ":smile:", "<:a:1>", "||", "**", "__", "~~", "```", "`",
    "https://evil.test", "discord.gg/abc", "[a](https://evil.test)", "[", "](", "\n# ", "\n- ", "\n1. ", "\n> ", "\n>>> ",
    "\n-# ", "\\", " ", "word",
]  # fmt: skip
text = st.text(st.one_of(st.sampled_from(ODD), st.characters()), min_size=1, max_size=400)
marked_up = st.lists(st.one_of(st.sampled_from(WITH_MEANING), st.sampled_from(ODD)), min_size=1, max_size=60).map(
    "".join
)
any_text = st.one_of(text, marked_up)
word = st.text(st.characters(categories=["L", "N", "P", "S", "M", "Lo"]), min_size=1, max_size=30)
long_text = st.builds(
    lambda words, times: " ".join(words * times), st.lists(word, min_size=1, max_size=20), st.integers(1, 300)
)
WORDS = "the Council agreed to review the measures and called upon all parties to comply ".split()
LINK = "https://example.org/a-b_(c),d?e=f*g&h#i"


quotes = st.builds(
    lambda said, speaker, lead_in, label, where, note, cut: quote_of(
        said, paragraph=3, speaker=speaker, lead_in=lead_in, label=label, where=where, note=note, is_list_item=cut % 2 == 0,
        address=LINK, lit=((7 + min(cut, len(said) - 1), 7 + len(said)), (7 + cut // 2, 7 + min(cut, len(said) - 1))),
    ),
    st.one_of(any_text, long_text), st.none() | any_text, st.none() | any_text, st.none() | any_text,
    st.none() | any_text, st.none() | any_text, st.integers(0, 300),
)  # fmt: skip
blocks = st.one_of(
    st.builds(Title, any_text, st.none() | st.just(LINK) | any_text),
    st.builds(Context, st.lists(any_text, max_size=12).map(tuple)),
    st.builds(Heading, any_text),
    st.builds(Line, st.one_of(any_text, long_text)),
    st.builds(Citation, st.one_of(any_text, long_text)),
    quotes,
    st.builds(
        lambda rows: Table(("", "title", "dates"), tuple(rows)),
        st.lists(st.tuples(any_text, any_text, any_text), max_size=60),
    ),
)
actions = st.builds(Action, any_text, st.one_of(any_text, long_text))
replies = st.builds(
    lambda parts, ways: Reply(tuple(parts), tuple(ways)),
    st.lists(cast("st.SearchStrategy[Block]", blocks), max_size=10),
    st.lists(actions, max_size=60),
)


@given(any_text)
@settings(max_examples=500)
def test_an_escaped_text_is_read_as_it_stands_and_nothing_in_it_acts(said: str) -> None:
    content = escaped(said)
    assert live(content) == []
    assert [each for each in server_mentions(content) if each.startswith("<")] == []
    if said.isprintable():
        assert visible_text(content) == said.strip()


@given(replies, any_text, st.sampled_from(Paging), st.integers(-3, 9))
@settings(max_examples=60, deadline=None)
def test_whatever_is_in_a_reply_discord_takes_it(reply: Reply, said: str, pages: Paging, page: int) -> None:
    check_all(render(reply, pages=pages, can_share=True, said=said, page=page), reply)


@given(any_text)
def test_whatever_is_being_read_discord_takes_what_is_said_of_it(said: str) -> None:
    check(loading(said))


@given(st.lists(word, min_size=1, max_size=1_500).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_what_goes_on_in_the_next_message_is_the_quotation(said: str) -> None:
    reply = Reply((quote_of(said),))
    messages = all_of(reply)
    check_all(messages, reply)
    assert quoted(messages) == said


def test_a_sentence_of_ten_thousand_words_goes_on_from_message_to_message_between_words() -> None:
    said = " ".join(WORDS[at % len(WORDS)] for at in range(10_000)) + "."
    messages = all_of(Reply((quote_of(said),)))
    assert quoted(messages) == said
    pieces = [quotations(message.content)[0] for message in messages]
    assert all(piece.endswith(f" {MARK}") for piece in pieces[:-1])
    assert min(len(message.content) for message in messages[:-1]) > 1_800


def test_a_quotation_of_many_sentences_is_cut_between_them() -> None:
    sentences = [f"The Council took note of the report of committee number {at} with appreciation." for at in range(90)]
    pieces = [quotations(message.content)[0] for message in all_of(Reply((quote_of(" ".join(sentences)),)))]
    assert len(pieces) > 1
    assert all(piece.endswith(f"appreciation. {MARK}") for piece in pieces[:-1])


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    said = "議" * 6_001 + "e\u0301" * 3_000 + "\U0001f600" * 3_000
    messages = all_of(Reply((quote_of(said),)))
    check_all(messages, Reply(()))
    assert quoted(messages) == said
    assert not any(quotations(message.content)[0].startswith("\u0301") for message in messages)


def test_letters_outside_the_basic_plane_count_twice() -> None:
    messages = all_of(Reply((quote_of("\U00010400" * 1_500),)))
    assert len(messages) == 2


def test_what_has_to_be_escaped_counts_as_it_is_written() -> None:
    said = "* " * 1_500
    messages = all_of(Reply((quote_of(said.strip()),)))
    check_all(messages, Reply(()))
    assert quoted(messages) == said.strip()


def test_right_to_left_text_is_shown_as_it_stands() -> None:
    said = "وافق المجلس على مراجعة التدابير في الربيع المقبل. המועצה הסכימה לבחון את האמצעים."
    assert shown(all_of(Reply((Title(said), Heading(said), quote_of(said, paragraph=2))))).count(said) == 3


def test_what_would_turn_or_hide_text_is_written_out() -> None:
    said = "pay \u202e001\u202c now \U000e0041\x00\x1b[31m"
    text = shown(all_of(Reply((quote_of(said), Line(said), Title(said), Table(("a",), ((said,),))))))
    assert text.count("pay <U+202E>001<U+202C> now <U+E0041>␀␛[31m") == 4
    assert not set("\u202e\u202c\U000e0041\x00\x1b") & set(text)


@pytest.mark.parametrize("name", ["chat/discord_markdown.jsonl", "chat/slack_mrkdwn.jsonl", "strings/blns.json"])
def test_nothing_of_the_hostile_texts_becomes_live(name: str) -> None:
    path = shared_folder("corpus") / name
    raw = path.read_text()
    texts = json.loads(raw) if name.endswith(".json") else [json.loads(line)["text"] for line in raw.splitlines()]
    for said in filter(None, texts):
        reply = Reply(
            (Title(said), Context((said,)), Heading(said), quote_of(said, paragraph=1), Line(said),
             Table((said, "title"), ((said, said),))),
            (Action(said, f"find {said}"),),
        )  # fmt: skip
        messages = render(reply, pages=Paging.MESSAGES, said=f"find {said}", can_share=True)
        check_all(messages, reply)
        assert [each for m in messages for each in server_mentions(m.content) if each.startswith("<")] == []
        if said.isprintable():
            assert said in quoted(messages)
