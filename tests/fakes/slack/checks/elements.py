"""Checks of Slack's block elements: buttons, menus, fields."""

from __future__ import annotations

from tests.fakes.slack.checks.composition import (
    EITHER,
    check_confirm,
    check_options,
    check_text,
    check_url,
    optional_text,
)
from tests.fakes.slack.checks.findings import Check, Findings, Json

COMMON = {"type", "action_id", "confirm", "focus_on_load", "placeholder", "accessibility_label"}


def check_element(found: Findings, at: str, element: Json, allowed: frozenset[str]) -> None:
    """Check an element that stands where only some kinds may."""
    kind = element.get("type")
    if not found.one_of(f"{at}/type", kind, allowed):
        return
    found.optional_length(at, element, "action_id", 255)
    optional_text(found, at, element, "placeholder", 150)
    check_confirm(found, at, element)
    found.flags(at, element, "focus_on_load")
    CHECKS[str(kind)](found, at, element)


def check_action_ids(found: Findings, at: str, elements: list[tuple[str, Json]]) -> None:
    """Check that no two elements of a block have one action_id."""
    known: set[object] = set()
    for place, element in elements:
        action = element.get("action_id")
        if action is not None and action in known:
            found.add(f"{place}/action_id", f"action_id {action!r} already exists in the block")
        known.add(action)


def _button(found: Findings, at: str, button: Json) -> None:
    found.keys(at, button, COMMON | {"text", "value", "url", "style", "visible_to_user_ids"})
    check_text(found, f"{at}/text", button.get("text"), 75)
    found.optional_length(at, button, "value", 2000)
    found.optional_length(at, button, "accessibility_label", 75)
    check_url(found, at, button)
    if "style" in button:
        found.one_of(f"{at}/style", button["style"], {"primary", "danger"})


def _options_or_groups(found: Findings, at: str, menu: Json) -> None:
    if ("options" in menu) == ("option_groups" in menu):
        found.add(at, "needs either options or option_groups")
    elif "options" in menu:
        check_options(found, f"{at}/options", menu["options"], 100)
    else:
        for place, group in found.objects(f"{at}/option_groups", menu["option_groups"], 100):
            check_text(found, f"{place}/label", group.get("label"), 75)
            check_options(found, f"{place}/options", group.get("options"), 100)


def _all_options(menu: Json) -> list[Json]:
    grouped = [option for group in menu.get("option_groups") or [] for option in group.get("options") or []]
    return [*(menu.get("options") or []), *grouped]


def _chosen(found: Findings, at: str, menu: Json) -> None:
    chosen = [*(menu.get("initial_options") or []), *([menu["initial_option"]] if "initial_option" in menu else [])]
    for option in chosen:
        if option not in _all_options(menu):
            found.add(f"{at}/initial_option", "must exactly match one of the options")


def _static_select(found: Findings, at: str, menu: Json) -> None:
    found.keys(
        at,
        menu,
        COMMON | {"options", "option_groups", "initial_option", "initial_options", "max_selected_items"},
    )
    _options_or_groups(found, at, menu)
    _chosen(found, at, menu)


def _external_select(found: Findings, at: str, menu: Json) -> None:
    found.keys(at, menu, COMMON | {"initial_option", "initial_options", "min_query_length", "max_selected_items"})
    if "min_query_length" in menu:
        found.whole(f"{at}/min_query_length", menu["min_query_length"], 0, 3000)


def _other_select(found: Findings, at: str, menu: Json) -> None:
    if menu.get("filter") == {}:
        found.add(f"{at}/filter", "must not be empty")


def _overflow(found: Findings, at: str, menu: Json) -> None:
    found.keys(at, menu, {"type", "action_id", "options", "confirm"})
    check_options(found, f"{at}/options", menu.get("options"), 5)


def _choice(found: Findings, at: str, menu: Json) -> None:
    found.keys(at, menu, COMMON - {"placeholder"} | {"options", "initial_option", "initial_options"})
    check_options(found, f"{at}/options", menu.get("options"), 10, kinds=EITHER)
    _chosen(found, at, menu)


