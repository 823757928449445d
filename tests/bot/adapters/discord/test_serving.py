"""`briefbot serve` as a process, with Discord configured that can't be reached, and Slack that can."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.bot.adapters.slack.bots import SECRET, until
from tests.bot.conftest import RATES
from tests.fakes.slack import FakeSlack
from tests.fakes.web import closed_port

ROOT = Path(__file__).parents[4]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals")


async def test_slack_is_served_where_discord_can_not_be_reached(tmp_path: Path) -> None:
    async with FakeSlack() as slack:
        slack.add_channel("general", slack.add_user("ada"))
        port, nobody = closed_port(), closed_port()
        kept = {name: each for name, each in os.environ.items() if not name.startswith(("BRIEFBOT_", "SLACK_"))}
        settings = {
            "DATA": str(tmp_path / "data"),
            "DATABASE": str(tmp_path / "briefbot.sqlite3"),
            "SLACK_BOT_TOKEN": slack.token,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_MODE": "http",
            "HTTP_PORT": str(port),
            "DISCORD_TOKEN": "to.ke.n",
            "DISCORD_API_URL": f"http://127.0.0.1:{nobody}/api/v10",
            "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{nobody}/",
        }
        environment = {**kept, **{f"BRIEFBOT_{name}": value for name, value in settings.items()}}
        environment |= {"SLACK_API_URL": slack.api_url, "PYTHONPATH": str(ROOT)}
        code = "from bot.cli import main; main()"
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, "serve", env=environment, cwd=tmp_path, stderr=PIPE
        )
        try:
            assert process.stderr
            assert json.loads(await process.stderr.readline())["event"] == "serving Slack, Discord, jobs"
            http = slack.http(f"http://127.0.0.1:{port}/slack/events", SECRET)

            async def is_open() -> bool:
                return (await http.verify_url()).status == 200

            await until(is_open)
            await slack.commands("ada", "general", "/brief", f"brief {RATES}")
            await slack.until(lambda: slack.ephemerals("ada"))
            assert "25 basis points" in slack.ephemerals("ada")[0].text
            process.send_signal(signal.SIGTERM)
            rest = (await process.stderr.read()).decode()
            assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    said = [json.loads(line)["event"] for line in rest.splitlines() if line.startswith("{")]
    assert any(each.startswith("not connected to Discord") for each in said)
    assert said[-1] == "stopped"
    assert "to.ke.n" not in rest
