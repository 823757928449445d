from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.answering.commands import COMMANDS
from bot.answering.facts import (
    AnswerFacts,
    BriefingFacts,
    CitationFacts,
    FoundFacts,
    ListFacts,
    SectionTextFacts,
    WhyFacts,
)
from bot.answering.replies import Action, Heading, Title
from tests.bot.conftest import RATES, TALKS, Say
from tests.bot.speaking import quotes, spoken


async def test_a_pasted_text_is_stored_and_briefed_word_for_word(say: Say) -> None:
    reply = await say(f"brief {TALKS}")
    assert isinstance(reply.facts, BriefingFacts)
    body = reply.facts.body
    assert quotes(reply)
    assert all(body[quote.start : quote.end] == quote.text and quote.text in TALKS for quote in quotes(reply))
    assert reply.blocks[0] == Title("Alba, Borea and Corinth Hold Talks in Lisbon")
    assert "sentences, word for word · S1" in spoken(reply)
    assert "Stored as S1." in spoken(reply)


async def test_the_same_text_again_is_the_same_statement(stored: Say) -> None:
    reply = await stored(f"brief {TALKS}")
    assert isinstance(reply.facts, BriefingFacts)
    assert reply.facts.statement.id == "S2"
    assert "Stored" not in spoken(reply)


async def test_the_length_and_form_of_a_briefing_are_as_asked(stored: Say) -> None:
    one = await stored("brief S2 in 1 sentence")
    assert isinstance(one.facts, BriefingFacts)
    assert len(one.facts.sentences) == 1
    lead = await stored("brief S2 in 2 sentences with lead")
    assert isinstance(lead.facts, BriefingFacts)
    assert [sentence.start for sentence in lead.facts.sentences] == sorted(
        sentence.start for sentence in lead.facts.sentences
    )
    assert lead.facts.engine == "lead"
    sections = await stored("brief S2 by section")
    assert [block.text for block in sections.blocks if isinstance(block, Heading)] == [
        "Protecting Undersea Cables",
        "Strengthening Energy Security",
    ]


async def test_a_briefing_is_the_same_when_it_comes_from_the_cache(stored: Say) -> None:
    assert spoken(await stored("brief S2 short")) == spoken(await stored("brief S2 short"))


@pytest.mark.parametrize(
    "reference",
    ["S2", "s2", "latest", '"Alba, Borea and Corinth Hold Talks in Lisbon"', "talks lisbon", "alba, borea", ""],
)
async def test_a_reference_is_a_name_a_title_or_the_statement_at_hand(stored: Say, reference: str) -> None:
    reply = await stored(f"brief {reference}")
    assert isinstance(reply.facts, BriefingFacts)
    assert reply.facts.statement.id == "S2"


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("section 1", "Protecting Undersea Cables"),
        ("section energy", "Strengthening Energy Security"),
        ("section undresea cables", "Protecting Undersea Cables"),
        ("section S2 2", "Strengthening Energy Security"),
        ('section "Alba, Borea and Corinth Hold Talks in Lisbon" 2', "Strengthening Energy Security"),
        ("section Alba, Borea and Corinth Hold Talks in Lisbon 2", "Strengthening Energy Security"),
    ],
)
async def test_a_section_is_found_by_number_or_words(stored: Say, said: str, section: str) -> None:
    reply = await stored(said)
    assert isinstance(reply.facts, SectionTextFacts)
    assert reply.facts.section.heading == section
    assert "(1 paragraph, 2 sentences)" in spoken(reply)


async def test_a_section_that_is_not_there_names_those_that_are(stored: Say) -> None:
    reply = await stored("section 9")
    assert reply.is_refusal
    assert 'S2 has no section "9". There are 2 sections: 1 Protecting Undersea Cables; 2' in spoken(reply)


async def test_a_question_is_answered_with_the_passage_and_its_place(stored: Say) -> None:
    for said in ("what about natural gas?", "ask S2 natural gas", "ask natural gas"):
        reply = await stored(said)
        assert isinstance(reply.facts, AnswerFacts)
        assert reply.facts.passages[0].heading == "Strengthening Energy Security"
        assert "section 2, Strengthening Energy Security" in spoken(reply)
        assert "emergency stocks of natural gas" in quotes(reply)[0].text


