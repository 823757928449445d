"""Documents that nobody would write: whatever they hold, Slack takes the messages and the text is all there."""

from __future__ import annotations

import json
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack.rendering import Paging, loading, render
from bot.adapters.slack.rendering.pressing import read_press
from bot.answering.briefings import briefing_reply, choose_briefing
from bot.answering.commands import Brief
from bot.answering.outlines import outline_reply
from bot.answering.quoting import quote_sentences
from bot.answering.replies import Action, Block, Citation, Context, Heading, Line, Quote, Reply, Table, Title
from bot.answering.subjects import Subject
from summarizers.reading.reader import read
from tests.bot.adapters.slack.showing import MARK, check_all, quoted
from tests.fakes.slack.reading import visible_text
from tests.shared import shared_folder

ODD = (
    "\u202e\u2066\u200b\u200d\ufeff\x00\x1b\x7f\x85\ud800\U000e0041<>&:*_~`|@#!\n\t \u05d0\u0627\u4e2d\U0001f600e\u0301"
)
text = st.text(st.one_of(st.sampled_from(ODD), st.characters()), min_size=1, max_size=400)
word = st.text(st.characters(categories=["L", "N", "P", "S", "M", "Lo"]), min_size=1, max_size=30)
long_text = st.builds(
    lambda words, times: " ".join(words * times), st.lists(word, min_size=1, max_size=20), st.integers(1, 900)
)
WORDS = "the Council agreed to review the measures and called upon all parties to comply ".split()


def _quote(said: str, **more: object) -> Quote:
    return Quote(said, 7, 7 + len(said), **more)  # type: ignore[arg-type]


quotes = st.builds(
    lambda said, speaker, lead_in, label, where, note, cut: _quote(
        said, paragraph=3, speaker=speaker, lead_in=lead_in, label=label, where=where, note=note, is_list_item=cut % 2 == 0,
        lit=((7 + min(cut, len(said) - 1), 7 + len(said)),),
    ),
    st.one_of(text, long_text), st.none() | text, st.none() | text, st.none() | text, st.none() | text, st.none() | text,
    st.integers(0, 300),
)  # fmt: skip
blocks = st.one_of(
    st.builds(Title, text, st.none() | st.just("https://example.org/a-b,c?d=e&f#g") | text),
    st.builds(Context, st.lists(text, max_size=12).map(tuple)),
    st.builds(Heading, text),
    st.builds(Line, st.one_of(text, long_text)),
    st.builds(Citation, st.one_of(text, long_text)),
    quotes,
    st.builds(
        lambda rows: Table(("", "title", "date"), tuple(rows)), st.lists(st.tuples(text, text, text), max_size=130)
    ),
)
actions = st.builds(Action, text, st.one_of(text, long_text))
replies = st.builds(
    lambda parts, ways: Reply(tuple(parts), tuple(ways)),
    st.lists(cast("st.SearchStrategy[Block]", blocks), max_size=12),
    st.lists(actions, max_size=130),
)


@given(replies, text, st.sampled_from(Paging), st.booleans(), st.integers(-3, 9))
@settings(max_examples=60, deadline=None)
def test_whatever_is_in_a_reply_slack_takes_it(reply: Reply, said: str, pages: Paging, plain: bool, page: int) -> None:
    check_all(render(reply, pages=pages, can_share=True, said=said, page=page, plain=plain), ["https://example.org"])


def test_the_own_text_of_a_message_holds_signs_of_markup_as_they_stand() -> None:
    (message,) = render(Reply((Line("<!channel> & <@U1> &lt;b&gt; :zap: say"),)))
    assert message.text == "&lt;!channel&gt; &amp; &lt;@U1&gt; &amp;lt;b&amp;gt; :\u2060zap: say"


def test_the_own_text_of_a_message_is_cut_at_a_line_and_says_so() -> None:
    (message, _) = render(Reply((_quote("議員は合意した。" * 300), Line("議長国が報告した。" * 300))))
    assert message.text.endswith("\n(continues)")
    assert message.text.startswith("“議員は合意した。")


@given(text)
def test_whatever_is_being_read_slack_takes_what_is_said_of_it(said: str) -> None:
    check_all([loading(said)])


