"""What people put into fields and menus, in the shape in which Slack sends it on."""

from __future__ import annotations

from tests.fakes.slack.payloads import elements_of
from tests.fakes.slack.records import Json

ONE = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
MANY = {
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
FIELDS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")


def options_of(element: Json) -> list[Json]:
    """Give the options of a menu, those in groups as well."""
    grouped = [each for group in element.get("option_groups") or [] for each in group["options"]]
    return [*(element.get("options") or []), *grouped]


def find_option(element: Json, wanted: str) -> Json:
    """Give the option with a value, or with that text before the eye."""
    for option in options_of(element):
        if wanted in {option.get("value"), option["text"]["text"]}:
            return option
    raise LookupError(
        f"{element.get('action_id')} offers no {wanted!r}: {[each['value'] for each in options_of(element)]}"
    )


def answer(element: Json, given: object) -> Json:
    """Give the state of an element into which a person put something (None: left as it came)."""
    kind = str(element["type"])
    if kind in FIELDS:
        return {"type": kind, "value": element.get("initial_value") if given is None else str(given)}
    if kind in ONE:
        return {"type": kind, ONE[kind]: _one(element, ONE[kind], given)}
    if kind in MANY:
        return {"type": kind, MANY[kind]: _many(element, MANY[kind], given)}
    return {"type": kind}


def _one(element: Json, name: str, given: object) -> object:
    if given is None:
        return element.get(name.replace("selected", "initial"))
    is_listed = name == "selected_option" and element["type"] != "external_select"
    if is_listed and isinstance(given, str):
        return find_option(element, given)
    return given


def _many(element: Json, name: str, given: object) -> list[object]:
    if given is None:
        return list(element.get(name.replace("selected", "initial")) or [])
    assert isinstance(given, list | tuple), f"{element.get('action_id')} takes several"
    is_listed = name == "selected_options" and element["type"] != "multi_external_select"
    return [find_option(element, each) if is_listed and isinstance(each, str) else each for each in given]


def values_of(blocks: list[Json], given: Json) -> Json:
    """Give the state of all fields and menus: `given` by action_id or block_id."""
    values: Json = {}
    for block, element in elements_of(blocks):
        if element["type"] not in {*FIELDS, *ONE, *MANY} - {"overflow"}:
            continue
        action = str(element.get("action_id", ""))
        values.setdefault(block, {})[action] = answer(element, given.get(action, given.get(block)))
    return values


def missing_fields(view: Json, values: Json) -> list[str]:
    """Give the fields that must be filled in and are not: the client does not let such a modal go."""
    missing = []
    for block in view["blocks"]:
        if block.get("type") == "input" and not block.get("optional"):
            states = values.get(block["block_id"], {}).values()
            if not any(value for state in states for name, value in state.items() if name != "type"):
                missing.append(block["block_id"])
    return missing
