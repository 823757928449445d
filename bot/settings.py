"""Settings, typed, from the environment (prefix `BRIEFBOT_`) and `.env` in the current folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import platformdirs
from pydantic import AliasChoices, Field, ModelWrapValidatorHandler, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.answering.limits import Limits
from bot.errors import SettingError

if TYPE_CHECKING:
    from bot.ingest.extracting.limits import Limits as ReadingLimits
    from bot.ingest.fetch import FetchPolicy


class Settings(BaseSettings):
    """What can be set. `.env.example` documents each. Raises `SettingError` for a value that is none."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFBOT_", env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True
    )

    data: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("briefbot", appauthor=False)))
    database: str = Field(default="", validation_alias=AliasChoices("BRIEFBOT_DATABASE", "DATABASE_URL"))

    fetch_allow: str = ""
    fetch_contact: str = ""
    read_unlimited: bool = False
    links_a_minute: int | None = Field(default=None, ge=0)
    workspace_links_a_minute: int | None = Field(default=None, ge=0)
    documents_a_day: int | None = Field(default=None, ge=0)
    workspace_documents_a_day: int | None = Field(default=None, ge=0)
    workspace_stored_mb: int | None = Field(default=None, ge=0)
    keep_days: int = Field(default=0, ge=0)
    executor: str = ""

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_mode: Literal["socket", "http"] = "socket"
    slack_api_url: str = Field(
        default="https://slack.com/api/", validation_alias=AliasChoices("BRIEFBOT_SLACK_API_URL", "SLACK_API_URL")
    )
    discord_token: SecretStr = SecretStr("")
    discord_shards: int = Field(default=0, ge=0)
    discord_shard_ids: str = ""
    discord_api_url: str = ""
    discord_gateway_url: str = ""
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=3000, ge=0, le=65_535)
    address_keys: SecretStr = SecretStr("")

    @model_validator(mode="wrap")
    @classmethod
    def _say_what_is_wrong(cls, given: object, read: ModelWrapValidatorHandler[Settings]) -> Settings:
        try:
            return read(given)
        except ValidationError as error:
            raise _wrong(error) from None  # what was given may be a secret

    def limits(self, unset: Limits) -> Limits:
        """Give what one person and one workspace may use: what is set, else as much as `unset` says."""
        return Limits(
            _set_or(self.links_a_minute, unset.links_of_person),
            _set_or(self.workspace_links_a_minute, unset.links_of_workspace),
            _set_or(self.documents_a_day, unset.documents_of_person),
            _set_or(self.workspace_documents_a_day, unset.documents_of_workspace),
            _set_or(self.workspace_stored_mb, unset.stored_mb),
        )

    @property
    def fetch_policy(self) -> FetchPolicy:
        """What may be fetched: public addresses, and the hosts that are allowed by name."""
        from bot.ingest.fetch import FetchPolicy, parse_allow

        try:
            return FetchPolicy(allow=parse_allow(self.fetch_allow), contact=self.fetch_contact)
        except ValueError as error:
            raise SettingError(f"BRIEFBOT_FETCH_ALLOW or BRIEFBOT_FETCH_CONTACT can't be read: {error}.") from error

    @property
    def reading_limits(self) -> ReadingLimits:
        """How much reading a file may use."""
        from bot.ingest.extracting.limits import Limits as ReadingLimits

        return ReadingLimits(allow_unlimited=self.read_unlimited)

    @property
    def store(self) -> str:
        """Where statements are kept: the database set, else a file in the data folder."""
        return self.database or str(self.data.expanduser() / "briefbot.sqlite3")

    @property
    def address_key_file(self) -> Path:
        """The file that keeps the key for reply addresses where none is set."""
        return self.data.expanduser() / "address-key"

    @property
    def history(self) -> Path:
        """The file that keeps what was typed in the terminal's chat."""
        return self.data.expanduser() / "chat-history"


def _set_or(value: int | None, unset: int) -> int:
    return unset if value is None else value


def _wrong(error: ValidationError) -> SettingError:
    """Say which setting has a value that it does not take, and what it takes."""
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper().removeprefix("BRIEFBOT_") if first["loc"] else ""
    takes = str(first["msg"])
    return SettingError(f"BRIEFBOT_{name} can't be used: {takes[:1].lower()}{takes[1:]}.")
