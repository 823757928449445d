from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.quoting import group_neighbours, quote_under_headings
from bot.answering.replies import Heading, Quote
from bot.answering.subjects import Subject
from summarizers.reading.reader import read

LIST = """\
FACT SHEET: Clean Water

The Government announced the plan today in Port Carrow. It begins in January.

Replacing Pipes

Under the plan, it will:

- Replace 50,000 service lines a year at no cost.
- Start with the 640 schools where tests found lead.
"""


def _text(words: list[list[str]]) -> str:
    return "\n\n".join(
        " ".join(f"{sentence.capitalize()} was agreed today." for sentence in paragraph) for paragraph in words
    )


@settings(deadline=None)  # the first text loads the segmenters
@given(
    st.lists(
        st.lists(st.text(alphabet="abcdé", min_size=3, max_size=9), min_size=1, max_size=4), min_size=1, max_size=5
    ),
    st.data(),
)
def test_every_quotation_is_a_span_of_the_body_and_holds_what_was_chosen(
    words: list[list[str]], data: st.DataObject
) -> None:
    document = read(_text(words))
    indices = data.draw(st.sets(st.sampled_from(range(len(document.sentences))))) if document.sentences else set()
    groups = group_neighbours(document, indices)
    quotes = [block for block in quote_under_headings(Subject(document, "a.txt"), groups) if isinstance(block, Quote)]
    assert [index for group in groups for index in group] == sorted(indices)
    assert all(document.body[quote.start : quote.end] == quote.text for quote in quotes)
    assert len(quotes) == len(groups)


def test_neighbours_in_a_paragraph_are_one_quotation_and_across_paragraphs_are_not() -> None:
    document = read("The Ministers met in Lisbon. They agreed on gas.\n\nThey condemned the attack. They left.")
    assert group_neighbours(document, [3, 0, 1]) == [range(2), range(3, 4)]


def test_a_list_item_brings_its_introduction_once() -> None:
    document = read(LIST)
    items = [at for at, sentence in enumerate(document.sentences) if sentence.text.startswith(("Replace", "Start"))]
    blocks = quote_under_headings(Subject(document, "a.txt"), group_neighbours(document, items))
    assert blocks[0] == Heading("Replacing Pipes")
    assert [block.lead_in for block in blocks if isinstance(block, Quote)] == ["Under the plan, it will:", None]
