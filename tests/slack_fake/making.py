"""Blocks and elements of every kind, as large as a test wants them."""

from __future__ import annotations

from tests.fakes.slack.records import Json


def plain(length: int = 1) -> Json:
    return {"type": "plain_text", "text": "x" * length, "emoji": False}


def mrkdwn(length: int = 1) -> Json:
    return {"type": "mrkdwn", "text": "x" * length, "verbatim": True}


def button(text: int = 1, **more: object) -> Json:
    return {"type": "button", "action_id": "a", "text": plain(text), **more}


def buttons(many: int) -> list[Json]:
    return [button() | {"action_id": str(number)} for number in range(many)]


def options(many: int, text: int = 1) -> list[Json]:
    return [{"text": plain(text), "value": str(number)} for number in range(many)]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(**more: object) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(2)} | more


def overflow(many: int) -> Json:
    return {"type": "overflow", "action_id": "o", "options": options(many)}


def confirming(**more: object) -> Json:
    confirm = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()} | more
    return actions(button(confirm=confirm))


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def table(rows: int, cells: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}


def data_table(rows: int, cells: int, **more: object) -> Json:
    row = [{"type": "raw_text", "text": "x"}] * cells
    return {"type": "data_table", "caption": "c", "rows": [row] * rows} | more


def pie(segments: int, label: int = 0) -> Json:
    points = [{"label": f"{number:0{label or 1}}", "value": 1} for number in range(segments)]
    return {"type": "data_visualization", "title": "t", "chart": {"type": "pie", "segments": points}}


def bar(points: int, series: int) -> Json:
    categories = [str(number) for number in range(points)]
    data = [{"label": each, "value": 2} for each in categories]
    many = [{"name": f"s{number}", "data": data} for number in range(series)]
    chart = {"type": "bar", "series": many, "axis_config": {"categories": categories, "x_label": "x"}}
    return {"type": "data_visualization", "title": "t", "chart": chart}


def container(children: int, **more: object) -> Json:
    return {"type": "container", "title": plain(), "child_blocks": [{"type": "divider"}] * children} | more


def feedback(text: int = 1, value: int = 1) -> Json:
    one = {"text": plain(text), "value": "v" * value}
    element = {"type": "feedback_buttons", "action_id": "f", "positive_button": one, "negative_button": one}
    return {"type": "context_actions", "elements": [element]}


def listed(indent: int) -> Json:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
    holder = {"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": [item]}
    return {"type": "rich_text", "elements": [holder]}


def cell_of(kind: str, length: int) -> Json:
    return {"type": kind, "rows": [[{"type": "raw_text", "text": "x" * length}]]}


def picture(**more: object) -> Json:
    return {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "x"} | more


def grouped(groups: int, label: int) -> Json:
    every = [{"label": plain(label), "options": [{"text": plain(), "value": str(each)}]} for each in range(groups)]
    return {"type": "static_select", "action_id": "s", "option_groups": every}


def named_bar(category: str, name: str, label: str) -> Json:
    series = {"name": name, "data": [{"label": category, "value": 1}]}
    chart = {"type": "line", "series": [series], "axis_config": {"categories": [category], "y_label": label}}
    return {"type": "data_visualization", "title": "t", "chart": chart}


def long_row(length: int) -> list[Json]:
    return [{"type": "raw_text", "text": "x" * length}]


def icons(many: int) -> list[Json]:
    return [{"type": "icon_button", "action_id": str(each), "icon": "trash", "text": plain()} for each in range(many)]
