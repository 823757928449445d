"""What an answer to an interaction does: through its response_url, or in the acknowledgement itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.methods.chat import MOST_TEXT, check_content
from tests.fakes.slack.records import Json, Message, ResponseUrl
from tests.fakes.slack.state import RESPONSE_URL_SECONDS, RESPONSE_URL_USES, State

STATUSES = {"used_url": 404, "expired_url": 404, "channel_not_found": 404, "is_archived": 410, "invalid_payload": 400}


def use_response_url(state: State, token: str, given: object) -> None:
    """Do what a POST to a response_url asks for, if the address still holds."""
    url = state.response_urls.get(token)
    if url is None or state.now() - url.made_at > RESPONSE_URL_SECONDS:
        raise SlackError("expired_url")
    if url.uses >= RESPONSE_URL_USES:
        raise SlackError("used_url")
    if not isinstance(given, dict):
        raise SlackError("invalid_payload")
    url.uses += 1
    respond(state, url, given, "response_url")


def respond(state: State, url: ResponseUrl, given: Mapping[str, Any], way: str) -> None:
    """Post, replace or delete what an answer to an interaction says."""
    if state.channels[url.channel].is_archived:
        raise SlackError("is_archived")
    original = _replaceable(url)
    if given.get("delete_original"):
        if original:
            before = state.shown(original)
            original.is_deleted = True
            state.deleted.append(original)
            state.tell("deleted", original, before)
        return
    blocks = check_content(state, given, state.most_in_response)
    if given.get("replace_original") and original:
        _replace(state, original, given, blocks)
    else:
        posted = _post(state, url, given, blocks, way)
        if url.is_command and state.commands_can_replace:
            url.original = posted


def _replaceable(url: ResponseUrl) -> Message | None:
    """Give what an answer may replace: a message of the bot's, never what a person wrote."""
    original = url.original
    return original if original and original.bot_id and not original.is_deleted else None


def _replace(state: State, original: Message, given: Mapping[str, Any], blocks: list[Json]) -> None:
    before = state.shown(original)
    original.text, original.blocks = str(given.get("text") or "")[:MOST_TEXT], blocks
    original.edits += 1
    state.updated.append(original)
    state.tell("updated", original, before)


def _post(state: State, url: ResponseUrl, given: Mapping[str, Any], blocks: list[Json], way: str) -> Message:
    team = state.teams[url.team]
    is_public = given.get("response_type") == "in_channel"
    return state.add_message(
        Message(
            channel=url.channel,
            ts=state.new_ts(),
            user=team.bot_user,
            text=str(given.get("text") or "")[:MOST_TEXT],
            way=way,
            team=team.id,
            blocks=blocks,
            bot_id=team.bot_id,
            thread_ts=given.get("thread_ts"),
            metadata=given.get("metadata") if is_public else None,
            seen_by=None if is_public else url.user,
            unfurl_links=given.get("unfurl_links"),
            unfurl_media=given.get("unfurl_media"),
            parse=given.get("parse"),
            link_names=bool(given.get("link_names")),
            mrkdwn=bool(given.get("mrkdwn", True)),
        )
    )
