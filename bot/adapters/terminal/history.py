"""What was typed in the chat, kept in the data folder: short lines only, and cleared by `forget`."""

from __future__ import annotations

from pathlib import Path

from prompt_toolkit.history import FileHistory

LONGEST_KEPT = 200
"""Characters. Longer input is a pasted text, which belongs in the store and nowhere else."""


class History(FileHistory):
    """A history in a file that only its owner can read."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        super().__init__(str(path))

    def store_string(self, string: str) -> None:
        """Keep what was typed, unless it is a text."""
        if "\n" not in string and len(string) <= LONGEST_KEPT:
            super().store_string(string)

    def clear(self) -> None:
        """Forget everything typed, in memory and in the file."""
        self._loaded_strings.clear()
        clear_history(Path(str(self.filename)))


def clear_history(path: Path) -> None:
    """Overwrite what the file holds and empty it."""
    if path.exists():
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            file.truncate(0)
