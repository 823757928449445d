"""Completion at the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion

from bot.adapters.terminal.safety import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prompt_toolkit.document import Document

    from bot.adapters.terminal.completion import Suggestion


class PromptCompleter(Completer):
    """Offers what a pure function suggests for the text before the cursor."""

    def __init__(self, suggest: Callable[[str], list[Suggestion]]) -> None:
        self._suggest = suggest

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield the completions of what was typed."""
        for suggestion in self._suggest(document.text_before_cursor):
            text, means = harmless(suggestion.text), harmless(suggestion.means)
            yield Completion(text, start_position=-suggestion.replaces, display_meta=means)