async def test_a_question_that_nothing_answers_is_told_so(stored: Say) -> None:
    reply = await stored("ask quantum chromodynamics lecture")
    assert 'S2 says nothing on "quantum chromodynamics lecture".' in spoken(reply)
    assert not quotes(reply)


async def test_with_nothing_at_hand_the_statements_there_are_named(stored: Say) -> None:
    reply = await stored("section 1", conversation="elsewhere")
    assert reply.is_refusal
    assert "There are none yet" in spoken(reply)
    await stored("share S1")
    assert "S1 Central Bank of Merrow" in spoken(await stored("section 1", conversation="elsewhere"))


async def test_find_lights_the_words_and_names_the_statement(stored: Say) -> None:
    reply = await stored("find stockpiles")
    assert isinstance(reply.facts, FoundFacts)
    assert reply.facts.hits[0].statement == "S2"
    quote = quotes(reply)[0]
    assert [quote.text[start - quote.start : end - quote.start] for start, end in quote.lit] == ["stockpiles"]
    assert 'Nothing in the 2 statements here holds "zeppelin".' in spoken(await stored("find zeppelin"))


async def test_the_list_shows_every_statement_and_can_be_narrowed(stored: Say) -> None:
    everything, narrowed = await stored("list"), await stored("list merrow")
    assert isinstance(everything.facts, ListFacts)
    assert isinstance(narrowed.facts, ListFacts)
    assert [statement.id for statement in everything.facts.statements] == ["S2", "S1"]
    assert [statement.id for statement in narrowed.facts.statements] == ["S1"]


async def test_why_gives_a_reason_for_each_sentence_of_the_last_briefing(stored: Say) -> None:
    briefing, why = await stored("brief S2"), await stored("why")
    assert isinstance(briefing.facts, BriefingFacts)
    assert isinstance(why.facts, WhyFacts)
    assert why.facts.sentences == briefing.facts.sentences
    assert all(quote.note for quote in quotes(why))


async def test_cite_gives_the_quotation_as_it_was_shown_with_its_way_back(stored: Say) -> None:
    shown = quotes(await stored("brief S2"))
    reply = await stored(f"cite {len(shown)}")
    assert isinstance(reply.facts, CitationFacts)
    assert reply.facts.text == shown[-1].text
    said = spoken(reply)
    assert f"“{shown[-1].text}”" in said
    for part in ("Alba", "19 March 2026", f"¶{shown[-1].paragraph}", "Lisbon", "S2, version 1", "pasted text"):
        assert part in said
    assert (await stored(f"cite {len(shown) + 1}")).is_refusal


async def test_what_a_lookup_showed_can_be_cited(stored: Say) -> None:
    shown = quotes(await stored("ask natural gas"))
    reply = await stored("cite")
    assert isinstance(reply.facts, CitationFacts)
    assert reply.facts.text == shown[0].text


async def test_why_and_cite_say_what_to_do_when_nothing_was_quoted(say: Say) -> None:
    for said in ("why", "cite", "cite 2"):
        reply = await say(said)
        assert reply.is_refusal
        assert "brief latest" in spoken(reply)


async def test_a_statement_is_seen_where_it_arrived_until_it_is_shared(stored: Say) -> None:
    assert (await stored("brief S1", conversation="there")).is_refusal
    assert "now open to the whole workspace" in spoken(await stored("share S1"))
    assert not (await stored("brief S1", conversation="there")).is_refusal
    assert (await stored("brief S1", conversation="there", workspace="other")).is_refusal


async def test_only_who_added_a_statement_can_forget_it(stored: Say) -> None:
    reply = await stored("forget S2", person="bob")
    assert reply.is_refusal
    assert "by who added it" in spoken(reply)
    assert "is forgotten" in spoken(await stored("forget S2"))
    assert spoken(await stored("brief S2")) == 'No statement S2 here. "list" shows the one there is.'


