"""Who is who: auth.test, bots, users, connections, installation."""

from __future__ import annotations

from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.methods.call import Call, method
from tests.fakes.slack.records import SCOPES, Json, User


@method("api.test")
def api_test(call: Call) -> Json:
    """Answer that it is there."""
    return {"args": dict(call.args)}


@method("auth.test")
def auth_test(call: Call) -> Json:
    """Say whose the token is."""
    if call.token.kind == "app":
        return {"app_name": "Briefbot", "app_id": call.state.app_id}
    return {
        "url": f"https://{call.team.domain}.slack.com/",
        "team": call.team.name,
        "user": "briefbot",
        "team_id": call.team.id,
        "user_id": call.team.bot_user,
        "bot_id": call.team.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open")
def open_connection(call: Call) -> Json:
    """Give the address of a Socket Mode connection."""
    call.need_scope("connections:write")
    ticket = call.state.new_id("ticket")
    return {"url": f"{call.state.url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={call.state.app_id}"}


@method("bots.info")
def bot_info(call: Call) -> Json:
    """Describe a bot."""
    call.need_scope("users:read")
    for team in call.state.teams.values():
        if team.bot_id == call.text("bot"):
            named = {"id": team.bot_id, "name": "Briefbot", "user_id": team.bot_user, "app_id": call.state.app_id}
            return {"bot": named | {"deleted": False}}
    raise SlackError("bot_not_found")


@method("users.info")
def user_info(call: Call) -> Json:
    """Describe a person."""
    call.need_scope("users:read")
    user = call.state.users.get(call.text("user"))
    if user is None:
        raise SlackError("user_not_found")
    if user.team != call.team.id and not _is_met(call, user):
        raise SlackError("user_not_visible")
    return {"user": shown_user(call, user)}


def _is_met(call: Call, user: User) -> bool:
    return any(
        user.id in each.members and call.team.id in each.teams and each.is_ext_shared
        for each in call.state.channels.values()
    )


def shown_user(call: Call, user: User) -> Json:
    """Give a person as the Web API shows one."""
    return {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "real_name": user.name.title(),
        "deleted": user.is_deleted,
        "tz": user.zone,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_bot": user.is_bot,
        "is_stranger": user.team != call.team.id,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "profile": {"display_name": user.name, "real_name": user.name.title(), "team": user.team},
    }


@method("oauth.v2.access")
def oauth_access(call: Call) -> Json:
    """Give a token for a code, or a new one for a refresh token, once each."""
    state = call.state
    is_refresh = call.text("grant_type") == "refresh_token"
    known = state.refreshes if is_refresh else state.codes
    team = known.pop(call.text("refresh_token" if is_refresh else "code"), None)
    if team is None:
        raise SlackError("invalid_refresh_token" if is_refresh else "invalid_code")
    token = state.add_token(team, "bot", set(SCOPES))
    given: Json = {
        "app_id": state.app_id,
        "access_token": token.value,
        "token_type": "bot",
        "scope": ",".join(sorted(token.scopes)),
        "bot_user_id": team.bot_user,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": next(each.id for each in state.users.values() if each.team == team.id)},
    }
    refresh = state.new_id("xoxe-1-")
    state.refreshes[refresh] = team
    return given | {"refresh_token": refresh, "expires_in": 43_200}


@method("auth.revoke")
def revoke(call: Call) -> Json:
    """Revoke the token that calls."""
    call.token.error = "token_revoked"
    return {"revoked": True}