def _plain_text_input(found: Findings, at: str, field: Json) -> None:
    found.keys(at, field, COMMON | {"initial_value", "multiline", "min_length", "max_length", "dispatch_action_config"})
    least, most = field.get("min_length", 0), field.get("max_length", 3000)
    found.whole(f"{at}/min_length", least, 0, 3000)
    found.whole(f"{at}/max_length", most, 1, 3000)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        found.add(at, "min_length must not exceed max_length")
    if "initial_value" in field and isinstance(most, int):
        found.length(f"{at}/initial_value", field["initial_value"], most, 0)
    found.flags(at, field, "multiline")


def _number_input(found: Findings, at: str, field: Json) -> None:
    if not isinstance(field.get("is_decimal_allowed"), bool):
        found.add(f"{at}/is_decimal_allowed", "missing required field")
    for name in ("min_value", "max_value", "initial_value"):
        if name in field:
            found.length(f"{at}/{name}", field[name], 100)


def _image(found: Findings, at: str, image: Json) -> None:
    found.keys(at, image, {"type", "image_url", "slack_file", "alt_text"})
    found.length(f"{at}/alt_text", image.get("alt_text"), 2000)
    if ("image_url" in image) == ("slack_file" in image):
        found.add(at, "needs either image_url or slack_file")
    check_url(found, at, image, "image_url")


def _feedback_buttons(found: Findings, at: str, element: Json) -> None:
    found.keys(at, element, {"type", "action_id", "positive_button", "negative_button"})
    for name in ("positive_button", "negative_button"):
        button = element.get(name)
        place = f"{at}/{name}"
        if not isinstance(button, dict):
            found.add(place, "missing required field")
            continue
        found.keys(place, button, {"text", "value", "accessibility_label"})
        check_text(found, f"{place}/text", button.get("text"), 75)
        found.length(f"{place}/value", button.get("value"), 2000)
        found.optional_length(place, button, "accessibility_label", 75)


def _icon_button(found: Findings, at: str, element: Json) -> None:
    found.keys(at, element, COMMON - {"placeholder"} | {"icon", "text", "value", "visible_to_user_ids"})
    found.one_of(f"{at}/icon", element.get("icon"), {"trash"})
    check_text(found, f"{at}/text", element.get("text"), 75)
    found.optional_length(at, element, "value", 2000)
    found.optional_length(at, element, "accessibility_label", 75)


def _anything(found: Findings, at: str, element: Json) -> None:
    found.optional_length(at, element, "accessibility_label", 75)


SELECTS = {
    f"{many}{kind}": check
    for many in ("", "multi_")
    for kind, check in (
        ("static_select", _static_select),
        ("external_select", _external_select),
        ("users_select", _other_select),
        ("conversations_select", _other_select),
        ("channels_select", _other_select),
    )
}
PICKERS = {"datepicker": _anything, "timepicker": _anything, "datetimepicker": _anything}
CHOICES = {"checkboxes": _choice, "radio_buttons": _choice}
FIELDS = {
    "plain_text_input": _plain_text_input,
    "rich_text_input": _anything,
    "number_input": _number_input,
    "email_text_input": _anything,
    "url_text_input": _anything,
    "file_input": _anything,
}
CHECKS: dict[str, Check] = {
    "button": _button,
    "workflow_button": _anything,
    "overflow": _overflow,
    "image": _image,
    "feedback_buttons": _feedback_buttons,
    "icon_button": _icon_button,
    **SELECTS,
    **PICKERS,
    **CHOICES,
    **FIELDS,
}
IN_ACTIONS = frozenset({"button", "workflow_button", "overflow", "rich_text_input", *SELECTS, *PICKERS, *CHOICES})
IN_SECTION = frozenset({"button", "workflow_button", "overflow", "image", *SELECTS, *PICKERS, *CHOICES})
IN_INPUT = frozenset({*SELECTS, *PICKERS, *CHOICES, *FIELDS})
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
IMAGE = frozenset({"image"})
BUTTON = frozenset({"button"})
