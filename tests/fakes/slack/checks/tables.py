"""Checks of blocks that show figures: table, data_table, data_visualization."""

from __future__ import annotations

from tests.fakes.slack.checks.elements import BUTTON, check_element
from tests.fakes.slack.checks.findings import Findings, Json
from tests.fakes.slack.checks.rich_text import check_rich_text

CELLS = frozenset({"raw_text", "raw_number", "rich_text"})
LABELS = 20


def check_table(found: Findings, at: str, block: Json) -> None:
    """Check a table: 100 rows of 20 cells."""
    found.keys(at, block, {"type", "block_id", "rows", "column_settings"})
    if "column_settings" in block:
        for place, setting in found.objects(f"{at}/column_settings", block["column_settings"], 20, 0):
            found.keys(place, setting, {"align", "is_wrapped"})
            found.one_of(f"{place}/align", setting.get("align", "left"), {"left", "center", "right"})
            found.flags(place, setting, "is_wrapped")
    for number, row in enumerate(found.items(f"{at}/rows", block.get("rows"), 100)):
        for place, cell in found.objects(f"{at}/rows/{number}", row, 20):
            _check_cell(found, place, cell, CELLS)


def check_data_table(found: Findings, at: str, block: Json) -> None:
    """Check a data table: a header and 1 to 200 rows, of as many cells each."""
    found.keys(at, block, {"type", "block_id", "rows", "caption", "page_size", "row_header_column_index"})
    found.length(f"{at}/caption", block.get("caption"), 3000)
    found.whole(f"{at}/page_size", block.get("page_size", 5), 1, 100)
    rows = found.items(f"{at}/rows", block.get("rows"), 201, 2)
    for number, row in enumerate(rows):
        kinds = CELLS | {"action_cell"} if number else CELLS - {"rich_text"}
        for place, cell in found.objects(f"{at}/rows/{number}", row, 20):
            _check_cell(found, place, cell, kinds)
    widths = {len(row) for row in rows if isinstance(row, list)}
    if len(widths) > 1:
        found.add(f"{at}/rows", "all rows must have the same number of cells")
    found.whole(f"{at}/row_header_column_index", block.get("row_header_column_index", 0), 0, max(widths, default=1) - 1)


def _check_cell(found: Findings, at: str, cell: Json, kinds: frozenset[str]) -> None:
    kind = cell.get("type")
    if not found.one_of(f"{at}/type", kind, kinds):
        return
    if kind == "rich_text":
        check_rich_text(found, at, cell)
    elif kind == "raw_text":
        found.keys(at, cell, {"type", "text"})
        found.length(f"{at}/text", cell.get("text"), 20_000)
    elif kind == "raw_number":
        found.keys(at, cell, {"type", "value", "text", "format"})
        if not isinstance(cell.get("value"), int | float) or isinstance(cell.get("value"), bool):
            found.add(f"{at}/value", "must be a number")
    else:
        for place, element in found.objects(f"{at}/elements", cell.get("elements") or [cell.get("element")], 5):
            check_element(found, place, element, BUTTON)


def check_data_visualization(found: Findings, at: str, block: Json) -> None:
    """Check a chart."""
    found.keys(at, block, {"type", "block_id", "title", "chart"})
    found.length(f"{at}/title", block.get("title"), 50)
    chart = block.get("chart")
    if not isinstance(chart, dict):
        found.add(f"{at}/chart", "missing required field")
        return
    if not found.one_of(f"{at}/chart/type", chart.get("type"), {"pie", "bar", "line", "area"}):
        return
    if chart["type"] == "pie":
        _check_points(found, f"{at}/chart/segments", chart.get("segments"), 12, positive=True)
    else:
        _check_series(found, f"{at}/chart", chart)


def _check_points(found: Findings, at: str, points: object, most: int, *, positive: bool = False) -> list[object]:
    labels: list[object] = []
    for place, point in found.objects(at, points, most):
        found.length(f"{place}/label", point.get("label"), LABELS)
        labels.append(point.get("label"))
        value = point.get("value")
        if not isinstance(value, int | float) or isinstance(value, bool):
            found.add(f"{place}/value", "must be a number")
        elif positive and value <= 0:
            found.add(f"{place}/value", "must be greater than 0")
    if len(set(map(str, labels))) < len(labels):
        found.add(at, "labels must be unique")
    return labels


def _check_series(found: Findings, at: str, chart: Json) -> None:
    axis = chart.get("axis_config")
    if not isinstance(axis, dict):
        found.add(f"{at}/axis_config", "missing required field")
        return
    for name in ("x_label", "y_label"):
        found.optional_length(f"{at}/axis_config", axis, name, 50)
    categories = found.items(f"{at}/axis_config/categories", axis.get("categories"), 20)
    for number, category in enumerate(categories):
        found.length(f"{at}/axis_config/categories/{number}", category, LABELS)
    names = []
    for place, series in found.objects(f"{at}/series", chart.get("series"), 12):
        found.length(f"{place}/name", series.get("name"), LABELS)
        names.append(str(series.get("name")))
        if _check_points(found, f"{place}/data", series.get("data"), 20) != categories:
            found.add(f"{place}/data", "labels must match the categories of the axis")
    if len(set(names)) < len(names):
        found.add(f"{at}/series", "names must be unique")
