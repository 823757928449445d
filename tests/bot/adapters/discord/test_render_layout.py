"""How a reply is laid out: links to its source, menus of sections, pages, headings, lists."""

from __future__ import annotations

from typing import cast

import pytest

from bot.adapters.discord.rendering import render
from bot.answering.briefings import briefing_reply, choose_briefing
from bot.answering.commands import Brief
from bot.answering.outlines import outline_reply
from bot.answering.replies import Citation, Context, Heading, Quote, Reply, Title
from bot.answering.subjects import Subject
from summarizers.reading.reader import read
from tests.bot.adapters.discord.showing import all_of, check, presses, quote_of, quoted, shown
from tests.fakes.discord_markdown import live, visible_text


def _with_source(address: str, title: str = "Talks in Lisbon") -> Reply:
    return Reply(
        (Title(title, address), quote_of("The Ministers agreed.", paragraph=2, address=f"{address}#:~:text=a,b"))
    )


def _links(reply: Reply) -> list[str]:
    return [each.what for message in all_of(reply) for each in live(message.content) if each.kind == "link"]


def test_title_and_quotation_lead_to_the_source() -> None:
    links = ["https://example.org/talks", "https://example.org/talks#:~:text=a,b"]
    assert _links(_with_source("https://example.org/talks")) == links


def test_quotations_lose_their_addresses_where_all_of_a_reply_is_one_message_without_them() -> None:
    def reply(length: int) -> Reply:
        address = f"https://example.org/{'a' * 300}"
        return Reply(tuple(quote_of("word " * length, paragraph=at, address=address) for at in range(1, 5)))

    assert [(len(all_of(reply(length))), len(_links(reply(length)))) for length in (20, 60, 120)] == [
        (1, 4),
        (1, 0),
        (2, 4),
    ]


def test_a_way_back_that_is_too_long_leads_to_the_page() -> None:
    quote = quote_of("The Ministers agreed.", paragraph=2, address=f"https://example.org/talks#:~:text={'a' * 400}")
    assert _links(Reply((quote,))) == ["https://example.org/talks"]


def test_an_address_that_would_end_its_link_is_written_so_that_it_does_not() -> None:
    links = _links(_with_source("https://example.org/a_(b)*c?d=(e"))
    assert links[0] == "https://example.org/a_%28b%29%2Ac?d=%28e"
    assert len(links) == 2


@pytest.mark.parametrize(
    "title", ["https://www.state.gov", "state.gov", "Talks [final] in Lisbon", "www.state.gov it is"]
)
def test_a_title_that_discord_takes_for_no_label_stands_beside_its_link(title: str) -> None:
    (message,) = all_of(_with_source("https://example.org/talks", title))
    assert visible_text(message.content).startswith(f"{title} source\n")
    assert _links(_with_source("https://example.org/talks", title))[0] == "https://example.org/talks"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://", "notes.txt", f"https://example.org/{'a' * 600}"]
)
def test_what_is_no_address_or_too_long_is_no_link(address: str) -> None:
    reply = _with_source(address)
    assert _links(reply) == []
    assert "¶2" in shown(all_of(reply))


# What is between


def _subject(body: str) -> Subject:
    from storage.records import StatementRecord

    document = read(body)
    return Subject(document, "page", cast("StatementRecord", _Record()), 4)


class _Record:
    """As much of a stored statement as a reply asks for."""

    reference = "S12"
    version_id = 4
    sources = ()


def _sections(number: int) -> str:
    return "Communiqué of the Council\n\n" + "\n\n".join(
        f"{at}. Measures on Question {at}\n\nThe Council agreed to review measure {at} in the spring of next year. "
        f"It called upon all parties to the agreement number {at} to comply with it without delay."
        for at in range(1, number + 1)
    )


