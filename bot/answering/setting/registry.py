"""The settings there are. One more is one more entry here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.answering.limits import NO_LIMITS, Limits
from bot.answering.setting.kinds import Choice, Limit
from storage.delivery.records import OnUnknown

if TYPE_CHECKING:
    from bot.answering.setting.kinds import Kind

T = TypeVar("T")


class Changers(StrEnum):
    """Who may change the settings of a conversation."""

    ADMINS = "admins"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """Something that can be set: `does` says what, as a part of a sentence, and `default` holds where nothing is set.

    `is_of_conversations`: a conversation can have a value of its own, which wins over the workspace's; else only the
    workspace has one. `is_for_admins`: they alone change it, whatever `changers` says.
    """

    name: str
    does: str
    kind: Kind[T]
    default: T
    is_of_conversations: bool = True
    is_for_admins: bool = False


CHANGERS = Setting(
    "changers",
    "who may change the settings of a conversation; those of the workspace, and this one, only admins change",
    Choice(Changers),
    Changers.ADMINS,
    is_for_admins=True,
)
UNKNOWN_OUTCOMES = Setting(
    "unknown outcomes",
    "whether a message that goes out by itself is sent again where nobody can tell if it was posted: "
    "if not, it may be missing; if so, it may appear twice",
    Choice(OnUnknown),
    OnUnknown.AT_MOST_ONCE,
)
LINKS_OF_PERSON = "links a minute"
LINKS_OF_WORKSPACE = "links a minute in all"
DOCUMENTS_OF_PERSON = "documents a day"
DOCUMENTS_OF_WORKSPACE = "documents a day in all"
STORED_MB = "stored MB"


def settings_under(limits: Limits) -> tuple[Setting[Any], ...]:
    """Give the settings, in the order in which they are shown, under the limits of whoever runs the bot.

    These are the defaults of a workspace's own limits and the most that it can set; where there is none, it may set any.
    """
    return (
        CHANGERS,
        UNKNOWN_OUTCOMES,
        _limit(LINKS_OF_PERSON, "how many links one person may have read in a minute", limits.links_of_person),
        _limit(LINKS_OF_WORKSPACE, "how many links all may have read in a minute", limits.links_of_workspace),
        _limit(DOCUMENTS_OF_PERSON, "how many documents one person may store in a day", limits.documents_of_person),
        _limit(DOCUMENTS_OF_WORKSPACE, "how many documents all may store in a day", limits.documents_of_workspace),
        _limit(STORED_MB, "how many megabytes of texts and files the workspace may hold", limits.stored_mb),
    )


def _limit(name: str, does: str, most: int) -> Setting[int]:
    return Setting(name, does, Limit(most), most, is_of_conversations=False, is_for_admins=True)


NAMES = tuple(each.name for each in settings_under(NO_LIMITS))
