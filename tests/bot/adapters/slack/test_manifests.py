"""The manifests ask for what the code uses, and the reasons stand beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from bot.adapters.slack.opening import COMMAND
from bot.adapters.slack.scopes import FULL, POST_ONLY, REASONS
from bot.adapters.slack.sorting_events import EVENTS_OF_LIFE

FOLDER = Path(__file__).parents[4] / "deploy" / "slack"
NAMES = {"manifest.yaml": FULL, "manifest-post-only.yaml": POST_ONLY}


def manifest(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((FOLDER / name).read_text())
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("name", NAMES)
def test_a_manifest_asks_for_exactly_its_scopes(name: str) -> None:
    assert sorted(manifest(name)["oauth_config"]["scopes"]["bot"]) == sorted(NAMES[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_manifest_has_the_command_and_the_shortcut_that_are_listened_for(name: str) -> None:
    features = manifest(name)["features"]
    assert [each["command"] for each in features["slash_commands"]] == [COMMAND]
    assert [(each["type"], each["callback_id"]) for each in features["shortcuts"]] == [("message", "brief")]
    assert features["app_home"]["home_tab_enabled"]


@pytest.mark.parametrize("name", NAMES)
def test_a_manifest_keeps_to_slacks_lengths(name: str) -> None:
    shown = manifest(name)["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000


def test_the_full_manifest_subscribes_to_all_that_is_heard() -> None:
    heard = {"app_home_opened", "app_mention", *EVENTS_OF_LIFE}
    heard |= {f"message.{kind}" for kind in ("im", "channels", "groups", "mpim")}
    assert set(manifest("manifest.yaml")["settings"]["event_subscriptions"]["bot_events"]) == heard


def test_post_only_hears_of_no_message() -> None:
    events = manifest("manifest-post-only.yaml")["settings"]["event_subscriptions"]["bot_events"]
    assert not any("message" in each or "mention" in each for each in events)


def test_each_scope_has_its_reason_in_the_table() -> None:
    table = (FOLDER / "README.md").read_text()
    for scope, reason in REASONS.items():
        is_in_both = " yes | yes |" if scope in POST_ONLY else " | yes |"
        assert f"| `{scope}` | {reason} |{is_in_both}" in table
