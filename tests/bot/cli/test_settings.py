from __future__ import annotations

import pytest

from tests.bot.cli.conftest import Briefbot
from tests.bot.conftest import RATES, TALKS


def test_settings_are_set_shown_and_taken_back(briefbot: Briefbot) -> None:
    assert briefbot("settings", "unknown", "outcomes", "may", "appear", "twice").status == 0
    (setting,) = briefbot("settings", "unknown outcomes", "--json").json["settings"]
    assert (setting["value"], setting["of"], setting["set_by"]) == ("may appear twice", "conversation", "terminal")
    assert "may appear twice" in briefbot("settings").output
    undone = briefbot("settings", "undo", "--json").json
    assert undone["settings"][0]["value"] == "at most once"
    assert undone["changes"][0]["is_undo"]


def test_a_name_and_a_value_in_quotation_marks_are_taken_as_they_are(briefbot: Briefbot) -> None:
    briefbot("settings", "workspace", "unknown outcomes", "may appear twice")
    (setting,) = briefbot("settings", "unknown outcomes", "--json").json["settings"]
    assert (setting["value"], setting["of"]) == ("may appear twice", "workspace")


def test_every_setting_is_in_the_json(briefbot: Briefbot) -> None:
    settings = {each["name"]: each for each in briefbot("settings", "--json").json["settings"]}
    assert settings["links a minute"]["value"] is None, "at the terminal there are no limits unless they are set"
    assert settings["changers"]["value"] == "admins"
    briefbot("settings", "stored", "500", "MB")
    assert briefbot("settings", "stored MB", "--json").json["settings"][0]["value"] == 500


def test_a_limit_of_the_environment_can_be_lowered_and_not_raised(
    briefbot: Briefbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFBOT_DOCUMENTS_A_DAY", "3")
    outcome = briefbot("settings", "documents", "a", "day", "4")
    assert (outcome.status, outcome.output) == (2, "")
    assert "from 1 to 3 (whoever runs the bot allows no more)" in outcome.errors
    briefbot("settings", "documents a day", "1")
    briefbot("ingest", "-", stdin=RATES.encode())
    assert "more than 1 document a day" in briefbot("ingest", "-", stdin=TALKS.encode()).errors


def test_a_near_miss_is_answered_with_the_closest(briefbot: Briefbot) -> None:
    outcome = briefbot("settings", "chnagers")
    assert outcome.status == 2
    assert 'Did you mean "settings changers"?' in outcome.errors
