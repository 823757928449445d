from __future__ import annotations

from datetime import date

from summarizers.choosing import Budget, choose, suggest_length
from tests.summarizers.choosing.documents import document

_BACKGROUND = (
    "Information received since the Board met in June suggests that output has grown. Household spending advanced."
    " Housing remained weak. Inflation has been stable at 2 percent. Exports rose.",
    "The outlook for interest rates abroad is mixed. Energy prices have fallen since spring. Inflation may ease further.",
)
_DECISION = "The Board decided to raise the policy rate by 25 basis points to 3.5 percent."


def _texts(chosen: tuple, source: object) -> list[str]:  # type: ignore[type-arg]
    return [source.sentences[choice.index].text for choice in chosen]  # type: ignore[attr-defined]


def test_the_decision_of_a_central_bank_is_never_missed() -> None:
    statement = document(*_BACKGROUND, f"Risks remain balanced. {_DECISION} Inflation is watched.")
    chosen = choose(statement, budget=Budget(sentences=3))
    reasons = {statement.sentences[choice.index].text: choice.reason for choice in chosen}
    assert reasons[_DECISION] == "the decision"


def test_the_decision_is_shown_even_if_the_predecessor_decided_the_same() -> None:
    before = document(*_BACKGROUND, _DECISION, dated=date(2025, 3, 19))
    after = document(*_BACKGROUND, _DECISION, "Trade in grain resumed in Odesa.", dated=date(2025, 5, 7))
    chosen = choose(after, before, Budget(sentences=3))
    assert _DECISION in _texts(chosen, after)


def test_what_the_predecessor_did_not_say_is_named_new_with_its_date() -> None:
    before = document(*_BACKGROUND, dated=date(2025, 3, 19))
    after = document(*_BACKGROUND, "The Board expanded its lending facility by 40 billion.", dated=date(2025, 5, 7))
    chosen = choose(after, before, Budget(sentences=1))
    assert _texts(chosen, after) == ["The Board expanded its lending facility by 40 billion."]
    assert chosen[0].reason == "new since 19 March"


def test_a_changed_figure_is_news() -> None:
    before = document("The ministers met in Rome. Aid rose to 40 million euros.", dated=date(2024, 12, 1))
    after = document("The ministers met in Rome. Aid rose to 60 million euros.", dated=date(2025, 5, 7))
    reasons = {choice.index: choice.reason for choice in choose(after, before, Budget(sentences=2))}
    assert reasons[1] == "new since 1 December 2024"
    assert not reasons[0].startswith("new")


def test_the_demand_of_an_appeal_is_not_missed() -> None:
    demand = "We call on the authorities to release him at once."
    statement = document(
        "Ten years ago, the journalist Jan Novak left for Aleppo with 3 colleagues. He wrote for 12 newspapers.",
        "His family has waited since. Friends gathered in Prague for a vigil with 400 candles.",
        f"He is missed. {demand} The world remembers him.",
    )
    assert demand in _texts(choose(statement, budget=Budget(sentences=3)), statement)


def test_who_met_when_and_where_is_not_missed() -> None:
    meeting = "The foreign ministers of Norland and Sudland met on April 3 in Brussels."
    statement = document(
        meeting,
        "# Security",
        "They condemned the launch of 12 missiles. Ministers agreed to impose sanctions worth 3 billion dollars.",
        "# Trade",
        "Ministers announced a fund of 900 million euros. They agreed to cut tariffs by 12 percent.",
        place="Brussels",
    )
    assert meeting in _texts(choose(statement, budget=Budget(sentences=3)), statement)


def test_every_major_section_is_represented_when_the_budget_allows() -> None:
    quiet = "The weather at the venue was mild and the rooms were light. People talked in the corridors of the house."
    statement = document(
        "# Sanctions",
        "The Council decided to sanction 40 banks. It announced a ban on 12 ports. It agreed to freeze 3 billion euros.",
        "# Venue",
        quiet,
        "# Aid",
        "Ministers announced 90 million euros for Gaza. Members agreed to open 4 crossings. They pledged 20 doctors.",
    )
    chosen = choose(statement, budget=Budget(sentences=4))
    assert {statement.sentences[choice.index].section for choice in chosen} == {1, 2, 3}


