"""The same thing again has no second effect; what can't be kept is not acknowledged; nothing malformed gets in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.delivery.records import EventState
from storage.errors import StoreUnavailableError
from tests.bot.adapters.slack.bots import Bot, bot_at_work, texts
from tests.bot.conftest import RATES
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.delivering import COMMANDS, EVENTS, FORM_TYPE


async def test_what_comes_again_is_acknowledged_and_has_one_effect(either: Bot) -> None:
    asked = await either.slack.says("ada", "general", f"@briefbot brief {RATES}")
    await either.slack.commands("ada", "general", "/brief", "help")
    await either.settled()
    again = [(each.kind, each.payload) for each in either.slack.deliveries] * 3
    assert all(each.is_acknowledged for each in await either.slack.dispatch.send_all(again))
    await either.settled()
    assert len(either.slack.thread(asked)) == 1
    assert len(either.slack.ephemerals("ada")) == 1


async def test_two_events_of_one_message_have_one_effect(bot: Bot) -> None:
    ada = bot.slack.user("ada")
    bot.slack.dispatch.hold()
    await bot.slack.says(ada, ada, "help")
    kind, payload = bot.slack.dispatch.held[-1]
    twin = json.loads(json.dumps(payload))
    twin["event_id"] = "EvOther"
    bot.slack.dispatch.held.append((kind, twin))
    gesture = json.loads(json.dumps(payload))
    gesture["event_id"], gesture["event"]["ts"] = "EvThird", "1795579251.000001"
    bot.slack.dispatch.held.append((kind, gesture))
    await bot.slack.dispatch.release()
    await bot.settled()
    assert len(bot.slack.posted) == 1


async def test_two_replicas_share_the_events(slack: FakeSlack, tmp_path: Path) -> None:
    async with (
        bot_at_work(slack, tmp_path, name="one", key="b2tva29rb2tva29rb2tva29rb2tva29rb2tva29rb2s=") as one,
        bot_at_work(slack, tmp_path, name="two", key="b2tva29rb2tva29rb2tva29rb2tva29rb2tva29rb2s=") as two,
    ):
        slack.dispatch.hold()
        for _ in range(20):
            await slack.says("ada", "general", "@briefbot help")
        await slack.dispatch.release(copies=3)
        await one.settled()
        await two.settled()
        assert len(slack.posted) == 20


async def test_what_can_not_be_kept_is_not_acknowledged(either: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object) -> bool:
        raise StoreUnavailableError("away")

    with monkeypatch.context() as patched:
        patched.setattr(either.database.inbox, "accept", away)
        either.slack.socket.timeout = 0.3
        delivered = await either.slack.commands("ada", "general", "/brief", "help")
        assert not delivered.is_acknowledged
    assert (await either.slack.dispatch.send_all([(delivered.kind, delivered.payload)]))[0].is_acknowledged
    await either.settled()
    assert len(either.slack.ephemerals("ada")) == 1


async def test_what_is_kept_holds_no_address_in_clear(bot: Bot) -> None:
    from sqlalchemy import text

    kept: list[str] = []
    accept = bot.database.inbox.accept

    async def spy(new, at, hold=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        kept.append(json.dumps(dict(new.payload)))
        return await accept(new, at, hold)

    bot.database.inbox.accept = spy  # type: ignore[method-assign]
    await bot.slack.commands("ada", "general", "/brief", "help")
    await bot.settled()
    async with bot.database.read() as connection:
        addresses = (await connection.execute(text("SELECT address FROM delivery"))).scalars().all()
    assert kept
    assert "/response/" not in "".join(kept)
    assert "verification" not in "".join(kept)
    assert not any("/response/" in (each or "") for each in addresses)


MALFORMED = [
    pytest.param({"timestamp": "abc"}, id="timestamp abc"),
    pytest.param({"timestamp": ""}, id="no timestamp"),
    pytest.param({"timestamp": "9" * 400}, id="endless timestamp"),
    pytest.param({"timestamp": "-1"}, id="negative timestamp"),
    pytest.param({"timestamp": "1e9"}, id="float timestamp"),
    pytest.param({"signature": "v0=é"}, id="signature not ASCII"),
    pytest.param({"signature": ""}, id="no signature"),
    pytest.param({"signature": "v0=" + "0" * 64}, id="another signature"),
    pytest.param({"signature": "v1=" + "a" * 64}, id="another version"),
]


@pytest.mark.parametrize("headers", MALFORMED)
async def test_what_is_not_signed_gets_nowhere(bot: Bot, headers: dict[str, str]) -> None:
    payload = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention"}}
    assert (await bot.http.badly_signed(EVENTS, payload, **headers)).status == 401
    assert await bot.database.inbox.list_events(EventState.OPEN) == ()


async def test_an_old_signature_is_none(bot: Bot) -> None:
    assert (await bot.http.badly_signed(COMMANDS, {"command": "/brief"}, age=301)).status == 401
    assert (await bot.http.unsigned(COMMANDS, {"command": "/brief"})).status == 401


BODIES = [
    pytest.param(b"[" * 100_000, id="nested"),
    pytest.param(b"{" * 5, id="broken"),
    pytest.param(b"[]", id="a list"),
    pytest.param(b'"x"', id="a string"),
    pytest.param(b"\xff\xfe\x00", id="no text"),
    pytest.param(b"", id="nothing"),
    pytest.param(b'{"a":' * 50_000, id="nested objects"),
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", ["application/json", FORM_TYPE, "text/plain"])
async def test_what_can_not_be_read_is_refused(bot: Bot, body: bytes, kind: str) -> None:
    assert (await bot.http.raw(body, kind, signed=False)).status == 401
    assert (await bot.http.raw(body, kind)).status in {200, 400}
    assert (await bot.http.raw(b"payload=" + body, FORM_TYPE)).status in {200, 400}


STRANGE = [
    {"type": "event_callback"},
    {"type": "event_callback", "event": []},
    {"type": "event_callback", "event": {"type": "message", "channel_type": "im"}, "event_id": "E1"},
    {"type": "event_callback", "event": {"type": "app_mention", "text": 5, "user": {}, "blocks": 7}, "event_id": "E2"},
    {"type": "event_callback", "event": {"type": "message", "subtype": "message_changed"}, "event_id": "E3"},
    {"type": "block_actions", "actions": [{"action_id": "say:1", "value": "[[["}]},
    {"type": "block_actions", "actions": "no", "user": "no"},
    {"type": "view_submission", "view": {"callback_id": "brief", "private_metadata": "{{{"}},
    {"type": "message_action", "callback_id": "brief", "message": None},
    {"type": "no such type"},
    {},
]


@pytest.mark.parametrize("payload", STRANGE, ids=str)
async def test_a_strange_payload_is_no_error(bot: Bot, payload: dict[str, object]) -> None:
    body = json.dumps(payload).encode()
    assert (await bot.http.raw(body)).status < 500


async def test_a_large_body_is_not_read(bot: Bot) -> None:
    assert (await bot.http.raw(b" " * (1024 * 1024 + 1))).status == 413


async def test_slack_may_verify_the_address_and_others_its_health(bot: Bot) -> None:
    assert "a challenge" in str((await bot.http.verify_url()).body)
    import aiohttp

    async with aiohttp.ClientSession() as session, session.get(bot.url.replace("/slack/events", "/health")) as answer:
        assert answer.status == 200


async def test_an_answer_that_fails_again_and_again_is_an_apology(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("a secret sentence")

    monkeypatch.setattr(bot.desk, "answer", broken)
    asked = await bot.slack.says("ada", "general", "@briefbot help")

    async def is_said() -> object:
        return bot.slack.thread(asked)

    from tests.bot.adapters.slack.bots import until

    await until(is_said)
    assert "went wrong" in texts(bot.slack.thread(asked))
