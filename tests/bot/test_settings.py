from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import SettingError
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


def test_the_example_documents_every_setting_and_no_other() -> None:
    named = set(re.findall(r"^#?(BRIEFBOT_\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named == {f"BRIEFBOT_{name.upper()}" for name in Settings.model_fields}


def test_settings_come_from_the_environment_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("BRIEFBOT_DATA=from-file\nBRIEFBOT_DATABASE=other.sqlite3\n")
    monkeypatch.setenv("BRIEFBOT_DATA", "from-environment")
    settings = Settings()
    assert settings.data == Path("from-environment")
    assert settings.store == "other.sqlite3"


def test_the_database_may_be_named_as_hosts_of_programs_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://host/name")
    assert Settings().store == "postgresql+psycopg://host/name"
    monkeypatch.setenv("BRIEFBOT_DATABASE", "own.sqlite3")
    assert Settings().store == "own.sqlite3"


def test_the_store_lies_in_the_data_folder_unless_it_is_set(tmp_path: Path) -> None:
    assert Settings(data=tmp_path, database="").store == str(tmp_path / "briefbot.sqlite3")


@pytest.mark.parametrize(
    ("name", "value"),
    [("SLACK_MODE", "smoke"), ("LINKS_A_MINUTE", "secretmany"), ("HTTP_PORT", "-x"), ("DISCORD_SHARDS", "-1")],
)
def test_a_value_that_is_none_is_said_so_and_not_repeated(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"BRIEFBOT_{name}", value)
    with pytest.raises(SettingError, match=f"^BRIEFBOT_{name} can't be used: input should be .*[.]$") as raised:
        Settings()
    assert value not in str(raised.value)
    assert raised.value.__cause__ is None
