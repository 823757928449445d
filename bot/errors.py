"""One family of errors. Each carries the sentence that the person gets: what went wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.wording import and_list, clipped, count, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.replies import Action


class BriefbotError(Exception):
    """Something a person can put right; `sentence` says how, `actions` are ways on that can be offered."""

    def __init__(self, sentence: str, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.actions = actions


class NoSuchStatementError(BriefbotError):
    """A reference fits nothing that can be seen here."""

    def __init__(self, said: str, available: int, *, hint: str = "") -> None:
        there = f'"list" shows the {count(available, "statement")} there are.' if available > 1 else _few(available)
        name = said if said[:1] in "Ss" and said[1:].isdecimal() else quoted(clipped(said))
        super().__init__(" ".join(filter(None, (f"No statement {name} here.", hint, there))))


class SeveralStatementsError(BriefbotError):
    """A reference fits more than one statement."""

    def __init__(self, said: str, names: Sequence[str], actions: tuple[Action, ...], total: int) -> None:
        more = "" if total <= len(names) else f" and {total - len(names)} more"
        listed = ", ".join(names)
        super().__init__(f"{quoted(clipped(said))} fits {total} statements: {listed}{more}. Which one?", actions)


class NothingAtHandError(BriefbotError):
    """A command leaves its statement out, and none has been shown in this conversation."""

    def __init__(self, command: str, names: Sequence[str], total: int) -> None:
        if names:
            example = names[0].split(" ", 1)[0]
            more = f'; "list" shows all {total}' if total > len(names) else ""
            there = f'Name one, as in "{command.replace("<ref>", example)}". There are {"; ".join(names)}{more}.'
        else:
            there = _few(0)
        super().__init__(f"No statement is at hand in this conversation. {there}")


class NothingShownError(BriefbotError):
    """`why` or `cite` before anything was quoted here."""


class UnclearError(BriefbotError):
    """The words of a command do not make sense together."""


class BudgetError(BriefbotError):
    """A length that no briefing can have."""


class UnknownEngineError(BriefbotError):
    """An engine that does not exist."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        from bot.answering.spelling import closest

        names = tuple(known)
        near = closest(name, names)
        guess = f" Did you mean {quoted(near)}?" if near else ""
        super().__init__(f"No engine is called {quoted(clipped(name))}.{guess} There are {and_list(names)}.")


class SourceError(BriefbotError):
    """A file, an address or a text that nothing can be read from."""


class LimitError(BriefbotError):
    """A person or a workspace has used what it may."""


class SettingError(BriefbotError):
    """A setting that makes no sense."""


class NotAllowedError(BriefbotError):
    """A person may not do what it asks for; the sentence names who may, who can allow it, and what works without."""


class StoreError(BriefbotError):
    """What is kept can't be reached or written."""


def _few(available: int) -> str:
    if available:
        return '"list" shows the one there is.'
    return 'There are none yet: "brief <file>" stores one.'