@given(st.lists(word, min_size=1, max_size=3_000).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_what_goes_on_in_the_next_message_is_the_quotation(said: str) -> None:
    messages = render(Reply((_quote(said),)))
    check_all(messages)
    assert quoted(messages) == said


def test_a_sentence_of_ten_thousand_words_goes_on_from_message_to_message_between_words() -> None:
    said = " ".join(WORDS[at % len(WORDS)] for at in range(10_000)) + "."
    messages = render(Reply((_quote(said),)))
    check_all(messages)
    assert quoted(messages) == said
    assert all(visible_text(message.blocks[:1]).endswith(MARK) for message in messages[:-1])
    assert {len(visible_text(message.blocks[:1])) < 2_000 for message in messages[:-1]} == {False}
    ends = [visible_text(message.blocks[:1]).removesuffix(MARK) for message in messages[:-1]]
    assert all(end.endswith(" ") for end in ends)


def test_a_quotation_of_many_sentences_is_cut_between_them() -> None:
    sentences = [
        f"The Council took note of the report of committee number {at} with appreciation." for at in range(200)
    ]
    messages = render(Reply((_quote(" ".join(sentences)),)))
    assert len(messages) > 1
    assert all(visible_text(message.blocks[:1]).endswith(f"appreciation. {MARK}") for message in messages[:-1])


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    said = "議" * 20_001 + "e\u0301" * 5_000
    messages = render(Reply((_quote(said),)))
    check_all(messages)
    assert quoted(messages) == said
    assert not any(block.startswith("\u0301") for message in messages for block in [visible_text(message.blocks[:1])])


def _subject(body: str) -> Subject:
    from storage.records import StatementRecord

    document = read(body)
    return Subject(document, "page", cast("StatementRecord", _Record()), 4)


class _Record:
    """As much of a stored statement as a reply asks for."""

    reference = "S12"
    sources = ()
    version_id = 4


def _sections(number: int) -> str:
    return "Communiqué of the Council\n\n" + "\n\n".join(
        f"{at}. Measures on Question {at}\n\nThe Council agreed to review measure {at} in the spring of next year. "
        f"It called upon all parties to the agreement number {at} to comply with it without delay."
        for at in range(1, number + 1)
    )


@pytest.mark.parametrize("number", [2, 99, 100, 300])
def test_a_briefing_of_many_sections_has_all_of_them(number: int) -> None:
    subject = _subject(_sections(number))
    command = Brief(by_section=True)
    reply = briefing_reply(subject, choose_briefing(subject.document, command), command)
    messages = render(reply, said="brief S12 by section", can_share=True)
    check_all(messages)
    shown = "\n".join(map(visible_text, messages))
    assert all(f"Measures on Question {at}" in shown for at in range(1, number + 1))


@pytest.mark.parametrize("number", [2, 99, 100, 300])
def test_every_section_can_be_jumped_to(number: int) -> None:
    subject = _subject(_sections(number))
    pages = render(outline_reply(subject), said="sections S12")
    briefing = briefing_reply(subject, choose_briefing(subject.document, Brief()), Brief())
    messages = (*pages, *render(briefing, said="brief S12"))
    check_all(messages)
    options = [
        option
        for message in messages
        for block in json.loads(json.dumps(message.blocks))
        for element in block.get("elements", [])
        for option in element.get("options", [])
    ]
    presses = {read_press({"action_id": "section", "selected_option": option}) for option in options}
    commands = {press.command for press in presses if press}
    assert {f"section S12 {at}" for at in range(1, number + 1)} <= commands
    assert ("sections S12" in commands) == (number > 100)


def test_pages_follow_each_other_and_together_are_the_reply() -> None:
    lines = tuple(_quote(f"{at} {'word ' * 300}.") for at in range(40))
    said = "brief S12 long"
    reply = Reply(lines)
    total = len(render(reply))
    shown = [render(reply, pages=Paging.BUTTON, said="find words", page=at) for at in range(1, total + 1)]
    assert [len(page) for page in shown] == [1] * total
    assert quoted([page[0] for page in shown]) == quoted(render(reply, said=said))
    ways = [
        {
            press.page
            for block in json.loads(json.dumps(page[0].blocks))
            if block["type"] == "actions"
            for each in block["elements"]
            if (press := read_press(each)) and press.command == "find words"
        }
        for page in shown
    ]
    assert ways == [{at for at in (number - 1, number + 1) if 1 <= at <= total} for number in range(1, total + 1)]


def test_right_to_left_text_is_shown_as_it_stands() -> None:
    said = "وافق المجلس على مراجعة التدابير في الربيع المقبل. המועצה הסכימה לבחון את האמצעים."
    (message,) = render(Reply((Title(said), Heading(said), _quote(said, paragraph=2))))
    assert visible_text(message).count(said) == 3


def test_what_would_turn_or_hide_text_is_written_out() -> None:
    said = "pay \u202e001\u202c now \U000e0041\x00\x1b[31m"
    (message,) = render(Reply((_quote(said), Line(said), Title(said), Table(("a",), ((said,),)))))
    shown = visible_text(message)
    assert "pay <U+202E>001<U+202C> now <U+E0041>␀␛[31m" in shown
    assert not set("\u202e\u202c\U000e0041\x00\x1b") & set(shown + message.text)


def test_neighbours_in_a_paragraph_are_cut_where_the_document_has_sentences() -> None:
    subject = _subject(
        "Report of the Council\n\n" + " ".join(f"The Council met in room {at} of the palace." for at in range(300))
    )
    quote = quote_sentences(subject, range(len(subject.document.sentences)))
    messages = render(Reply((quote,)))
    starts = [visible_text(message.blocks[:1]) for message in messages]
    assert len(messages) > 1
    assert all(start.startswith("The Council met") for start in starts)


def test_a_heading_goes_with_what_is_quoted_under_it() -> None:
    messages = render(Reply((_quote("a " * 2_600), Heading("Second"), _quote("b " * 2_600))))
    assert len(messages) == 2
    assert visible_text(messages[1]).startswith("Second\nb b")


@pytest.mark.parametrize("name", ["chat/slack_mrkdwn.jsonl", "strings/blns.json"])
def test_nothing_of_the_hostile_texts_becomes_live(name: str) -> None:
    path = shared_folder("corpus") / name
    raw = path.read_text()
    texts = json.loads(raw) if name.endswith(".json") else [json.loads(line)["text"] for line in raw.splitlines()]
    for said in filter(None, texts):
        reply = Reply(
            (Title(said), Context((said,)), Heading(said), _quote(said, paragraph=1), Line(said), Citation(said),
             Table((said, "title"), ((said, said),))),
            (Action(said, f"find {said}"),),
        )  # fmt: skip
        for plain in (False, True):
            messages = render(reply, said=f"find {said}", can_share=True, plain=plain)
            check_all(messages)
        if said.isprintable():
            assert said in quoted(render(reply))
