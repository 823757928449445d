"""The terminal's console: no markup, no emoji codes, no guessed colours."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console


def console(*, to_stderr: bool = False) -> Console:
    """Give the console of standard output, or of standard error."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, stderr=to_stderr)


@contextmanager
def progress_line() -> Iterator[Callable[[str], None]]:
    """Give what shows in one line of standard error what is being done, until the answer takes its place."""
    screen = console(to_stderr=True)
    if not screen.is_terminal:
        yield lambda _: None
        return
    from bot.adapters.terminal.safety import harmless

    with screen.status("") as status:
        status.stop()

        def tell(doing: str) -> None:
            status.update(harmless(doing))
            status.start()

        yield tell
