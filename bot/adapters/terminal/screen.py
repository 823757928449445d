"""The terminal's console: no markup, no emoji codes, no guessed colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def console(*, to_stderr: bool = False) -> Console:
    """Give the console of standard output, or of standard error."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, stderr=to_stderr)
