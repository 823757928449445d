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


def test_who_is_meant_was_named_before_the_quotation() -> None:
    statement = document(
        "The weather was mild. Norland sent a note.",
        "The ministers of Sudland condemned the raid on 4 farms worth 3 billion dollars.",
        "“Bread is sacred”, said a baker. They called on all 12 states to sanction 40 banks with 900 million euros.",
        "The rooms were light. People talked.",
    )
    texts = _texts(choose(statement, budget=Budget(sentences=2)), statement)
    assert [text.split()[0] for text in texts] == ["The", "They"]


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


def test_the_lead_is_not_crowded_out_by_more_sections_than_the_budget_holds() -> None:
    news = "Norland announced today a call to nine shipping lines to open 40 harbours, and named the first nine."
    firms = [f"Line {name} was founded in 1961 and has ships in many seas." for name in "ABCDEFGHI"]
    sections = [part for number, firm in enumerate(firms) for part in (f"# Line {number}", firm)]
    statement = document(news, *sections)
    assert news in _texts(choose(statement, budget=Budget(sentences=2)), statement)


def test_how_a_central_bank_weighs_the_risks_is_not_missed() -> None:
    risks = "Risks to growth are tilted to the downside."
    statement = document(
        f"{_DECISION} Household spending advanced by 4 percent in the first quarter, and exports rose.",
        "The Board announced a facility of 40 billion for lenders. Inflation has been stable at 2 percent.",
        f"The staff presented 12 charts on prices. {risks} Interest rates abroad fell.",
    )
    chosen = choose(statement, budget=Budget(sentences=3))
    assert [choice.reason for choice in chosen if statement.sentences[choice.index].text == risks] == [
        "weighs the risks"
    ]


def test_of_two_sentences_with_the_same_rare_words_the_fuller_is_chosen() -> None:
    brief = "Zebrafish, quinoa, obsidian, kayaks, jigsaws, walnuts and gherkins came from there to us at last by then."
    full = f"{brief[:-1]} and so it was for all of them who were with us or for us or of us or near us or by us or on our own."
    statement = document("Rain fell. It was late.", brief, "Snow lay. It was cold.", full)
    assert _texts(choose(statement, budget=Budget(sentences=1)), statement) == [full]


def test_a_point_whose_mark_was_lost_counts_as_one() -> None:
    points = [
        f"Expand the {what} of the {where}. Crews of the coast look after them by day and by night."
        for what, where in (("ferry lines", "north"), ("night trains", "east"), ("coal quays", "south"))
    ]
    statement = document("Crews of the coast are many. Crews look after ferry lines, night trains and quays.", *points)
    texts = _texts(choose(statement, budget=Budget(sentences=3)), statement)
    assert sum(text.startswith("Expand") for text in texts) == 3


def test_what_others_did_in_a_relative_clause_is_no_reason() -> None:
    thanks = "I want to thank all the members who voted for it in the house by the river late in the evening."
    statement = document("The rooms were light.", thanks, "People talked in the corridors.")
    chosen = choose(statement, budget=Budget(sentences=1))
    assert _texts(chosen, statement) == [thanks]
    assert chosen[0].reason != "names a vote"


def test_an_appointment_counts_more_than_a_career() -> None:
    career = (
        "Prior to joining the Board, Ana Lund served as governor of 3 banks from 1998 to 2011 in Norland and Sudland."
    )
    today = "Ana Lund will lead the Board through 3 years of reform of banks from 2027 to 2030 in Norland and Sudland."
    statement = document("Norland has banks.", career, today, "People talked.")
    assert _texts(choose(statement, budget=Budget(sentences=1)), statement) == [today]