async def test_a_near_miss_offers_the_command_about_the_statement_at_hand(stored: Say) -> None:
    reply = await stored("secton 2")
    assert spoken(reply) == '"secton 2" is not a command. Did you mean "section 2" (of S2)?'
    assert reply.actions == (Action("Yes", "section 2"),)


async def test_words_that_fit_several_statements_ask_which(stored: Say) -> None:
    await stored(f"brief {RATES.replace('11 March', '22 April').replace('4.25', '4.50')}")
    reply = await stored("brief central bank")
    assert reply.is_refusal
    assert spoken(reply).startswith(
        '"central bank" fits 2 statements: S3 (22 April 2026), S1 (11 March 2026). Which one?'
    )
    assert [action.command for action in reply.actions] == ["brief S3", "brief S1"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("brief S99", 'No statement S99 here. "list" shows the 2 there are.'),
        ("brief 2", 'Did you mean "S2"?'),
        ("brief zebra crossing", 'No statement "zebra crossing" here.'),
        ("brief http://127.0.0.1:8080/", "127.0.0.1 can't be reached"),
        ("brief nothing.txt", "There is no file nothing.txt."),
        ("brief S2 in 0 sentences", "A briefing holds 1 to 1,000 sentences, not 0."),
        ("brief S2 in 10000 sentences", "not 10,000"),
        ("brief S2 with lexrnak", 'Did you mean "lexrank"?'),
        ("help fnd", 'Did you mean "help find"?'),
        ("ask " + "word " * 300, 'Put "brief" before it'),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence_that_helps(stored: Say, said: str, answer: str) -> None:
    reply = await stored(said)
    assert reply.is_refusal
    assert answer in spoken(reply)


async def test_a_refused_length_or_engine_stores_nothing(say: Say) -> None:
    await say(f"brief {TALKS}\nin 0 sentences")
    await say(f"brief {TALKS}\nwith nonsense")
    assert "No statements here yet" in spoken(await say("list"))


async def test_every_example_in_help_works_here_and_now(stored: Say) -> None:
    reply = await stored("help")
    commands = [line.split("  ")[0] for line in spoken(reply).splitlines()[1:7]]
    assert len(commands) == 6
    for command in commands:
        assert not (await stored(command)).is_refusal, command
        assert "says nothing" not in spoken(await stored(command))
    assert len(spoken(reply, 80).splitlines()) < 24


async def test_help_explains_every_command_and_offers_no_other(stored: Say) -> None:
    for name in COMMANDS:
        assert spoken(await stored(f"help {name}")).startswith(name)
    said = spoken(await stored("help"))
    for later in ("digest", "watch", "feed add"):
        assert later not in said


async def test_every_action_offered_is_a_command_that_works(stored: Say) -> None:
    for said in (
        "brief S2",
        "section 1",
        "sections S2",
        "list",
        "find gas",
        "ask all gas",
        "similar S1",
        "ask quantum chromodynamics lecture",
    ):
        for action in (await stored(said)).actions:
            assert not (await stored(action.command)).is_refusal, action


@pytest.mark.skipif("BRIEFBOT_SHARED" not in os.environ, reason="needs the hostile strings at $BRIEFBOT_SHARED")
async def test_whatever_is_said_gets_an_answer(stored: Say) -> None:
    strings = json.loads((Path(os.environ["BRIEFBOT_SHARED"]) / "corpus/strings/blns.json").read_text())
    for text in strings[::5]:
        for said in (text, f"find {text}", f"section {text}", f"brief {text}", f"list {text}"):
            assert (await stored(said)).blocks, said


async def test_a_passage_that_is_not_sure_to_answer_is_quoted_as_the_nearest(stored: Say) -> None:
    reply = await stored("ask S2 gas pipelines to the Baltic")
    assert isinstance(reply.facts, AnswerFacts)
    assert not reply.facts.passages
    assert 'No passage of S2 is sure to answer "gas pipelines to the Baltic". The nearest, in section 2' in spoken(
        reply
    )
    assert quotes(reply)[0].text == reply.facts.nearest[0].text
    assert "emergency stocks of natural gas" in quotes(reply)[0].text
