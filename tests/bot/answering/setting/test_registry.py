"""What is said of each setting is the same in the manual, and each can be set to what it says that it takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.answering.limits import NO_LIMITS, Limits
from bot.answering.setting.kinds import MOST, Choice, Limit
from bot.answering.setting.registry import NAMES, Changers, Setting, settings_under

MANUAL = (Path(__file__).parents[4] / "docs" / "commands.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| (conversation, workspace|workspace) \| (.+?) \| (.+?) \|$", MANUAL, re.MULTILINE)
SETTINGS = settings_under(NO_LIMITS)


def test_the_manual_has_every_setting_and_no_other() -> None:
    assert [name for name, *_ in ROWS] == list(NAMES)


@pytest.mark.parametrize("setting", SETTINGS, ids=NAMES)
def test_the_manual_says_of_a_setting_what_the_bot_says(setting: Setting[Any]) -> None:
    (_, of, takes, says), *_ = (row for row in ROWS if row[0] == setting.name)
    assert (of == "workspace") is not setting.is_of_conversations
    assert setting.does.startswith(says)
    for value in re.findall(r"`([^`]+)`", takes) or ["1"]:
        assert setting.kind.parse(value) is not None
    if isinstance(setting.kind, Choice):
        assert re.findall(r"`([^`]+)`( \(the default\))?", takes)[0] == (str(setting.default), " (the default)")


@pytest.mark.parametrize("setting", settings_under(Limits()), ids=NAMES)
def test_a_value_that_is_kept_is_read_back(setting: Setting[Any]) -> None:
    kind = setting.kind
    assert kind.read(kind.write(setting.default)) == kind.parse(kind.write(setting.default)) == setting.default
    for value in kind.suggest(""):
        parsed = kind.parse(value)
        assert parsed is not None
        assert kind.read(kind.write(parsed)) == parsed


@pytest.mark.parametrize(
    ("said", "most", "value"),
    [
        ("5", 10, 5),
        ("10", 10, 10),
        ("11", 10, None),
        ("1,000", 0, 1000),
        ("500 MB", 0, 500),
        ("500mb", 0, 500),
        (str(MOST), 0, MOST),
        (str(MOST + 1), 0, None),
        ("0", 0, None),
        ("-1", 0, None),
        ("1.5", 0, None),
        ("five", 0, None),
        ("", 0, None),
        ("9" * 5000, 0, None),
        ("٣", 10, 3),
    ],
)
def test_a_limit_is_a_number_within_what_is_allowed(said: str, most: int, value: int | None) -> None:
    assert Limit(most).parse(said) == value


@pytest.mark.parametrize(
    ("kept", "most", "value"), [("5", 10, 5), ("50", 10, 10), ("50", 0, 50), ("0", 10, None), ("x", 10, None)]
)
def test_a_kept_limit_never_exceeds_what_is_allowed_now(kept: str, most: int, value: int | None) -> None:
    assert Limit(most).read(kept) == value


@pytest.mark.parametrize(
    ("said", "value", "suggested"),
    [
        ("EVERYONE", Changers.EVERYONE, None),
        (" admins. ", Changers.ADMINS, None),
        ("admin", None, ("admins",)),
        ("every", None, ("everyone",)),
        ("nobody", None, ("admins", "everyone")),
        ("e", None, ("admins", "everyone")),
    ],
)
def test_a_word_is_one_of_the_values_or_near_one(
    said: str, value: Changers | None, suggested: tuple[str, ...] | None
) -> None:
    assert Choice(Changers).parse(said) is value
    assert suggested is None or Choice(Changers).suggest(said) == suggested
