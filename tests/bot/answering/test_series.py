"""`series`, and briefings that are held against the statement before."""

from __future__ import annotations

import pytest

from bot.answering.commands import Command, Series, Unclear
from bot.answering.facts import BriefingFacts, SeriesFacts, WhyFacts
from bot.answering.grammar import parse
from bot.answering.replies import Reply
from tests.bot.conftest import TALKS, Say
from tests.bot.speaking import spoken

HEAD = "Central Bank of Quell: Monetary Policy Decision\n\n"
MARCH = (
    HEAD + "11 March 2026\n\n"
    "The Monetary Policy Committee decided today to raise the policy rate to 4.75 percent. "
    "Inflation remains above the target of the Bank. The labour market is tight.\n"
)
APRIL = (
    HEAD + "22 April 2026\n\n"
    "The Monetary Policy Committee decided today to keep the policy rate at 4.75 percent. "
    "Inflation remains above the target of the Bank. The labour market is tight. "
    "Exports fell by 9 percent after the outage of the northern cable. "
    "The Committee judges that it is now well placed to wait for further evidence.\n"
)


@pytest.fixture
async def decisions(say: Say) -> Say:
    for text in (MARCH, APRIL):
        await say(f"brief {text}")
    return say


def facts_of(reply: Reply) -> SeriesFacts:
    assert isinstance(reply.facts, SeriesFacts)
    return reply.facts


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("series", Series()),
        ("series S12", Series("S12")),
        ("series S12 after S9", Series("S12", "S9")),
        ("series after latest", Series("", "latest")),
        ("series S12 none", Series("S12", is_first=True)),
        ('series S12 after "none"', Series("S12", '"none"')),
    ],
)
def test_the_grammar_knows_series(text: str, command: Command) -> None:
    assert parse(text) == command


def test_after_wants_a_statement() -> None:
    assert isinstance(parse("series S12 after"), Unclear)


async def test_a_statement_follows_the_one_before_of_the_same_issuer_and_kind(decisions: Say) -> None:
    facts = facts_of(await decisions("series S2"))
    assert (facts.follows, facts.series) == ("S1", ("S1", "S2"))
    assert facts_of(await decisions("series S1")).follows is None


async def test_a_briefing_names_what_it_follows_and_what_is_new(decisions: Say) -> None:
    reply = await decisions("brief S2 in 3 sentences")
    assert "follows S1 of 11 March 2026" in spoken(reply)
    assert isinstance(reply.facts, BriefingFacts)
    texts = [sentence.text for sentence in reply.facts.sentences]
    assert texts[0].startswith("The Monetary Policy Committee decided today to keep")
    assert "Inflation remains above the target of the Bank." not in texts
    why = await decisions("why")
    assert isinstance(why.facts, WhyFacts)
    assert "new since 11 March" in [sentence.reason for sentence in why.facts.sentences]


async def test_a_correction_holds_and_can_be_taken_back(decisions: Say) -> None:
    assert facts_of(await decisions("series S2 none")).follows is None
    assert "follows S1" not in spoken(await decisions("brief S2"))
    assert facts_of(await decisions("series S2 after S1")).follows == "S1"


async def test_another_kind_of_statement_is_of_no_series(decisions: Say) -> None:
    await decisions(f"brief {TALKS}")
    assert facts_of(await decisions("series S3")).series == ("S3",)


async def test_a_statement_can_not_follow_itself(decisions: Say) -> None:
    reply = await decisions("series S2 after S2")
    assert reply.is_refusal
    assert "can't follow" in spoken(reply)
