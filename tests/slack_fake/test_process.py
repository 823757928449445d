"""The fake as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

ROOT = Path(__file__).parents[2]


@pytest.fixture
def url() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.fakes.slack", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()


async def test_the_record_is_read_and_the_faults_are_set_from_outside(url: str) -> None:
    async with aiohttp.ClientSession(f"{url}/_control/") as control:

        async def tell(what: str, given: object) -> dict[str, object]:
            async with control.post(what, json=given) as answer:
                told: dict[str, object] = await answer.json()
                return told

        async with control.get("settings") as answer:
            settings = await answer.json()
        ada = await tell("users", {"name": "ada"})
        channel = str((await tell("channels", {"name": "general", "members": [ada["id"]]}))["id"])
        await tell("faults", {"next": {"chat.postMessage": ["ERROR_AFTER"]}})
        web = AsyncWebClient(token=settings["token"], base_url=settings["api_url"], retry_handlers=[])
        metadata = {"event_type": "briefbot_part", "event_payload": {"key": "k1"}}
        with pytest.raises(SlackApiError):
            await web.chat_postMessage(channel=channel, text="x", metadata=metadata)
        await tell("ways", {"hold": True})
        held = await tell("people", {"do": "commands", "user": "ada", "where": channel, "command": "/brief"})
        async with control.get("record") as answer:
            record = await answer.json()
    assert [(each["text"], each["key"]) for each in record["posted"]] == [("x", "k1")]
    assert record["faults"] == [["chat.postMessage", "Fault.ERROR_AFTER"]]
    assert (held["failure"], held["kind"]) == ("held", "slash_commands")
