"""How soon Slack is told that a command was taken, while the bot reads something large: beside an empty bolt handler.

`python -m benchmarks.slack_ack`: the bot and the empty handler are processes of their own, each behind the same endpoint;
the fake Slack sends to each the same commands at once. The bot writes each to its store before it acknowledges it.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.delivering import COMMANDS, Delivered, Http
from tests.fakes.web import closed_port

AT_ONCE = 200
ROUNDS = 5
SECRET = "benchmark"  # noqa: S105 - of a fake
SENTENCE = (
    "The Governments of Alba and Borea agreed on 19 March to spend 40 million crowns on cable {number} until 2029. "
)
LARGE = 10_000
"""Sentences of a text that takes some seconds to read."""
Times = list[float]


def main() -> None:
    """Measure, or serve the empty handler."""
    if sys.argv[1:2] == ["--empty"]:
        asyncio.run(_serve_empty(sys.argv[2], int(sys.argv[3])))
    else:
        asyncio.run(_measure())


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with FakeSlack() as slack:
            ada = slack.add_user("ada")
            slack.add_channel("general", ada)
            async with _served(slack, Path(folder), []) as bot, _served(slack, Path(folder), ["empty"]) as empty:
                idle = await _rounds(slack, bot, empty)
                reading = asyncio.create_task(_read_something_large(slack, bot))
                busy = await _rounds(slack, bot, empty)
                took = await reading
    _say("while nothing is read", *idle)
    _say(f"while {LARGE:,} sentences are read ({took:.1f} s)", *busy)


async def _rounds(slack: FakeSlack, bot: Http, empty: Http) -> tuple[Times, Times]:
    ours: Times = []
    theirs: Times = []
    for _ in range(ROUNDS):
        theirs += await _commands(slack, empty)
        ours += await _commands(slack, bot)
    return ours, theirs


async def _commands(slack: FakeSlack, way: Http) -> Times:
    """Send commands at once; give how long each waited for its acknowledgement."""
    from tests.fakes.slack.payloads import slash_command

    ada, general = slack.user("ada"), slack.channel("general")
    payloads = [slash_command(slack.state, ada, general, "/brief", "list") for _ in range(AT_ONCE)]
    taken = await asyncio.gather(*(way.deliver(COMMANDS, each) for each in payloads))
    _check(taken)
    return [each.seconds for each in taken]


def _check(taken: list[Delivered]) -> None:
    late = sum(not each.is_acknowledged for each in taken)
    if late:
        print(f"{late} of {len(taken)} were not acknowledged within 3 s")


async def _read_something_large(slack: FakeSlack, bot: Http) -> float:
    """Drop a large file in the bot's direct messages; give how long it took until it was answered."""
    ada = slack.user("ada")
    slack.dispatch.ways[:] = [bot]
    text = "Alba and Borea Agree on Cables\n\n" + "\n\n".join(
        "".join(SENTENCE.format(number=at + step) for step in range(5)) for at in range(0, LARGE, 5)
    )
    start = time.perf_counter()
    await slack.uploads(ada, ada, "large.txt", text.encode())
    await slack.until(lambda: any("Reading" not in each.text for each in slack.messages(ada)[1:]), seconds=300)
    return time.perf_counter() - start


def _say(when: str, ours: Times, theirs: Times) -> None:
    own, empty = _p99(ours), _p99(theirs)
    print(
        f"{when}: p99 of {AT_ONCE} commands at once {own / empty:.1f} times that of an empty handler "
        f"({own * 1000:.0f} ms and {empty * 1000:.0f} ms), slowest {max(ours):.2f} s"
    )


def _p99(times: Times) -> float:
    return sorted(times)[int(len(times) * 0.99)]


@asynccontextmanager
async def _served(slack: FakeSlack, folder: Path, how: list[str]) -> AsyncIterator[Http]:
    """Start the bot, or the empty handler, and give the way to it."""
    port = closed_port()
    module = ["-m", "benchmarks.slack_ack", "--empty", slack.api_url, str(port)]
    command = module if how else ["-c", "from bot.cli import main; main()", "serve"]
    settings = {
        "BRIEFBOT_DATA": str(folder / "data"),
        "BRIEFBOT_SLACK_BOT_TOKEN": slack.token,
        "BRIEFBOT_SLACK_SIGNING_SECRET": SECRET,
        "BRIEFBOT_SLACK_MODE": "http",
        "BRIEFBOT_HTTP_PORT": str(port),
        "SLACK_API_URL": slack.api_url,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, env={**os.environ, **settings}, stderr=asyncio.subprocess.DEVNULL
    )
    way = slack.http(f"http://127.0.0.1:{port}/slack/events", SECRET, timeout=30)
    try:
        await _until_open(way)
        yield way
    finally:
        await _end(process)


async def _until_open(way: Http) -> None:
    async with asyncio.timeout(30):
        while (await way.verify_url()).status != 200:  # noqa: ASYNC110 - another process's port
            await asyncio.sleep(0.05)


async def _end(process: Process) -> None:
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), 30)
    except TimeoutError:
        process.kill()


async def _serve_empty(api_url: str, port: int) -> None:
    """Serve a bolt app that acknowledges and does nothing, behind the bot's own endpoint."""
    from slack_bolt.async_app import AsyncAck, AsyncApp

    from bot.adapters.slack.app import authorize_by
    from bot.adapters.slack.client import Workspace, web_client
    from bot.adapters.slack.http_mode import HttpMode
    from bot.delivery.clock import SystemClock

    workspace = Workspace(web_client(os.environ["BRIEFBOT_SLACK_BOT_TOKEN"], api_url))
    app = AsyncApp(
        client=web_client(None, api_url),
        signing_secret="",
        authorize=authorize_by(workspace),
        request_verification_enabled=False,
    )

    @app.command("/brief")
    async def take(ack: AsyncAck) -> None:
        await ack()

    await HttpMode(app, SECRET, SystemClock(), "127.0.0.1", port).run()


if __name__ == "__main__":
    main()
