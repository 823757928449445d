"""`ask all` and `similar`: across everything that can be seen here."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.commands import Ask, AskAll, Command, Unclear
from bot.answering.desk import Desk
from bot.answering.excerpts import SHOWN, excerpt
from bot.answering.facts import AnswersFacts, SimilarFacts
from bot.answering.grammar import parse
from bot.answering.replies import Reply
from summarizers.reading.reader import read
from tests.bot.conftest import RATES, TALKS, Say, request
from tests.bot.speaking import quotes, spoken


def answers_of(reply: Reply) -> AnswersFacts:
    assert isinstance(reply.facts, AnswersFacts)
    return reply.facts


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("ask all who pays?", AskAll("who pays?")),
        ("ask all who pays from Alba", AskAll("who pays", "Alba", whole="who pays from Alba")),
        (
            'ask all who pays? since 2025 from "Central Bank"',
            AskAll("who pays?", "Central Bank", date(2025, 1, 1), whole='who pays? since 2025 from "Central Bank"'),
        ),
        ("ask all who gets aid from Alba?", AskAll("who gets aid from Alba?")),
        ("ask all who left since the war", AskAll("who left since the war")),
        ("ask all who pays in 4 passages", AskAll("who pays", passages=4)),
        ("ask S2 who pays in 2 passages", Ask("S2 who pays", passages=2)),
        ("ask who pays in 99 passages", Ask("who pays in 99 passages")),
        ('ask "all" who pays', Ask('"all" who pays')),
    ],
)
def test_the_grammar_knows_ask_all_and_what_narrows_it(text: str, command: Command) -> None:
    assert parse(text) == command


def test_ask_all_wants_a_question() -> None:
    assert isinstance(parse("ask all"), Unclear)


async def test_all_statements_are_asked_and_the_one_that_answers_comes_first(stored: Say) -> None:
    facts = answers_of(await stored("ask all what was agreed on emergency stocks of natural gas?"))
    assert (facts.passages[0].statement, facts.passages[0].heading) == ("S2", "Strengthening Energy Security")
    facts = answers_of(await stored("ask all by how much was the policy rate raised?"))
    assert facts.passages[0].statement == "S1"


async def test_a_passage_is_shown_with_its_statement_date_heading_and_sentence_lit(stored: Say) -> None:
    reply = await stored("ask all what was agreed on emergency stocks of natural gas?")
    said = spoken(reply)
    assert "S2, Alba, Borea and Corinth Hold Talks in Lisbon · 19 March 2026" in said
    assert "Strengthening Energy Security" in said
    quote = quotes(reply)[0]
    (start, end) = quote.lit[0]
    assert "emergency stocks of natural gas" in quote.text[start - quote.start : end - quote.start]


async def test_a_question_with_no_statement_at_hand_is_asked_of_all(desk: Desk) -> None:
    for text in (RATES, TALKS):
        await desk.answer(request(f"brief {text}", conversation="there"))
    await desk.answer(request("share S2", conversation="there"))
    reply = await desk.answer(request("what was agreed on emergency stocks of natural gas?"))
    assert [passage.statement for passage in answers_of(reply).passages] == ["S2"]


async def test_nothing_of_another_conversation_answers(desk: Desk) -> None:
    await desk.answer(request(f"brief {TALKS}", conversation="there"))
    reply = await desk.answer(request("ask all what was agreed on emergency stocks of natural gas?"))
    assert reply.is_refusal
    assert not quotes(reply)


async def test_an_issuer_and_a_date_narrow_what_is_asked(stored: Say) -> None:
    question = "ask all what was agreed on emergency stocks of natural gas?"
    assert answers_of(await stored(f"{question} from Alba")).passages
    assert not answers_of(await stored(f'{question} from "Central Bank of Merrow"')).passages
    assert not answers_of(await stored(f"{question} since 2026-03-20")).passages


async def test_words_after_from_that_are_no_issuer_belong_to_the_question(stored: Say) -> None:
    facts = answers_of(await stored("ask all what was agreed on emergency stocks from natural gas"))
    assert (facts.issuer, facts.passages[0].statement) == (None, "S2")


async def test_where_nothing_is_sure_to_answer_the_nearest_is_quoted_as_just_that(stored: Say) -> None:
    reply = await stored("ask all which football club won the championship?")
    facts = answers_of(reply)
    assert not facts.passages
    if facts.nearest:
        assert "is sure to answer" in spoken(reply)
    else:
        assert "comes near" in spoken(reply)


async def test_further_passages_are_a_click_away_and_the_click_works(say: Say) -> None:
    rates = [f"The Committee raised the policy rate to {n}.25 percent in month {n}." for n in range(1, 9)]
    await say(f"brief {RATES}{chr(10)}" + "\n\n".join(rates))
    reply = await say("ask all how was the policy rate raised?")
    action = next(action for action in reply.actions if action.label == "More of S1")
    assert len(quotes(await say(action.command))) > 1


async def test_similar_names_the_nearest_statement_and_what_both_have(stored: Say) -> None:
    await stored(f"brief {RATES.replace('11 March', '22 April').replace('voted to raise', 'voted again to raise')}")
    reply = await stored("similar S1")
    assert isinstance(reply.facts, SimilarFacts)
    nearest = reply.facts.similar[0]
    assert nearest.statement == "S3"
    assert nearest.shared_issuers
    assert "Central Bank of Merrow" in spoken(reply)


async def test_a_statement_alone_is_like_no_other(say: Say) -> None:
    await say(f"brief {RATES}")
    assert "No statement here has much in common with S1." in spoken(await say("similar"))


def test_a_long_passage_is_shown_in_part_with_what_its_sentence_leans_on() -> None:
    filler = [
        f"The ministers of the region reviewed item number {n} of the long agenda at some length." for n in range(12)
    ]
    lines = [
        *filler,
        "The Council approved the fund for the northern ports.",
        "It holds ninety million crowns.",
        *filler,
    ]
    document = read(f"Council Meets\n\n{' '.join(lines)}\n")
    best = next(at for at, each in enumerate(document.sentences) if each.text.startswith("It holds"))
    sentence = (document.sentences[best].start, document.sentences[best].end)
    shown = excerpt(document, range(len(document.sentences)), sentence)
    assert best - 1 in shown
    assert document.sentences[shown.stop - 1].end - document.sentences[shown.start].start <= SHOWN
