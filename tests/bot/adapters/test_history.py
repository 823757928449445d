from __future__ import annotations

from pathlib import Path

from bot.adapters.terminal.history import LONGEST_KEPT, History, clear_history


def test_what_was_typed_is_kept_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "history"
    History(path).append_string("section 2")
    assert path.stat().st_mode & 0o077 == 0
    assert list(History(path).load_history_strings()) == ["section 2"]


def test_a_pasted_text_never_gets_into_the_history(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    history.append_string("brief one line\nand another")
    history.append_string("brief " + "word " * LONGEST_KEPT)
    assert (tmp_path / "history").read_text() == ""


def test_forgetting_empties_the_history(tmp_path: Path) -> None:
    path = tmp_path / "history"
    history = History(path)
    history.append_string("ask about the secret marker")
    history.clear()
    assert path.read_bytes() == b""
    assert history.get_strings() == []
    clear_history(tmp_path / "no history yet")
