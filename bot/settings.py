"""Settings, typed, from the environment (prefix `BRIEFBOT_`) and `.env` in the current folder."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set. `.env.example` documents each."""

    model_config = SettingsConfigDict(env_prefix="BRIEFBOT_", env_file=".env", env_ignore_empty=True, extra="ignore")

    data: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("briefbot", appauthor=False)))
    database: str = ""

    @property
    def store(self) -> str:
        """Where statements are kept: the database set, else a file in the data folder."""
        return self.database or str(self.data.expanduser() / "briefbot.sqlite3")

    @property
    def history(self) -> Path:
        """The file that keeps what was typed in the terminal's chat."""
        return self.data.expanduser() / "chat-history"
