"""Who may change which setting. Asked here, in the use case, whatever a surface has shown or hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.answering.setting.registry import CHANGERS, Changers, Setting
from bot.answering.setting.values import hold
from bot.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.requests import Request
    from storage.setting_records import KeptSetting

_STILL = '"settings" shows what is set and by whom.'


def changers_of(setting: Setting[Any], kept: Iterable[KeptSetting], *, for_workspace: bool) -> Changers:
    """Give who may change a setting, from what is set in the place where it is to be changed."""
    if for_workspace or setting.is_for_admins:
        return Changers.ADMINS
    return hold(CHANGERS, kept).value


def may_change(request: Request, changers: Changers) -> bool:
    """Say whether the person who asks is one of them."""
    return request.is_admin or changers is Changers.EVERYONE


def check_right(request: Request, setting: Setting[Any], changers: Changers, *, for_workspace: bool) -> None:
    """Raise where the person who asks may not change a setting."""
    if may_change(request, changers):
        return
    if for_workspace:
        raise NotAllowedError(f'Only an admin may change "{setting.name}" of the workspace. {_STILL}')
    if setting.is_for_admins:
        raise NotAllowedError(f'Only an admin may change "{setting.name}". {_STILL}')
    raise NotAllowedError(
        f'Only an admin may change "{setting.name}" in this conversation, or let everyone change it with '
        f'"settings {CHANGERS.name} {Changers.EVERYONE}". {_STILL}'
    )
