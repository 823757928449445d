"""Which sentences came and which went, by the test that a briefing uses for what is no news."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizers.choosing.material import gather
from summarizers.choosing.novelty import find_repeats
from summarizers.comparing.sentences import Changes, came_and_went
from summarizers.reading.document import Document
from summarizers.reading.reader import read

MET = "The ministers met in Geneva."
AGREED = "They agreed to lower tariffs on steel to 5 percent."
RAISED = "They agreed to lower tariffs on steel to 7 percent."
CALLED = "They called on all parties to return to the talks."


def text(*sentences: str) -> Document:
    return read("\n\n".join(sentences))


def test_what_only_the_later_text_has_came_and_what_only_the_earlier_has_went() -> None:
    assert came_and_went(text(MET, AGREED), text(MET, CALLED)) == Changes((1,), (1,))


def test_another_figure_came_and_the_old_one_went() -> None:
    assert came_and_went(text(MET, AGREED), text(MET, RAISED)) == Changes((1,), (1,))


def test_a_sentence_almost_as_it_was_stays() -> None:
    almost = "The ministers agreed to lower tariffs on steel to 5 percent."
    assert came_and_went(text(MET, AGREED), text(MET, almost)) == Changes((), ())


def test_other_quotation_marks_and_dashes_change_nothing() -> None:
    before = text('The "Quell process" - so they say - goes on.', "It is.")
    after = text("The “Quell process” — so they say — goes on.", "It is.")
    assert came_and_went(before, after) == Changes((), ())


def test_everything_came_to_an_empty_text() -> None:
    assert came_and_went(text(), text(MET, AGREED)) == Changes((0, 1), ())
    assert came_and_went(text(MET, AGREED), text()) == Changes((), (0, 1))


def test_texts_of_thousands_of_other_sentences_are_compared_word_for_word_alone() -> None:
    before = text(*(f"Item {number} of the first list was adopted." for number in range(2001)))
    after = text(*(f"Item {number} of the second list was adopted." for number in range(2001)), MET)
    changes = came_and_went(before, after)
    assert (len(changes.came), len(changes.went)) == (2002, 2001)


SENTENCES = st.lists(st.sampled_from((MET, AGREED, RAISED, CALLED, "Ministers met at Geneva.")), max_size=5)


@given(SENTENCES, SENTENCES)
@settings(max_examples=60, deadline=None)
def test_what_came_is_what_a_briefing_takes_for_news(before: list[str], after: list[str]) -> None:
    earlier, later = text(*before), text(*after)
    repeats = find_repeats(gather(later), gather(earlier))
    assert set(came_and_went(earlier, later).came) == set(range(len(later.sentences))) - repeats
