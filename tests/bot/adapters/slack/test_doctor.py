"""The doctor says what is wrong and how it becomes right, and what an installation can do; it posts nothing."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.slack.doctor import examine
from bot.adapters.slack.scopes import FULL, POST_ONLY
from tests.bot.adapters.slack.bots import bot_at_work, settings_for
from tests.fakes.slack import FakeSlack


async def said(slack: FakeSlack, folder: Path, mode: str = "socket", **more: object) -> tuple[bool, str]:
    findings = await examine(settings_for(slack, folder, mode, **more))
    return all(each.is_good for each in findings), "\n".join(each.says for each in findings)


async def test_a_full_installation_is_good(tmp_path: Path) -> None:
    async with FakeSlack(scopes=FULL) as slack:
        is_good, says = await said(slack, tmp_path)
        assert is_good
        assert "everything works" in says
        assert "looked for before it is sent again" in says
        assert "Socket Mode works" in says
        assert slack.posted == []


async def test_a_post_only_installation_says_what_it_can_not_do(tmp_path: Path) -> None:
    async with FakeSlack(scopes=POST_ONLY) as slack:
        is_good, says = await said(slack, tmp_path)
        assert is_good
        assert "reads no messages" in says
        assert "Without files:read: no files" in says
        assert "may be missing" in says


async def test_missing_scopes_and_tokens_are_named(slack: FakeSlack, tmp_path: Path) -> None:
    slack.state.tokens[slack.token].scopes.discard("commands")
    assert "commands" in (await said(slack, tmp_path))[1]
    slack.revokes(slack.team)
    is_good, says = await said(slack, tmp_path)
    assert not is_good
    assert "revoked" in says
    assert "xoxb-" in (await said(slack, tmp_path, slack_bot_token=""))[1]
    assert "xapp-" in (await said(slack, tmp_path, slack_app_token=""))[1]
    assert "SIGNING_SECRET" in (await said(slack, tmp_path, "http", slack_signing_secret=""))[1]


async def test_a_wrong_app_token_is_found(slack: FakeSlack, tmp_path: Path) -> None:
    is_good, says = await said(slack, tmp_path, slack_app_token="xapp-wrong")  # noqa: S106 - of a fake
    assert not is_good
    assert "Socket Mode does not work" in says


async def test_where_slack_can_not_be_reached_that_is_said(slack: FakeSlack, tmp_path: Path) -> None:
    is_good, says = await said(slack, tmp_path, BRIEFBOT_SLACK_API_URL="http://127.0.0.1:9/api/")
    assert not is_good
    assert "can't be reached" in says
    assert slack.token not in says


async def test_in_http_mode_it_says_whether_anything_listens(slack: FakeSlack, tmp_path: Path) -> None:
    async with bot_at_work(slack, tmp_path) as bot:
        is_good, says = await said(slack, tmp_path, "http", http_port=bot.mode.port)
        assert is_good
        assert "Something listens" in says