def test_the_same_is_not_said_twice() -> None:
    once = "Ministers condemned the missile launch of 12 April as a grave violation of resolution 2231."
    again = "Ministers condemned the missile launch of 12 April as a violation of resolution 2231."
    statement = document(once, again, "Farmers in Norland will receive seed. Schools reopen in May.")
    texts = _texts(choose(statement, budget=Budget(sentences=2)), statement)
    assert not (once in texts and again in texts)


def test_a_sentence_that_leans_brings_what_it_leans_on() -> None:
    statement = document(
        "The weather was mild. Norland sent a note.",
        "The delegation of Sudland arrived. They announced sanctions on 40 banks worth 3 billion dollars.",
        "The rooms were light. People talked.",
    )
    chosen = {choice.index for choice in choose(statement, budget=Budget(sentences=2))}
    assert 3 not in chosen or 2 in chosen


def test_a_query_decides_what_is_chosen() -> None:
    statement = document(
        "The Council decided to sanction 40 banks.",
        "Fishermen may return to the northern waters.",
        "Ministers announced 90 million euros.",
    )
    chosen = choose(statement, budget=Budget(sentences=1), query="fishing fishermen")
    assert [(choice.index, choice.reason) for choice in chosen] == [(1, "matches the query")]


def test_a_query_that_fits_nowhere_changes_nothing() -> None:
    statement = document("The Council decided to sanction 40 banks.", "Ministers announced 90 million euros.")
    assert choose(statement, query="zzz") == choose(statement)


def test_by_section_gives_each_section_a_line_or_two() -> None:
    statement = document(
        "The ministers met in Rome.",
        "# Peace",
        "They agreed on a truce. Members welcomed it. Norland sent 40 observers. Sudland will follow in May.",
        "# Trade",
        "Tariffs fall by 12 percent.",
    )
    chosen = choose(statement, budget=Budget(sentences=2), by_section=True)
    sections = [statement.sentences[choice.index].section for choice in chosen]
    assert sorted(set(sections)) == [0, 1, 2]
    assert max(map(sections.count, sections)) <= 2


def test_by_section_keeps_a_budget_of_words() -> None:
    statement = document(
        "# Peace", "They agreed on a truce.", "# Trade", "Tariffs fall by 12 percent in all of Norland."
    )
    chosen = choose(statement, budget=Budget(words=6), by_section=True)
    assert _texts(chosen, statement) == ["They agreed on a truce."]


def test_a_document_suggests_more_sentences_the_longer_it_is() -> None:
    short = document("One sentence here. And one more.")
    long = document(*(f"Sentence {number} of many." for number in range(90)))
    assert suggest_length(short) == 2
    assert suggest_length(short) < suggest_length(long) <= 10


def test_what_is_announced_today_is_not_crowded_out_by_a_list() -> None:
    news = "Today, the President signed an order on ports."
    points = (f"- Invest {n} billion dollars in harbours of region {n}. Work there begins in May." for n in range(2, 9))
    statement = document(f"Ships matter. {news}", *points)
    assert news in _texts(choose(statement, budget=Budget(sentences=3)), statement)


def test_a_reason_says_what_the_sentence_does() -> None:
    statement = document(
        "Ministers condemned the attack on the hospital.",
        "The government called on both sides to stop the shelling.",
        "Revenue rose to 40 million euros in the quarter.",
        "Norland agreed to open the border.",
        "The rooms were light and people talked in the corridors.",
    )
    chosen = choose(statement, budget=Budget(sentences=4))
    assert [choice.reason for choice in chosen] == [
        "condemns",
        "calls for action",
        "a result with its figure",
        "names an agreement",
    ]
