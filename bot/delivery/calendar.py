"""When a schedule is due next: five cron fields by the clock of a zone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from storage.delivery.job_records import Schedule


class ScheduleError(ValueError):
    """Fields, or a zone, that name no time."""


def next_time(schedule: Schedule, after: datetime) -> datetime:
    """Give when a schedule is due next after a moment, in UTC; raises `ScheduleError`.

    A time that the clocks skip comes right after the gap; an hour that they repeat comes once, unless the schedule is
    for every hour.
    """
    from croniter import croniter
    from croniter.croniter import CroniterError

    fields = schedule.cron.split()
    if len(fields) != 5:
        raise ScheduleError(f"not five fields: {schedule.cron}")
    try:
        times = croniter(schedule.cron, after.astimezone(_zone(schedule.zone)))
        found: datetime = times.get_next(datetime)
        while _is_repeated(found) and not fields[1].startswith("*"):
            found = times.get_next(datetime)
    except CroniterError as error:
        raise ScheduleError(f"no time fits: {schedule.cron}") from error
    return found.astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ScheduleError(f"no time zone: {name}") from error


def _is_repeated(moment: datetime) -> bool:
    """Whether a moment is in the second of two hours that the clock shows alike."""
    local = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return bool(local.fold)
