from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Briefbot
from tests.bot.conftest import TALKS

SHARED = os.environ.get("BRIEFBOT_SHARED")


@pytest.fixture
def talks(tmp_path: Path) -> str:
    path = tmp_path / "talks.txt"
    path.write_text(TALKS)
    return str(path)


def test_brief_prints_the_contract_of_a_briefing(briefbot: Briefbot, talks: str) -> None:
    briefing = briefbot("brief", talks, "--json").json
    assert set(briefing) == {"statement", "engine", "body", "sentences", "sections", "set_aside"}
    assert briefing["statement"] == {
        "id": None,
        "title": "Alba, Borea and Corinth Hold Talks in Lisbon",
        "issuers": ["Alba", "Borea", "Corinth"],
        "event_date": "2026-03-19",
        "published": briefing["statement"]["published"],
        "place": "Lisbon",
        "language": "en",
        "source": "talks.txt",
    }
    assert briefing["engine"] == "structure"
    for sentence in briefing["sentences"]:
        assert set(sentence) == {"text", "start", "end", "section", "heading", "score", "reason", "page"}
        assert briefing["body"][sentence["start"] : sentence["end"]] == sentence["text"]
    assert [(section["ordinal"], section["heading"]) for section in briefing["sections"]] == [
        (0, None),
        (1, "Protecting Undersea Cables"),
        (2, "Strengthening Energy Security"),
    ]
    assert all(set(aside) == {"kind", "start", "end"} for aside in briefing["set_aside"])


def test_a_file_and_standard_input_are_briefed_alike(briefbot: Briefbot, talks: str) -> None:
    from_file = briefbot("brief", talks, "--json").json
    from_stdin = briefbot("brief", "-", "--json", stdin=TALKS.encode()).json
    assert from_stdin["sentences"] == from_file["sentences"]
    assert from_stdin["statement"]["source"] == "standard input"


def test_a_file_is_not_stored(briefbot: Briefbot, talks: str, tmp_path: Path) -> None:
    for command in (("brief", talks), ("sections", talks), ("section", talks, "1"), ("ask", talks, "gas")):
        assert briefbot(*command).status == 0
    assert not (tmp_path / "data").exists()


def test_lengths_engines_and_dates_are_as_asked(briefbot: Briefbot, talks: str) -> None:
    assert len(briefbot("brief", talks, "--sentences", "1", "--json").json["sentences"]) == 1
    assert len(briefbot("brief", talks, "in", "1", "sentence", "--json").json["sentences"]) == 1
    words = briefbot("brief", talks, "--words", "45", "--json").json["sentences"]
    assert 0 < sum(len(sentence["text"].split()) for sentence in words) <= 45
    characters = briefbot("brief", talks, "--characters", "250", "--json").json["sentences"]
    assert 0 < sum(len(sentence["text"]) for sentence in characters) <= 250
    assert briefbot("brief", talks, "--engine", "lead", "--json").json["engine"] == "lead"
    assert {
        sentence["section"] for sentence in briefbot("brief", talks, "--by-section", "--json").json["sentences"]
    } >= {1, 2}


def test_a_query_favours_what_bears_on_it(briefbot: Briefbot, talks: str) -> None:
    chosen = briefbot("brief", talks, "--sentences", "1", "--about", "natural gas", "--json").json["sentences"]
    assert "natural gas" in chosen[0]["text"]


def test_the_date_given_is_the_date_of_a_file_without_one(briefbot: Briefbot, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The ministers agreed on gas. They will meet again.")
    assert (
        briefbot("brief", "note.txt", "--date", "2025-04-03", "--json").json["statement"]["published"] == "2025-04-03"
    )
    assert briefbot("brief", "note.txt", "--date", "soon").status == 2


def test_sections_and_passages_have_their_contract(briefbot: Briefbot, talks: str) -> None:
    sections = briefbot("sections", talks, "--json").json["sections"]
    assert [set(section) for section in sections] == [{"ordinal", "heading", "level", "start", "end"}] * 3
    answer = briefbot("ask", talks, "natural gas", "--json").json
    assert answer["passages"]
    for passage in answer["passages"]:
        assert set(passage) == {"text", "start", "end", "section", "heading", "score"}
        assert answer["body"][passage["start"] : passage["end"]] == passage["text"]


def test_hostile_text_is_dead_on_screen_and_exact_in_json(briefbot: Briefbot, tmp_path: Path) -> None:
    hostile = (
        "The ministers \u202econdemned\u202c the [bold]attack[/bold] \x9b31m today. They call on all sides to stop."
    )
    (tmp_path / "hostile.txt").write_text(hostile)
    shown = briefbot("brief", "hostile.txt").output
    assert "\x9b" not in shown
    assert "\u202e" not in shown
    assert "[bold]attack[/bold]" in shown
    exact = briefbot("brief", "hostile.txt", "--json")
    assert "\u202e" not in exact.output
    assert "".join(sentence["text"] for sentence in exact.json["sentences"]).count("\u202econdemned\u202c") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("brief missing.txt", "There is no file missing.txt."),
        ("brief missing.pdf", "There is no file missing.pdf."),
        ("brief ./no/such/place", "There is no file ./no/such/place."),
        ("brief empty.txt", "That file holds no text."),
        ("brief binary.txt", "That file is not a text."),
        ("brief paper.pdf", "That PDF is damaged"),
        ("brief .", "is a folder"),
        ("brief -", "That file holds no text."),
        ("brief talks.txt --sentences 0", "A briefing holds 1 to 1,000 sentences, not 0."),
        ("brief talks.txt --sentences -3", "not -3."),
        ("brief talks.txt --sentences 10000", "This text has 6 sentences."),
        ("brief talks.txt --words 0", "1 to 50,000 words"),
        ("brief talks.txt --sentences few", "--sentences wants a whole number."),
        ("brief talks.txt --engine lexrnak", 'Did you mean "lexrank"? There are structure'),
        ("brief talks.txt some words", "no option"),
        ("brief --nonsense", "No such option: --nonsense"),
        ("section talks.txt 9", 'talks.txt has no section "9".'),
        ("section talks.txt", "Which section?"),
        ("ask talks.txt", "What is the question"),
        ("ask missing.txt gas", "There is no file missing.txt."),
        ("secton 2", '"secton 2" is not a command. Did you mean "section 2"?'),
        ("talks.txt", 'Did you mean "briefbot brief talks.txt"?'),
        ("summarize --sentences 0", "not 0."),
        ("summarize --engine nonsense", 'No engine is called "nonsense".'),
    ],
)
def test_bad_input_is_a_sentence_and_status_2_and_stores_nothing(
    briefbot: Briefbot, talks: str, tmp_path: Path, arguments: str, says: str
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    outcome = briefbot(*arguments.split())
    assert (outcome.status, outcome.output) == (2, "")
    assert says in outcome.errors
    assert outcome.errors.count("\n") == 1
    assert "Traceback" not in outcome.errors
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(not SHARED, reason="needs the statements at $BRIEFBOT_SHARED")
def test_the_trilateral_statement_is_briefed_from_its_own_words(briefbot: Briefbot) -> None:
    path = Path(SHARED or "") / "data/statements/trilateral-brussels-2025-04-03.txt"
    shown = briefbot("brief", str(path)).output
    assert shown.startswith("US, Japan, S. Korea Hold Trilateral Talks in Brussels\n")
    assert "Brussels, 3 April 2025 · as mirrored by Mirage" in " ".join(shown.split())
    assert "of 29 sentences, word for word" in shown
    assert "Risk Warning" not in shown
    assert "Addressing the North Korean Threat" in briefbot("section", str(path), "nroth korea").output
