"""`settings`: what is set here, by whom and when; set, cleared, or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answering.replies import Action
from bot.answering.setting.registry import Setting, settings_under
from bot.answering.setting.replies import Shown, all_of, changed, described, one_of
from bot.answering.setting.rights import changers_of, check_right, may_change
from bot.answering.setting.values import Held, hold
from bot.answering.setting.words import Verb, command_for, read_wish
from bot.answering.wording import clipped, quoted
from bot.errors import SettingError
from storage.setting_records import Author, KeptSetting, Place, SettingChange

if TYPE_CHECKING:
    from bot.answering.commands import Settings
    from bot.answering.context import Context
    from bot.answering.replies import Reply
    from bot.answering.requests import Request

MOST_CHANGES = 10
"""Changes that the history of a setting shows."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A setting in the place where it is to be shown or changed, and what is set there."""

    setting: Setting[Any]
    place: Place
    kept: tuple[KeptSetting, ...]

    @property
    def for_workspace(self) -> bool:
        """Whether it is the workspace's own."""
        return self.place.conversation is None

    @property
    def where(self) -> str:
        """Where it would be set, in words."""
        return "for the workspace" if self.for_workspace else "in this conversation"

    @property
    def command(self) -> str:
        """The command that shows it; a value behind it sets it."""
        return command_for(self.setting, for_workspace=self.for_workspace)

    @property
    def held(self) -> Held[Any]:
        """The value that holds there."""
        return hold(self.setting, self.kept)

    def shown_to(self, request: Request) -> Shown:
        """Give it as it is shown."""
        changers = changers_of(self.setting, self.kept, for_workspace=self.for_workspace)
        return Shown(self.held, changers, may_change(request, changers), self.for_workspace)


async def settings(context: Context, command: Settings) -> Reply:
    """Answer `settings`."""
    wish = read_wish(command.words)
    if wish.name is None:
        undoing = wish.verb is Verb.UNDO
        return await (_undo_last if undoing else _show_all)(context, for_workspace=wish.for_workspace)
    subject = await _subject(context, wish.name, for_workspace=wish.for_workspace)
    match wish.verb:
        case Verb.SHOW:
            changes = await context.database.settings.history(subject.place, wish.name, MOST_CHANGES)
            return one_of(subject.shown_to(context.request), changes)
        case Verb.UNDO:
            return await _undo(context, subject, await context.database.settings.last_change(subject.place, wish.name))
        case _:
            return await _set(context, subject, None if wish.verb is Verb.CLEAR else wish.value)


async def _show_all(context: Context, *, for_workspace: bool) -> Reply:
    request = context.request
    kept = await context.database.settings.values(_place(request, for_workspace=for_workspace))
    subjects = [
        Subject(each, _place(request, for_workspace=for_workspace or not each.is_of_conversations), kept)
        for each in settings_under(context.limits)
    ]
    return all_of([each.shown_to(request) for each in subjects], for_workspace=for_workspace)


async def _subject(context: Context, name: str, *, for_workspace: bool) -> Subject:
    """Give a setting in the place that is meant: what only the workspace has is the workspace's without its word."""
    setting = next(each for each in settings_under(context.limits) if each.name == name)
    place = _place(context.request, for_workspace=for_workspace or not setting.is_of_conversations)
    return Subject(setting, place, await context.database.settings.values(place))


def _place(request: Request, *, for_workspace: bool) -> Place:
    return Place(request.workspace, None if for_workspace else request.conversation)


def _author(request: Request) -> Author:
    return Author(request.person, request.at, request.conversation)


async def _set(context: Context, subject: Subject, said: str | None) -> Reply:
    """Set a setting to what was said, or (`None`) no longer."""
    setting = subject.setting
    _check_right(context, subject)
    value = None if said is None else setting.kind.parse(said)
    if said is not None and value is None:
        raise _not_a_value(subject, said)
    kept = None if value is None else setting.kind.write(value)
    change = await context.database.settings.change(subject.place, setting.name, kept, _author(context.request))
    note = f"Nothing was set {subject.where}." if change is None and kept is None else ""
    return await _tell(context, subject, change, note)


def _not_a_value(subject: Subject, said: str) -> SettingError:
    kind, command = subject.setting.kind, subject.command
    near = kind.suggest(said)
    guess = f' Did you mean "{command} {near[0]}"?' if len(near) == 1 else ""
    actions = tuple(Action("Yes" if guess else value, f"{command} {value}") for value in near)
    sentence = f'"{subject.setting.name}" takes {kind.takes}, or "default", not {quoted(clipped(said, 40))}.{guess}'
    return SettingError(sentence, actions)


def _check_right(context: Context, subject: Subject) -> None:
    changers = changers_of(subject.setting, subject.kept, for_workspace=subject.for_workspace)
    check_right(context.request, subject.setting, changers, for_workspace=subject.for_workspace)


async def _undo_last(context: Context, *, for_workspace: bool) -> Reply:
    """Take back the last change made in this conversation, or of the workspace."""
    request, kept = context.request, context.database.settings
    if for_workspace:
        last = await kept.last_change(Place(request.workspace))
    else:
        last = await kept.last_change_said(request.workspace, request.conversation)
    if last is None or last.name not in {each.name for each in settings_under(context.limits)}:
        raise SettingError("No setting has been changed " + ("yet." if for_workspace else "in this conversation."))
    return await _undo(context, await _subject(context, last.name, for_workspace=last.conversation is None), last)


async def _undo(context: Context, subject: Subject, last: SettingChange | None) -> Reply:
    """Take a change back, unless another one came after it."""
    _check_right(context, subject)
    name, request = subject.setting.name, context.request
    if last is None:
        is_inherited = subject.held.kept is not None and not subject.for_workspace
        theirs = f"{command_for(subject.setting, for_workspace=True)} undo"
        hint = f' "{theirs}" is for the workspace.' if is_inherited else ""
        raise SettingError(f'"{name}" has never been changed {subject.where}.{hint}')
    undone = await context.database.settings.undo(request.workspace, last.id, _author(request))
    if undone is None:
        raise SettingError(f'"{name}" has been changed again since. "{subject.command}" shows by whom.')
    doing = "undo" if last.undoes else "change"
    return await _tell(context, subject, undone, f"Taken back: the {doing} {described(last)}.")


async def _tell(context: Context, before: Subject, change: SettingChange | None, note: str = "") -> Reply:
    """Say what holds after a change."""
    kept = await context.database.settings.values(before.place)
    shown = Subject(before.setting, before.place, kept).shown_to(context.request)
    if change is None or not before.for_workspace or not before.setting.is_of_conversations:
        return changed(shown, change, before.held, note)
    here = await _subject(context, before.setting.name, for_workspace=False)
    own = f"This conversation keeps its own: {here.held.shown}."
    has_own = here.held.kept is not None and here.held.kept.conversation is not None
    return changed(shown, change, before.held, " ".join(filter(None, (note, own if has_own else ""))))
