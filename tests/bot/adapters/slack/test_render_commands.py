"""Every command over all samples, as Slack gets it."""

from __future__ import annotations

import json

import pytest

from bot.adapters.slack.rendering import Message, Paging, render
from bot.adapters.slack.rendering.pressing import Press, read_press
from bot.answering.replies import Reply
from tests.bot.adapters.saying import SAID, TEXTS, Answer, ask_desk, quotes_of
from tests.bot.adapters.slack.showing import addresses_of, check_all, quoted
from tests.fakes.slack.reading import control_labels, spoken_text, visible_text


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    """Give all answers, and after each the answers to all that it offers."""
    assert TEXTS
    return ask_desk(SAID, _offered)


def _offered(said: str, reply: Reply) -> list[str]:
    presses = _presses(render(reply, can_share=True, said=said))
    return [press.command for press in presses if press.action != "ask"]


def _presses(messages: tuple[Message, ...]) -> list[Press]:
    elements = [
        element
        for message in messages
        for block in json.loads(json.dumps(list(message.blocks)))
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    pressed = [{**each, "selected_option": option} for each in elements for option in each.get("options", [])]
    read = [read_press(action) for action in (*(each for each in elements if "options" not in each), *pressed)]
    assert None not in read
    return [press for press in read if press]


@pytest.mark.parametrize("paging", Paging)
@pytest.mark.parametrize("plain", [False, True])
def test_every_answer_is_within_every_limit(answers: list[Answer], paging: Paging, plain: bool) -> None:
    for said, reply in answers:
        check_all(render(reply, pages=paging, can_share=True, said=said, plain=plain), addresses_of(reply))


def test_every_quotation_is_there_word_for_word(answers: list[Answer]) -> None:
    for said, reply in answers:
        body = getattr(reply.facts, "body", None)
        shown = quoted(render(reply, said=said))
        for quote in quotes_of(reply):
            assert quote.text in shown
            assert body is None or body[quote.start : quote.end] == quote.text


def test_all_that_is_shown_is_in_the_text_for_screen_readers(answers: list[Answer]) -> None:
    for said, reply in answers:
        messages = render(reply, said=said)
        spoken = "\n".join(spoken_text(message) for message in messages)
        shown = "\n".join(visible_text(message) for message in messages)
        words = [word.strip("“”") for word in shown.split() if word not in _column_names(reply)]
        assert _differences(words, [word.strip("“”") for word in spoken.split()]) == []


def _column_names(reply: Reply) -> set[str]:
    return {word for block in reply.blocks for name in getattr(block, "columns", ()) for word in name.split()}


def _differences(words: list[str], spoken: list[str]) -> list[str]:
    """Give the words that are missing where they should be."""
    at, missing = 0, []
    for word in words:
        place = next((place for place in range(at, len(spoken)) if spoken[place] == word), None)
        if place is None:
            missing.append(word)
        else:
            at = place + 1
    return missing


def test_the_plain_form_says_what_the_tables_say(answers: list[Answer]) -> None:
    for said, reply in answers:
        rich, plain = (
            "\n".join(map(visible_text, render(reply, said=said, plain=is_plain))) for is_plain in (False, True)
        )
        cells = [cell for block in reply.blocks for row in getattr(block, "rows", ()) for cell in row]
        assert all(" ".join(cell.split()) in rich for cell in cells)
        assert all(" ".join(cell.split()) in plain for cell in cells)


def test_no_button_is_dead(answers: list[Answer]) -> None:
    offered = [said for said, _ in answers if said not in SAID]
    assert len(offered) > 20
    assert [said for said, reply in answers if said in offered and reply.is_refusal] == []


def test_a_briefing_offers_what_one_does_next(answers: list[Answer]) -> None:
    reply = dict(answers)["brief S2"]
    (message,) = render(reply, can_share=True, said="brief S2")
    assert control_labels(message.blocks) == ["Longer", "By section", "Section", "Ask", "Share to channel"]


def test_the_rows_of_a_list_are_chosen_from_a_menu_and_nowhere_else(answers: list[Answer]) -> None:
    for said, menu in (
        ("list merrow", "Brief a statement"),
        ("settings", "Show a setting"),
        ("series S3", "Brief a statement"),
    ):
        messages = render(dict(answers)[said], said=said)
        assert [control_labels(message.blocks) for message in messages] == [[menu]]


def test_what_changes_something_can_not_be_shared(answers: list[Answer]) -> None:
    for said in ("share S2", "reread S2", "series S3 after S1", "brief S99"):
        presses = _presses(render(dict(answers)[said], can_share=True, said=said))
        assert all(press.action != "share" or press.command == "series S3" for press in presses)


def test_a_pasted_text_is_shared_by_the_name_of_its_statement(answers: list[Answer]) -> None:
    said = f"brief {TEXTS[1]}\nshort public"
    presses = _presses(render(dict(answers)[f"brief {TEXTS[1]}"], can_share=True, said=said))
    assert [press.command for press in presses if press.action == "share"] == ["brief S2 short"]
