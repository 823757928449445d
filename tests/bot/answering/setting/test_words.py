from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.commands import Ask, NearMiss, Settings
from bot.answering.grammar import parse
from bot.answering.setting.registry import NAMES
from bot.answering.setting.words import Verb, Wish, command_of, read_wish
from bot.errors import UnclearError


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("", Wish(Verb.SHOW)),
        ("workspace", Wish(Verb.SHOW, for_workspace=True)),
        ("Workspace undo", Wish(Verb.UNDO, for_workspace=True)),
        ("undo", Wish(Verb.UNDO)),
        ("changers", Wish(Verb.SHOW, "changers")),
        ("CHANGERS Everyone", Wish(Verb.SET, "changers", "Everyone")),
        ("workspace changers everyone", Wish(Verb.SET, "changers", "everyone", for_workspace=True)),
        ("unknown outcomes at most once", Wish(Verb.SET, "unknown outcomes", "at most once")),
        ("Unknown-Outcomes may-appear-twice", Wish(Verb.SET, "unknown outcomes", "may-appear-twice")),
        ("unknown_outcomes: at most once", Wish(Verb.SET, "unknown outcomes", "at most once")),
        ('"unknown outcomes" "at most once"', Wish(Verb.SET, "unknown outcomes", "at most once")),
        ("unknown twice", Wish(Verb.SET, "unknown outcomes", "twice")),
        ("unknown outcomes default", Wish(Verb.CLEAR, "unknown outcomes", "default")),
        ("unknown outcomes undo", Wish(Verb.UNDO, "unknown outcomes", "undo")),
        ('unknown outcomes "undo"', Wish(Verb.SET, "unknown outcomes", "undo")),
        ("links a minute", Wish(Verb.SHOW, "links a minute")),
        ("links a minute 5", Wish(Verb.SET, "links a minute", "5")),
        ("links a minute = 5", Wish(Verb.SET, "links a minute", "5")),
        ("links a minute to 5", Wish(Verb.SET, "links a minute", "5")),
        ("links a minute in all 50", Wish(Verb.SET, "links a minute in all", "50")),
        ("stored 500 MB", Wish(Verb.SET, "stored MB", "500 MB")),
        ("stored mb 500", Wish(Verb.SET, "stored MB", "500")),
    ],
)
def test_words_are_read_as_what_is_wished(words: str, wish: Wish) -> None:
    assert read_wish(words) == wish


@pytest.mark.parametrize(
    ("words", "sentence", "offers"),
    [
        ("changer", 'No setting is called "changer". Did you mean "settings changers"?', ["settings changers"]),
        (
            "workspace link a minute 5",
            'No setting is called "link a minute". Did you mean "settings workspace links a minute 5"?',
            ["settings workspace links a minute 5"],
        ),
        (
            "documents 5",
            '"documents" fits 2 settings: "documents a day" and "documents a day in all". Which one?',
            ["settings documents a day", "settings documents a day in all"],
        ),
        ("default", '"settings default" wants a setting, as in "settings unknown outcomes default".', []),
    ],
)
def test_a_near_miss_is_answered_with_the_setting_it_may_have_meant(
    words: str, sentence: str, offers: list[str]
) -> None:
    with pytest.raises(UnclearError) as raised:
        read_wish(words)
    assert raised.value.sentence == sentence
    assert [action.command for action in raised.value.actions] == offers


def test_a_name_that_is_none_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnclearError) as raised:
        read_wish("cheese tariffs")
    assert raised.value.sentence.startswith('No setting is called "cheese tariffs". There are "changers", ')
    assert all(f'"{name}"' in raised.value.sentence for name in NAMES)


@given(
    st.text()
    | st.lists(
        st.sampled_from([*NAMES, "workspace", "undo", "default", "links", "-", '"', "“a b”", "=", "5", "\ud800"])
    ).map(" ".join)
)
def test_any_words_are_a_wish_or_a_sentence(words: str) -> None:
    try:
        named = read_wish(words).name
    except UnclearError as error:
        named = None if error.sentence else "no sentence"
    assert named in (*NAMES, None)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("for_workspace", [False, True])
def test_the_command_that_is_offered_is_read_back(name: str, for_workspace: bool) -> None:
    command = parse(command_of(name, "value", for_workspace=for_workspace))
    assert isinstance(command, Settings)
    assert read_wish(command.words) == Wish(Verb.SET, name, "value", for_workspace)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("setting", "settings"),
        ("setting links a minute 5", "settings links a minute 5"),
        ("settigns changers", "settings changers"),
    ],
)
def test_a_slip_of_the_command_is_seen(said: str, meant: str) -> None:
    assert parse(said) == NearMiss(said, meant)


@pytest.mark.parametrize("question", ["setting interest rates", "meetings", "sittings of the council", "sitting"])
def test_a_question_that_begins_alike_stays_a_question(question: str) -> None:
    assert parse(question) == Ask(question, is_bare=True)
