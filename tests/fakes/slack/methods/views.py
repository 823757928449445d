"""Modals and the Home tab: views.*."""

from __future__ import annotations

from tests.fakes.slack.blocks import view_problems
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.methods.call import Call, method
from tests.fakes.slack.records import Json, View
from tests.fakes.slack.state import State

MOST_IN_STACK = 3


def checked_view(given: object, kind: str) -> Json:
    """Check a view of a kind; give it."""
    if not isinstance(given, dict):
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    wrong = view_problems(given)
    if given.get("type") != kind:
        wrong.append(f"must be {kind} [json-pointer:/view/type]")
    if any("view_too_large" in each for each in wrong):
        raise SlackError("view_too_large")
    if wrong:
        raise SlackError(
            "invalid_arguments", errors=wrong, response_metadata={"messages": [f"[ERROR] {each}" for each in wrong]}
        )
    return given


def add_view(state: State, user: str, team: str, given: Json, previous: View | None = None) -> View:
    """Keep a new view, on top of another one or alone."""
    name = state.new_id("V")
    root = previous.root if previous else name
    view = View(
        name, user, team, with_block_ids(state, given), state.new_id("h"), root, previous.id if previous else None
    )
    state.views[name] = view
    return view


def with_block_ids(state: State, given: Json) -> Json:
    """Give a view whose every block has a block_id."""
    return given | {
        "blocks": [
            each if each.get("block_id") else {**each, "block_id": state.new_id("b")} for each in given["blocks"]
        ]
    }


def change_view(state: State, view: View, given: Json) -> None:
    """Put something else in a view."""
    view.history.append(view.given)
    view.given, view.hash, view.errors = with_block_ids(state, given), state.new_id("h"), {}


def shown_view(state: State, view: View, values: Json | None = None) -> Json:
    """Give a view as payloads and the Web API show it."""
    team = state.teams[view.team]
    defaults: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
    }
    return (
        defaults
        | view.given
        | {
            "id": view.id,
            "team_id": view.team,
            "app_id": state.app_id,
            "app_installed_team_id": view.team,
            "bot_id": team.bot_id,
            "hash": view.hash,
            "root_view_id": view.root,
            "previous_view_id": view.previous,
            "state": {"values": values or {}},
        }
    )


@method("views.open")
def open_view(call: Call) -> Json:
    """Open a modal for whoever's trigger it is."""
    given = checked_view(call.args.get("view"), "modal")
    trigger = call.state.use_trigger(call.args.get("trigger_id"))
    view = add_view(call.state, trigger.user, call.team.id, given)
    return {"view": shown_view(call.state, view)}


@method("views.push")
def push_view(call: Call) -> Json:
    """Put a modal on top of the one in which a trigger was pressed."""
    given = checked_view(call.args.get("view"), "modal")
    trigger = call.state.use_trigger(call.args.get("trigger_id"))
    below = call.state.views.get(trigger.view or "")
    if below is None:
        raise SlackError("not_found")
    depth = sum(each.root == below.root and not each.is_closed for each in call.state.views.values())
    if depth >= MOST_IN_STACK:
        raise SlackError("push_limit_reached")
    return {"view": shown_view(call.state, add_view(call.state, trigger.user, call.team.id, given, below))}


@method("views.update")
def update_view(call: Call) -> Json:
    """Change an open modal; a hash guards against races."""
    given = checked_view(call.args.get("view"), "modal")
    view = _asked_view(call)
    if view is None or view.is_closed or view.team != call.team.id:
        raise SlackError("not_found")
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    change_view(call.state, view, given)
    return {"view": shown_view(call.state, view)}


def _asked_view(call: Call) -> View | None:
    external = call.text("external_id")
    if external:
        return next((each for each in call.state.views.values() if each.given.get("external_id") == external), None)
    return call.state.views.get(call.text("view_id"))


@method("views.publish")
def publish_view(call: Call) -> Json:
    """Put a Home tab before a person."""
    given = checked_view(call.args.get("view"), "home")
    user = call.state.users.get(call.text("user_id"))
    if user is None or user.is_deleted:
        raise SlackError("user_not_found")
    if user.team != call.team.id:
        raise SlackError("not_enabled")
    known = call.state.homes.get((call.team.id, user.id))
    if known and call.text("hash") and call.text("hash") != known.hash:
        raise SlackError("hash_conflict")
    if known:
        change_view(call.state, known, given)
    else:
        known = call.state.homes[call.team.id, user.id] = add_view(call.state, user.id, call.team.id, given)
    return {"view": shown_view(call.state, known)}
