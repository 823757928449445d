from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.adapters.terminal.renderer import BAR, Rendered, render_lines, share_width
from bot.answering.replies import Block, Citation, Context, Heading, Line, Quote, Reply, Table, Title

SHARED = os.environ.get("BRIEFBOT_SHARED")
BLOCKS: tuple[Block, ...] = (
    Title("Talks in Lisbon"),
    Context(("Alba, Borea", "Lisbon, 3 April 2025")),
    Heading("Next Steps"),
    Quote("The ministers agreed to meet again in June.", 10, 53, 4, lit=((24, 30),)),
    Line("2 of 9 sentences"),
)


def _printed(reply: Reply, *, colour: bool = True, width: int = 60) -> str:
    output = io.StringIO()
    screen = Console(
        file=output,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        _environ={},
    )
    screen.print(Rendered(reply))
    return output.getvalue()


def test_a_briefing_reads_from_title_to_small_print() -> None:
    assert [line.plain for line in render_lines(Reply(BLOCKS), 60)] == [
        "Talks in Lisbon",
        "Alba, Borea · Lisbon, 3 April 2025",
        "",
        "Next Steps",
        "│ The ministers agreed to meet again in June. ¶4",
        "",
        "2 of 9 sentences",
    ]


def test_only_quotations_stand_behind_a_bar() -> None:
    lines = [line.plain for line in render_lines(Reply(BLOCKS), 60)]
    assert [line for line in lines if line.startswith(BAR)] == [lines[4]]


def test_what_answers_is_lit_and_the_words_stay() -> None:
    assert "\x1b[1;4magreed\x1b[0m" in _printed(Reply(BLOCKS))
    assert "The ministers agreed to meet" in _printed(Reply(BLOCKS), colour=False)


def test_headings_are_bold_and_quotations_plain() -> None:
    printed = _printed(Reply(BLOCKS))
    assert "\x1b[1mTalks in Lisbon\x1b[0m" in printed
    assert "\x1b[1;36mNext Steps\x1b[0m" in printed
    assert "│ \x1b[0mThe ministers " in printed


def test_without_colour_nothing_but_text_is_printed() -> None:
    assert "\x1b" not in _printed(Reply(BLOCKS), colour=False)


def test_markup_and_emoji_codes_of_a_source_are_text() -> None:
    hostile = "[red]Stop[/red] [link=file:///etc/passwd]here[/link] :smile: \\[x]"
    reply = Reply((Title(hostile), Quote(hostile, 0, len(hostile), 1), Table(("",), ((hostile,),)), Citation(hostile)))
    assert _printed(reply, width=100).count(hostile) == 4


def test_a_list_item_follows_its_introduction_and_its_speaker_is_named() -> None:
    quote = Quote(
        "Replace pipes.",
        0,
        14,
        3,
        lead_in="It will:",
        is_list_item=True,
        label="(12)",
        speaker="MINISTER",
        note="a decision",
    )
    lines = [line.plain for line in render_lines(Reply((quote,)), 60)]
    assert lines == ["│ It will:", "│ - MINISTER: Replace pipes. ¶3 (no. 12)", "│ (a decision)"]


def test_the_items_of_a_list_stand_together_below_its_introduction() -> None:
    first = Quote("Replace pipes.", 0, 14, 3, lead_in="It will:", is_list_item=True)
    second = Quote("Publish a map.", 15, 29, 4, is_list_item=True)
    lines = [line.plain for line in render_lines(Reply((first, second, Quote("It ends.", 30, 38, 5))), 60)]
    assert lines == ["│ It will:", "│ - Replace pipes. ¶3", "│ - Publish a map. ¶4", "", "│ It ends. ¶5"]


def test_a_table_too_narrow_for_its_columns_becomes_paragraphs() -> None:
    table = Table(
        ("", "date", "title", "issuers"),
        (("S1", "3 Apr 2025", "Talks in Lisbon on the cables", "Alba, Borea and Corinth"),),
    )
    wide = [line.plain for line in render_lines(Reply((table,)), 80)]
    narrow = [line.plain for line in render_lines(Reply((table,)), 40)]
    assert wide[1] == "S1  3 Apr 2025  Talks in Lisbon on the cables  Alba, Borea and Corinth"
    assert narrow[0].startswith("S1  3 Apr 2025 · Talks in Lisbon")
    assert all(len(line) <= 40 for line in narrow)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=6), st.integers(0, 200))
def test_columns_share_the_room_and_none_grows(natural: list[int], room: int) -> None:
    widths = share_width(natural, room)
    assert sum(widths) <= max(room, len(natural), 0) or widths == natural
    assert all(1 <= has <= wants for has, wants in zip(widths, natural, strict=True))
    assert sum(widths) == min(sum(natural), max(room, len(natural)))


@given(st.text(), st.integers(20, 120))
def test_any_text_is_rendered_within_the_width_and_without_controls(text: str, width: int) -> None:
    blocks = (
        Title(text),
        Context((text, text)),
        Heading(text),
        Quote(text, 0, len(text), 1),
        Line(text),
        Table(("a", text), ((text, text),)),
    )
    for line in render_lines(Reply(blocks), width):
        assert line.cell_len <= width
        assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in line.plain)


@pytest.mark.skipif(not SHARED, reason="needs the hostile strings at $BRIEFBOT_SHARED")
def test_no_hostile_string_reaches_the_terminal_alive() -> None:
    strings = json.loads((Path(SHARED or "") / "corpus/strings/blns.json").read_text())
    for text in strings:
        printed = _printed(Reply((Title(text), Quote(text, 0, len(text), 1))), colour=False)
        assert not any(ord(character) < 0x20 and character != "\n" for character in printed)