@pytest.mark.parametrize("number", [2, 24, 25, 26, 120])
def test_every_section_can_be_jumped_to(number: int) -> None:
    subject = _subject(_sections(number))
    briefing = briefing_reply(subject, choose_briefing(subject.document, Brief()), Brief())
    messages = (*all_of(outline_reply(subject), "sections S12"), *render(briefing, said="brief S12"))
    for message in messages:
        check(message)
    commands = {press.command for press in presses(messages)}
    assert {f"section S12 {at}" for at in range(1, number + 1)} <= commands


def test_a_statement_of_more_sections_than_a_menu_holds_offers_them_all_first() -> None:
    subject = _subject(_sections(40))
    briefing = briefing_reply(subject, choose_briefing(subject.document, Brief()), Brief())
    commands = [press.command for press in presses(render(briefing, said="brief S12")) if "section" in press.command]
    assert "sections S12" in commands
    assert len(commands) <= 25


def test_pages_follow_each_other_and_together_are_the_reply() -> None:
    reply = Reply(tuple(quote_of(f"{at} {'word ' * 150}.") for at in range(20)))
    whole = all_of(reply, "find words")
    total = len(whole)
    pages = [render(reply, said="find words", page=at)[0] for at in range(1, total + 1)]
    assert quoted(pages) == quoted(whole)
    ways = [{press.page for press in presses([page]) if press.command == "find words"} for page in pages]
    assert ways == [{at for at in (number - 1, number + 1) if 1 <= at <= total} for number in range(1, total + 1)]
    assert all(f"Page {at} of {total}" in page.content for at, page in enumerate(pages, 1))


def test_a_reply_that_can_not_be_said_again_says_how_to_see_the_rest() -> None:
    reply = Reply(tuple(quote_of(f"{at} {'word ' * 150}.") for at in range(20)))
    (message,) = render(reply, said="brief A text that became no statement")
    assert "Ask for less at once to see the rest." in message.content


def test_a_command_that_has_no_room_is_kept_under_a_key() -> None:
    reply = Reply(tuple(quote_of(f"{at} {'word ' * 150}.") for at in range(20)))
    said = f"find {'gas ' * 60}oil"
    (message,) = render(reply, said=said)
    assert list(message.kept.values()) == [said]
    assert [press.command for press in presses([message])] == [said]


def test_the_small_print_is_never_alone_on_the_last_page() -> None:
    sentences = tuple(quote_of("The Council agreed to review the measures in spring. " * 9) for _ in range(4))
    for length in range(30, 200, 7):
        reply = Reply((*sentences, Context(("a" * length,))))
        last = all_of(reply)[-1].content
        assert last.startswith("> ")


def test_a_heading_goes_with_what_is_quoted_under_it() -> None:
    messages = all_of(Reply((quote_of("a " * 800), Heading("Second"), quote_of("b " * 800))))
    assert [message.content.startswith("**Second**\n> b") for message in messages] == [False, True]


def test_items_of_a_list_stand_in_one_quotation_under_its_introduction() -> None:
    reply = Reply(
        (
            quote_of("cables;", lead_in="They agreed on:", is_list_item=True),
            quote_of("ports.", is_list_item=True),
        )
    )
    (message,) = all_of(reply)
    assert message.content == "> *They agreed on:*\n> • cables;\n> • ports."


def test_what_answers_is_bold_and_spans_that_touch_are_one() -> None:
    (message,) = all_of(Reply((Quote("abcdef", 0, 6, lit=((1, 2), (2, 3), (4, 5))),)))
    assert message.content == "> a**bc**d**e**f"


def test_a_citation_is_a_block_to_copy_unless_it_would_end_the_block() -> None:
    (block,) = all_of(Reply((Citation("“*Talks*” [S1](https://example.org)"),)))
    (plain,) = all_of(Reply((Citation("``` @everyone"),)))
    assert block.content == "```\n“*Talks*” [S1](https://example.org)\n```"
    assert plain.content == "\\`\\`\\` \\@everyone"
