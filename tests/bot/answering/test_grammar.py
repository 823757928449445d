from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answering.commands import (
    COMMANDS,
    Ask,
    Brief,
    Cite,
    Command,
    Find,
    Forget,
    Help,
    ListStatements,
    NearMiss,
    Section,
    Sections,
    Share,
    Unclear,
    Why,
)
from bot.answering.grammar import parse
from bot.answering.words import split_words, unquoted

PIECES = [
    "S12",
    "latest",
    "in",
    "3",
    "sentences",
    "short",
    "by",
    "section",
    "with",
    "public",
    "from",
    "since",
    "2023",
    "-",
    "٣",
    "sectoin",
    "https://a.b",
    "./a.txt",
    "word",
    '"',
    "“",
]
TEXTS = st.text() | st.lists(st.sampled_from([*COMMANDS, *PIECES, "“x y”", "\n", "\x00", "\ud800"])).map(" ".join)


@given(TEXTS)
@example("find since")
@example("brief in " + "9" * 5000 + " sentences")
def test_the_grammar_never_raises(text: str) -> None:
    assert isinstance(parse(text), Command)


@given(TEXTS)
def test_the_subject_of_a_briefing_is_a_part_of_what_was_said(text: str) -> None:
    command = parse(f"brief {text}")
    assert isinstance(command, Brief)
    assert command.subject in text


@given(st.sampled_from(COMMANDS), st.text(alphabet=st.characters(exclude_characters='"“”„«»')))
def test_quotation_marks_make_any_command_a_word(name: str, rest: str) -> None:
    command = parse(f'"{name}" {rest}')
    assert isinstance(command, Ask)
    assert command.is_bare


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", Help()),
        ("help find", Help("find")),
        ("list", ListStatements()),
        ("LIST central bank", ListStatements("central bank")),
        ("sections S12", Sections("S12")),
        ("section 2", Section("2")),
        ("section S12 north korea", Section("S12 north korea")),
        ("ask S12 what about gas?", Ask("S12 what about gas?")),
        ("what about gas?", Ask("what about gas?", is_bare=True)),
        ("why", Why()),
        ("Why?", Why()),
        ("why did they condemn it?", Ask("why did they condemn it?", is_bare=True)),
        ("cite S12 3", Cite("S12 3")),
        ("share latest", Share("latest")),
        ('forget "Talks in Lisbon"', Forget('"Talks in Lisbon"')),
        ("brief", Brief()),
        ("brief S12", Brief("S12")),
        ("https://example.org/a", Brief("https://example.org/a")),
        ("./notes/statement.txt", Brief("./notes/statement.txt")),
        ("statement.md", Brief("statement.md")),
    ],
    ids=str,
)
def test_words_stand_for_commands(text: str, command: Command) -> None:
    assert parse(text) == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("brief S12 in 3 sentences", Brief("S12", sentences=3)),
        ("brief S12 in three sentences", Brief("S12", sentences=3)),
        ("brief S12 in 1 sentence", Brief("S12", sentences=1)),
        ("brief S12 in 0 sentences", Brief("S12", sentences=0)),
        ("brief S12 in -2 sentences", Brief("S12", sentences=-2)),
        ("brief short", Brief(size="short")),
        ("brief latest long by section", Brief("latest", size="long", by_section=True)),
        ("brief S1 with lexrank public", Brief("S1", engine="lexrank", public=True)),
        ("brief public by section with lead in 4 sentences S1", Brief("public by section with lead in 4 sentences S1")),
        ('brief "In Short"', Brief('"In Short"')),
        ('brief "talks held in" "short"', Brief('"talks held in" "short"')),
        ("brief First line.\nSecond line.\nin 2 sentences", Brief("First line.\nSecond line.", sentences=2)),
        ("brief First line.\nThey met with Japan", Brief("First line.\nThey met with Japan")),
    ],
    ids=str,
)
def test_options_stand_at_the_end_of_a_briefing(text: str, command: Brief) -> None:
    assert parse(text) == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("find price cap", Find("price cap")),
        ("find price cap from G7", Find("price cap", issuer="G7")),
        ("find price cap since 2023", Find("price cap", since=date(2023, 1, 1))),
        ("find cap from the G7 since 4 May 2023", Find("cap", issuer="the G7", since=date(2023, 5, 4))),
        ("find cap since April 2023 from G7", Find("cap", issuer="G7", since=date(2023, 4, 1))),
        ('find "from" Ukraine', Find('"from" Ukraine')),
        ("find from", Find("from")),
    ],
    ids=str,
)
def test_find_takes_an_issuer_and_a_date(text: str, command: Find) -> None:
    assert parse(text) == command


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("secton 2", "section 2"),
        ("sectoin 2", "section 2"),
        ("setcoin 2", "section 2"),
        ("lsit", "list"),
        ("bref S12", "brief S12"),
        ("aks S1 what about gas", "ask S1 what about gas"),
        ("hlep", "help"),
        ("fnd price cap", "find price cap"),
        ("S12", "brief S12"),
    ],
)
def test_a_near_miss_is_answered_with_the_closest_command(said: str, meant: str) -> None:
    assert parse(said) == NearMiss(said, meant)


@pytest.mark.parametrize(
    "text",
    [
        "sanctions on Russia",
        "who met in Brussels",
        "all sides",
        "cited cases of abuse",
        "shared values",
        "kind of missiles",
        "action on climate",
        "what was agreed",
    ],
)
def test_a_question_is_not_taken_for_a_misspelt_command(text: str) -> None:
    assert parse(text) == Ask(text, is_bare=True)


@pytest.mark.parametrize(
    "text", ["section", "section S12", "ask", "ask latest", "find", "share", "forget", "find a since b", "why 2"]
)
def test_a_command_without_what_it_needs_says_what_that_is(text: str) -> None:
    command = parse(text)
    assert isinstance(command, Unclear)
    assert text.split(maxsplit=1)[0] in command.sentence or "since" in command.sentence


def test_quoted_stretches_are_one_word_in_every_kind_of_quotation_marks() -> None:
    words = split_words('a "b c" “d e” „f g“ «h i» it\'s 5" x')
    assert [word.text for word in words] == ["a", "b c", "d e", "f g", "h i", "it's", '5"', "x"]
    assert unquoted(' "b c" ') == "b c"
    assert unquoted('"a" b "c"') == '"a" b "c"'
