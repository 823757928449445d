"""What the log tells: at its loudest, no token, no address and no word of anybody's; and what the environment changes: nothing."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.adapters.slack.app import bolt_app
from bot.adapters.slack.client import discreet_logger
from bot.adapters.slack.service import is_configured
from bot.delivery.clock import SystemClock
from bot.errors import SettingError
from storage.delivery.records import EventState
from tests.bot.adapters.slack.bots import SECRET, bot_at_work, settings_for
from tests.bot.conftest import RATES
from tests.fakes.slack import FakeSlack, Fault


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_the_log_holds_nothing_of_what_was_said(
    slack: FakeSlack, tmp_path: Path, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with bot_at_work(slack, tmp_path, mode) as bot:
        slack.misbehave("chat.postMessage", Fault.ERROR_BEFORE, "invalid_blocks")
        slack.misbehave("views.publish", "fatal_error")
        await slack.says("ada", "general", f"@briefbot brief {RATES}")
        await slack.commands("ada", "general", "/brief", "ask what about marzipan?")
        await slack.commands("ada", "general", "/brief")
        await slack.opens_home("ada")
        if mode == "socket":
            await slack.socket.send_raw('{"type": "strange", "payload": "marzipan"}')
            await slack.socket.drop()
        await bot.database.inbox.list_events(EventState.OPEN)
    logged = "\n".join(each.getMessage() + str(each.exc_text or "") for each in caplog.records if _is_ours(each))
    for secret in (slack.token, slack.app_token, SECRET, "/response/", "marzipan", "basis points", "ticket="):
        assert secret not in logged


def _is_ours(record: logging.LogRecord) -> bool:
    """Leave out the test's own server, and what the program's log never shows."""
    return not record.name.startswith(("aiohttp.server", "aiohttp.web", "aiohttp.access", "aiosqlite"))


def test_settings_show_no_secret(tmp_path: Path) -> None:
    class Named:
        token, app_token, api_url = "xoxb-secret-token", "xapp-secret-token", "https://slack.com/api/"

    settings = settings_for(Named(), tmp_path)  # type: ignore[arg-type]
    assert not any(each in repr(settings) + str(settings) for each in (Named.token, Named.app_token, SECRET))


async def test_no_variable_of_the_environment_changes_the_app(
    slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BOT_TOKEN", "SIGNING_SECRET", "VERIFICATION_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "APP_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "another")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with bot_at_work(slack, tmp_path) as bot:
        await slack.commands("ada", "general", "/brief", "help")
        await bot.settled()
        assert slack.ephemerals("ada")
        app = bolt_app(bot.inbox, bot.handling.workspace, bot.outbox.sender.seal, SystemClock())
        assert app.oauth_flow is None


def test_what_the_libraries_say_is_cut_before_anything_of_a_payload(caplog: pytest.LogCaptureFixture) -> None:
    logger = discreet_logger()
    logger.warning("Failed to send a message: {'text': 'marzipan', 'token': 'xoxb-1'}")
    logger.info("marzipan")
    try:
        raise ValueError("marzipan")
    except ValueError:
        logger.exception("Failed to connect (error: wss://x/?ticket=marzipan); Retrying...")
    assert caplog.messages == [
        "Slack's library says: Failed to send a message",
        "Slack's library says: Failed to connect: ValueError",
    ]
    assert "marzipan" not in caplog.text


@pytest.mark.parametrize(
    ("mode", "missing", "says"),
    [("http", "slack_signing_secret", "SIGNING_SECRET"), ("socket", "slack_app_token", "APP_TOKEN")],
)
async def test_what_is_missing_is_named(slack: FakeSlack, tmp_path: Path, mode: str, missing: str, says: str) -> None:
    with pytest.raises(SettingError, match=says):
        is_configured(settings_for(slack, tmp_path, mode, **{missing: ""}))


async def test_without_a_token_slack_is_not_served(slack: FakeSlack, tmp_path: Path) -> None:
    assert not is_configured(settings_for(slack, tmp_path, slack_bot_token=""))
