"""What slack_sdk's own models refuse, where they know the block and the element."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator

from tests.fakes.slack.checks.findings import Json

NEWER = frozenset({"level", "visible_to_user_ids"})
"""Fields newer than the models, which they would only warn of."""


def modelled_problems(block: Json) -> list[str]:
    """Say what slack_sdk finds wrong with a block; nothing where it does not know the kind."""
    from slack_sdk.errors import SlackObjectFormationError
    from slack_sdk.models.blocks import Block

    logger = logging.getLogger("slack_sdk.models.blocks.blocks")
    was_disabled, logger.disabled = logger.disabled, True
    try:
        parsed = Block.parse(_without_newer(copy.deepcopy(block)))
        if parsed is not None:
            parsed.to_dict()
    except SlackObjectFormationError as error:
        return [f"slack_sdk: {error}"]
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        return [f"slack_sdk cannot read it: {error!r}"]
    finally:
        logger.disabled = was_disabled
    return []


def _without_newer(value: Json) -> Json:
    for each in _objects(value):
        for key in NEWER & each.keys():
            del each[key]
    return value


def _objects(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in list(value.values()):
            yield from _objects(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _objects(inner)
