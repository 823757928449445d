"""`briefbot serve` as a process, with Slack configured."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.bot.adapters.slack.bots import SECRET, until
from tests.bot.conftest import RATES
from tests.fakes.slack import FakeSlack
from tests.fakes.web import closed_port

ROOT = Path(__file__).parents[4]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals")


@asynccontextmanager
async def serving(slack: FakeSlack, folder: Path, mode: str, port: int) -> AsyncIterator[Process]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("BRIEFBOT_", "SLACK_", "DATABASE"))
    }
    settings = {
        "DATA": str(folder / "data"),
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_MODE": mode,
        "HTTP_PORT": str(port),
    }
    environment = {**kept, **{f"BRIEFBOT_{name}": value for name, value in settings.items()}}
    environment |= {"SLACK_API_URL": slack.api_url, "PYTHONPATH": str(ROOT)}
    code = "from bot.cli import main; main()"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, "serve", env=environment, cwd=folder, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_a_served_bot_answers_and_stops_clean(slack: FakeSlack, tmp_path: Path, mode: str) -> None:
    port = closed_port()
    async with serving(slack, tmp_path, mode, port) as process:
        assert process.stderr
        first = json.loads(await process.stderr.readline())
        assert first["event"] == "serving Slack, jobs; not configured: Discord"
        if mode == "socket":
            await slack.use_socket_mode().connected(2)
        else:
            http = slack.http(f"http://127.0.0.1:{port}/slack/events", SECRET)

            async def is_open() -> bool:
                return (await http.verify_url()).status == 200

            await until(is_open)
        await slack.commands("ada", "general", "/brief", f"brief {RATES}")
        await slack.until(lambda: slack.ephemerals("ada"))
        assert "25 basis points" in slack.ephemerals("ada")[0].text
        process.send_signal(signal.SIGTERM)
        rest = (await process.stderr.read()).decode()
        assert (await process.wait(), json.loads(rest.splitlines()[-1])["event"]) == (0, "stopped")
    assert (tmp_path / "data" / "address-key").stat().st_mode & 0o077 == 0
    assert slack.token not in rest
