"""Run the fake as a process of its own: prints its URL, ends with its standard input or at a signal."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys

from tests.fakes.slack.fake import FakeSlack


async def run(port: int, seed: int) -> None:
    """Serve until cancelled."""
    async with contextlib.AsyncExitStack() as stack:
        slack = FakeSlack(seed=seed)
        await slack.start(port)
        stack.push_async_exit(slack.__aexit__)
        sys.stdout.write(f"{slack.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(given.port, given.seed))


if __name__ == "__main__":
    main()
