"""Every command over all samples, as Discord gets it."""

from __future__ import annotations

import pytest

from bot.adapters.discord.rendering import Paging, Press, render
from bot.answering.replies import Context, Heading, Line, Reply, Table, Title
from tests.bot.adapters.discord.showing import (
    check_all,
    labels,
    presses,
    quoted,
    shown,
)
from tests.bot.adapters.saying import SAID, TEXTS, Answer, ask_desk, quotes_of


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    """Give all answers, and after each the answers to all that it offers."""
    assert TEXTS
    return ask_desk(SAID, _offered)


def _offered(said: str, reply: Reply) -> list[str]:
    messages = render(reply, pages=Paging.MESSAGES, can_share=True, said=said)
    return [press.command for press in presses(messages) if press.action != "ask"]


@pytest.mark.parametrize("paging", Paging)
def test_every_answer_is_within_every_limit_and_nothing_acts(answers: list[Answer], paging: Paging) -> None:
    for said, reply in answers:
        check_all(render(reply, pages=paging, can_share=True, said=said), reply)


def test_every_quotation_is_there_word_for_word(answers: list[Answer]) -> None:
    for said, reply in answers:
        body = getattr(reply.facts, "body", None)
        text = quoted(render(reply, pages=Paging.MESSAGES, said=said))
        for quote in quotes_of(reply):
            assert quote.text in text
            assert body is None or body[quote.start : quote.end] == quote.text


def test_all_that_a_reply_says_is_shown(answers: list[Answer]) -> None:
    for said, reply in answers:
        text = " ".join(shown(render(reply, pages=Paging.MESSAGES, said=said)).split())
        for block in reply.blocks:
            for part in _said(block):
                assert " ".join(part.split()) in text


def _said(block: object) -> list[str]:
    match block:
        case Title(text=text) | Heading(text=text):
            return [text]
        case Line(text=text):
            return text.split("\n")
        case Context(parts=parts):
            return list(parts)
        case Table(rows=rows):
            return [cell for row in rows for cell in row]
        case _:
            return []


def test_the_pages_together_say_what_the_messages_say(answers: list[Answer]) -> None:
    for said, reply in answers:
        whole = render(reply, pages=Paging.MESSAGES, said=said)
        pages = [render(reply, said=said, page=at)[0] for at in range(1, len(whole) + 1)]
        assert quoted(pages) == quoted(whole)
        assert render(reply, said=said, page=99) == render(reply, said=said, page=len(whole))


def test_no_button_is_dead(answers: list[Answer]) -> None:
    offered = [said for said, _ in answers if said not in SAID]
    assert len(offered) > 20
    assert [said for said, reply in answers if said in offered and reply.is_refusal] == []


def test_commands_that_fit_stand_in_the_ids_themselves(answers: list[Answer]) -> None:
    for said, reply in answers:
        for message in render(reply, said=said, can_share=True):
            assert all(len(command) > 80 for command in message.kept.values())


def test_a_briefing_offers_what_one_does_next(answers: list[Answer]) -> None:
    (message,) = render(dict(answers)["brief S2"], can_share=True, said="brief S2")
    assert labels(message) == ["Longer", "By section", "Ask", "Share to channel", "Section"]


def test_a_briefing_shows_title_place_and_date_before_it_quotes(answers: list[Answer]) -> None:
    (message,) = render(dict(answers)["brief S2"], said="brief S2")
    lines = message.content.split("\n")
    assert lines[0] == "**Aldmark, Merrow, Tarsenia Hold Trilateral Talks in Lisbon**"
    assert lines[1].startswith("-# Kingdom of Aldmark, Commonwealth of Merrow, Republic of Tarsenia · Lisbon")
    assert lines[3].startswith("> Aldmarkian Foreign Minister")
    assert "6 of 37 sentences, word for word · S2" in lines[-1]


def test_figures_of_lists_stand_with_what_they_count(answers: list[Answer]) -> None:
    (message,) = render(dict(answers)["sections S2"], said="sections S2")
    assert "**1**  Protecting Undersea Cables and Shipping Lanes · 8 sentences" in message.content


def test_what_changes_something_can_not_be_shared(answers: list[Answer]) -> None:
    for said in ("share S2", "reread S2", "series S3 after S1", "brief S99"):
        found = presses(render(dict(answers)[said], can_share=True, said=said))
        assert all(press.action != "share" or press.command == "series S3" for press in found)


def test_a_pasted_text_is_shared_by_the_name_of_its_statement(answers: list[Answer]) -> None:
    messages = render(dict(answers)[f"brief {TEXTS[1]}"], can_share=True, said=f"brief {TEXTS[1]}\nshort public")
    assert [press for press in presses(messages) if press.action == "share"] == [Press("share", "brief S2 short")]
