"""Who speaks in a transcript."""

from __future__ import annotations

from summarizers.reading.reader import read

TRANSCRIPT = """Press Briefing on the Harvest

MODERATOR: Good morning. The minister will take questions.

MINISTER HOLM: Thank you. The government will buy 40,000 tons of grain.

The ships arrive in May.

Q: When will prices fall?

MINISTER HOLM: We expect that in June.

Q: And if they do not?

MINISTER HOLM: Then we will act again.
"""


def test_each_paragraph_knows_its_speaker_also_without_a_label_of_its_own() -> None:
    speakers = [paragraph.speaker for paragraph in read(TRANSCRIPT).paragraphs]
    assert speakers == ["MODERATOR", *["MINISTER HOLM"] * 2, "Q", "MINISTER HOLM", "Q", "MINISTER HOLM"]


def test_a_label_is_never_part_of_a_sentence() -> None:
    assert not [sentence for sentence in read(TRANSCRIPT).sentences if ":" in sentence.text]


def test_leads_with_a_colon_make_no_transcript() -> None:
    text = "COSTS: Both towns pay one half.\n\nTIMING: The work starts in May.\n\nPLACE: The pier stands in the old harbour.\n\nRULES: None.\n"
    assert {paragraph.speaker for paragraph in read(text).paragraphs} == {None}
