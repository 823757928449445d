"""A text that is too long is cut where it hurts least, and loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.halving import CONTINUES, halve_text


def test_paragraphs_are_parted_before_lines_and_lines_before_words() -> None:
    assert halve_text("A long first paragraph. It goes on.\n\nB\nC d") == (
        "A long first paragraph. It goes on.",
        "B\nC d",
    )
    assert halve_text("one two three\nfour") == ("one two three", "four")
    assert halve_text("one two three four") == (f"one two {CONTINUES}", "three four")


def test_what_was_cut_says_at_its_end_that_it_continues() -> None:
    halves = halve_text("one two three four five six seven eight")
    assert halves
    assert halve_text(halves[0]) == (f"one two {CONTINUES}", f"three four {CONTINUES}")


def test_a_script_without_spaces_is_cut_after_a_mark() -> None:
    assert halve_text("部长们会见了,双方讨论了贸易。") is None
    assert halve_text("部长们会见了,双方讨论了贸易。他们同意继续会谈。") == (
        f"部长们会见了,双方讨论了贸易。 {CONTINUES}",
        "他们同意继续会谈。",
    )


def test_what_has_no_place_to_cut_is_not_cut() -> None:
    assert halve_text("alphabetagamma") is None
    assert halve_text(f"alphabetagamma {CONTINUES}") is None
    assert halve_text("") is None


@given(st.text(alphabet="ab \n.\u3000\u3002", max_size=60))
def test_nothing_is_lost_but_white_space(text: str) -> None:
    halves = halve_text(text)
    if halves:
        joined = halves[0].removesuffix(CONTINUES) + halves[1]
        assert "".join(joined.split()) == "".join(text.split())
        assert all(half.strip() for half in halves)


@given(st.text(alphabet="ab \n", max_size=200))
def test_halving_comes_to_an_end(text: str) -> None:
    pieces = [text]
    for _ in range(300):
        halves = halve_text(pieces.pop())
        pieces.extend(halves or ())
        if not pieces:
            return
    raise AssertionError("it goes on for ever")
