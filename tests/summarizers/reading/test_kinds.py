import os
from pathlib import Path

import pytest

from summarizers.reading.kinds import continues, kind_of, series_key, spell_issuer, word_sentences
from summarizers.reading.reader import read
from summarizers.vocabulary.tokens import tokenize


def kind(title: str) -> str:
    return kind_of(read(f"{title}\n\nThe ministers met and agreed on a plan of action for the coming years.\n"))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param("Statement by President Ann Low on Trade", "Statement from President Low on Trade", id="a name"),
        pytest.param("Communiqué of the Third Meeting on Grain", "Communiqué of the 4th meeting on grain", id="ordinals"),
        pytest.param("Outlook for Grain, 3 May 2024", "Outlook for Grain, 2 June 2025", id="dates"),
        pytest.param("Report on Exports in March 2024", "Report on Exports in April 2025", id="months"),
        pytest.param("Third Quarter Report on Exports", "Q4 Quarter Report on Exports", id="quarters"),
        pytest.param("Chair's Summary of the Grain Summit in Geneva", "Chair's Summary of the Grain Summit in Rome", id="venues"),
        pytest.param("FACT SHEET: Cooperation on Grain", "UPDATED FACT SHEET: Cooperation on Grain", id="updates"),
    ],
)  # fmt: skip
def test_what_changes_from_time_to_time_is_not_of_the_kind(earlier: str, later: str) -> None:
    assert kind(earlier) == kind(later) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Readout of the Call with King Bob", "Readout of the Call with Queen Carol", id="counterparts"),
        pytest.param("Statement on the Attack in Rome", "Statement on the Attack in Geneva", id="places of an event"),
        pytest.param("Statement on Resolution 1701", "Statement on Resolution 2231", id="numbers that name"),
        pytest.param("Notice on Trade with Quell", "Notice on Trade with Norland", id="subjects"),
        pytest.param("Readout of the Call with King Bob", "Readout of the Meeting with King Bob", id="forms"),
    ],
)
def test_another_matter_is_another_kind(one: str, other: str) -> None:
    assert kind(one) != kind(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President Joseph R. Low, Jr.", "President Low"),
        ("Vice President Ann Low", "Vice President Low"),
        ("NSC Spokesperson Ann Low", "National Security Council Spokesperson Ann Low"),
        ("the Committee on Grain", "Committee on Grain"),
    ],
)
def test_one_issuer_has_one_spelling(one: str, other: str) -> None:
    assert spell_issuer(one) == spell_issuer(other) != ""


def test_the_holders_of_two_offices_are_two_issuers() -> None:
    assert spell_issuer("Vice President Low") != spell_issuer("President Low")


def test_a_title_that_names_its_form_alone_does_not_tell() -> None:
    bare = read("Statement by President Low\n\nThe ports will open on Monday for all ships with grain.\n")
    joint = read("Joint Statement by President Low and King Bob\n\nThe ports will open for all ships with grain.\n")
    assert (series_key(bare).is_titled, series_key(joint).is_titled) == (False, True)


def test_nothing_has_an_empty_kind() -> None:
    assert series_key(read("")) == ((), "", False)


VOTES = "Voting for the policy action were Ann Low, Bob High and Carol Mean."
STABLE = "Prices of grain and fish are stable and growth is moderate."
OTHER = ("The office opened in the old harbour town.", "A new ferry will sail every morning.")


@pytest.mark.parametrize(
    ("earlier", "later", "known", "expected"),
    [
        pytest.param((VOTES, STABLE), (VOTES, f"{STABLE[:-1]} now."), 2, True, id="two of two"),
        pytest.param((VOTES, STABLE), (VOTES, OTHER[0]), 2, False, id="one sentence is a formula"),
        pytest.param((VOTES, STABLE), (VOTES, STABLE), 1, False, id="two are few without an issuer"),
        pytest.param((VOTES, STABLE, *OTHER), (VOTES, STABLE, OTHER[1]), 0, True, id="three of three"),
        pytest.param(OTHER, (VOTES, STABLE), 2, False, id="nothing"),
        pytest.param((), (VOTES, STABLE), 2, False, id="an empty text"),
    ],
)
def test_an_untitled_text_continues_what_it_repeats(
    earlier: tuple[str, ...], later: tuple[str, ...], known: int, *, expected: bool
) -> None:
    before, after = (
        word_sentences(([token.stem for token in tokenize(text)] for text in texts), "en") for texts in (earlier, later)
    )
    assert continues(before, after, known_issuers=known) is expected


@pytest.mark.skipif("BRIEFBOT_SHARED" not in os.environ, reason="$BRIEFBOT_SHARED is not set: no real statements")
def test_real_decisions_of_one_committee_have_one_issuer() -> None:
    paths = Path(os.environ["BRIEFBOT_SHARED"], "data/statements/fomc").glob("2004*.txt")
    keys = {series_key(read(path.read_text("utf-8"))).issuers for path in paths}
    assert keys == {("feder open market committe",)}
