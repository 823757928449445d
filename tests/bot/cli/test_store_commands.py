from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.cli.conftest import Briefbot
from tests.bot.conftest import RATES, TALKS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "statements"
    place.mkdir()
    (place / "1 rates.txt").write_text(RATES)
    (place / "2 talks.txt").write_text(TALKS)
    (place / "empty.txt").touch()
    return place


def test_a_folder_is_stored_and_what_was_not_is_said(briefbot: Briefbot, folder: Path) -> None:
    outcome = briefbot("ingest", str(folder))
    assert outcome.status == 0
    assert "2 statements stored." in outcome.output
    assert "Not stored: empty.txt. That file holds no text." in outcome.output
    again = briefbot("ingest", str(folder), "--json").json
    assert [(source["id"], source["new"]) for source in again["added"]] == [("S1", False), ("S2", False)]


def test_a_source_that_can_not_be_stored_is_refused(briefbot: Briefbot, folder: Path, tmp_path: Path) -> None:
    assert briefbot("ingest", str(folder / "empty.txt")).errors.startswith("That file holds no text.")
    (tmp_path / "nothing").mkdir()
    outcome = briefbot("ingest", str(tmp_path / "nothing"))
    assert (outcome.status, outcome.output) == (2, "")
    assert "Nothing was stored." in outcome.errors


def test_every_command_answers_from_the_store_in_words_and_in_json(briefbot: Briefbot, folder: Path) -> None:
    briefbot("ingest", str(folder))
    for command, key in (
        ("brief S2", "sentences"),
        ("why", "sentences"),
        ("cite 1", "citation"),
        ("list", "statements"),
        ("sections S2", "sections"),
        ("section S2 1", "paragraphs"),
        ("section energy", "paragraphs"),
        ("ask S2 natural gas", "passages"),
        ("ask natural gas", "passages"),
        ("find natural gas", "hits"),
        ("find rate --from bank --since 2026", "hits"),
        ("brief S2", "sentences"),
        ("share S1", "done"),
        ("forget S1", "done"),
    ):
        words, data = (
            briefbot(*command.split()),
            briefbot(*command.split(), "--json") if command != "forget S1" else None,
        )
        assert words.status == 0, (command, words.errors)
        assert words.output.strip()
        assert data is None or data.json[key]


def test_the_same_answer_comes_from_the_file_and_from_the_store(briefbot: Briefbot, folder: Path) -> None:
    briefbot("ingest", str(folder))
    stored = briefbot("brief", "S2", "--json").json
    from_file = briefbot("brief", str(folder / "2 talks.txt"), "--json").json
    assert stored["statement"].pop("id") == "S2"
    assert from_file["statement"].pop("id") is None
    assert stored == from_file


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("brief S99", 'No statement S99 here. "list" shows the 2 there are.'),
        ("brief zebra", 'No statement "zebra" here.'),
        ("brief latest with nonsense", "No engine is called"),
        ("share S99", "No statement S99 here."),
        ("find --since soon gas", '"since" wants a date'),
        ("section S2", "wants a number or words"),
    ],
)
def test_what_fits_nothing_is_a_sentence_and_status_2(
    briefbot: Briefbot, folder: Path, arguments: str, says: str
) -> None:
    briefbot("ingest", str(folder))
    outcome = briefbot(*arguments.split())
    assert (outcome.status, outcome.output) == (2, "")
    assert says in outcome.errors
    assert outcome.errors.count("\n") == 1


def test_a_database_that_is_none_is_refused_in_a_sentence(
    briefbot: Briefbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no.sqlite3").write_text("This is not a database at all, only some words. " * 50)
    monkeypatch.setenv("BRIEFBOT_DATABASE", str(tmp_path / "no.sqlite3"))
    outcome = briefbot("list")
    assert (outcome.status, outcome.output) == (2, "")
    assert "not a store of statements" in outcome.errors


def test_the_demo_shows_a_briefing_a_lookup_and_a_search_without_a_terminal(briefbot: Briefbot) -> None:
    outcome = briefbot("demo")
    assert outcome.status == 0
    assert "sample statements stored." in outcome.output
    assert "sentences, word for word" in outcome.output
    assert ": section " in outcome.output
    assert " places" in outcome.output
    assert "sample statements are there." in briefbot("demo").output


def test_the_chat_answers_the_lines_of_a_pipe_and_takes_yes_for_an_offer(briefbot: Briefbot, folder: Path) -> None:
    briefbot("ingest", str(folder))
    said = f"brief {folder / '2 talks.txt'}\nsecton 2\nyes\nexit\nlist\n"
    outcome = briefbot("chat", stdin=said.encode())
    assert outcome.status == 0
    assert 'Did you mean "section 2" (of S2)?' in outcome.output
    assert 'S2, "2": section 2, Strengthening Energy Security' in outcome.output
    assert "2 statements" not in outcome.output


def test_forget_clears_what_was_typed_in_the_chat(briefbot: Briefbot, folder: Path, tmp_path: Path) -> None:
    briefbot("ingest", str(folder))
    history = tmp_path / "data" / "chat-history"
    history.write_text("+ask what is said on the marker word\n")
    briefbot("forget", "S99")
    assert history.stat().st_size > 0
    briefbot("forget", "S1")
    assert history.read_bytes() == b""


def test_pages_that_are_ingested_count_against_the_limit_of_links(
    briefbot: Briefbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFBOT_LINKS_A_MINUTE", "1")
    outcome = briefbot("ingest", "http://127.0.0.1:8080/a", "http://127.0.0.1:8080/b")
    assert outcome.status == 2
    assert "1 link a minute" in briefbot("ingest", "http://127.0.0.1:8080/c").errors
