"""What holds: a conversation's own value before the workspace's, and that before the default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.answering.limits import Limits
from bot.answering.setting.registry import (
    DOCUMENTS_OF_PERSON,
    DOCUMENTS_OF_WORKSPACE,
    LINKS_OF_PERSON,
    LINKS_OF_WORKSPACE,
    STORED_MB,
    UNKNOWN_OUTCOMES,
    Setting,
    settings_under,
)
from storage.setting_records import KeptSetting, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.database import Database
    from storage.delivery.records import OnUnknown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """The value that holds for a setting somewhere, and the row that it comes from; `None`: it is the default."""

    setting: Setting[T]
    value: T
    kept: KeptSetting | None = None

    @property
    def shown(self) -> str:
        """The value as people see it."""
        return self.setting.kind.show(self.value)


def hold(setting: Setting[T], kept: Iterable[KeptSetting]) -> Held[T]:
    """Give what holds for a setting, from what is set in a place and in its workspace.

    A kept value that means nothing any more is as if it were not set.
    """
    own = sorted((each for each in kept if each.name == setting.name), key=lambda each: each.conversation is None)
    for each in own:
        value = setting.kind.read(each.value)
        if value is not None:
            return Held(setting, value, each)
    return Held(setting, setting.default)


async def value_of(database: Database, setting: Setting[T], place: Place) -> T:
    """Give the value that holds for a setting in a place."""
    return hold(setting, await database.settings.values(place)).value


async def limits_of(database: Database, workspace: str, limits: Limits) -> Limits:
    """Give what people of a workspace may use: the limits of whoever runs the bot, as the workspace lowered them."""
    kept = await database.settings.values(Place(workspace))
    if not kept:
        return limits
    held: dict[str, Any] = {each.name: hold(each, kept).value for each in settings_under(limits)}
    return Limits(
        links_of_person=held[LINKS_OF_PERSON],
        links_of_workspace=held[LINKS_OF_WORKSPACE],
        documents_of_person=held[DOCUMENTS_OF_PERSON],
        documents_of_workspace=held[DOCUMENTS_OF_WORKSPACE],
        stored_mb=held[STORED_MB],
    )


async def on_unknown_in(database: Database, workspace: str, channel: str) -> OnUnknown:
    """Give what a delivery that goes out by itself does about unknown outcomes: its `on_unknown`.

    The channel is the conversation in which it is set (`Request.conversation`).
    """
    return await value_of(database, UNKNOWN_OUTCOMES, Place(workspace, channel))
