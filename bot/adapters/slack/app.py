"""The bolt app: every argument is given, so that no variable of the environment changes it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot.adapters.slack.client import discreet_logger, web_client, without_slack_variables
from bot.adapters.slack.opening import Opener
from bot.adapters.slack.receiving import receiver

if TYPE_CHECKING:
    from slack_bolt import BoltResponse
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.authorization import AuthorizeResult

    from bot.adapters.slack.client import Workspace
    from bot.delivery.clock import Clock
    from bot.delivery.inbox import Inbox
    from bot.delivery.sealing import Seal

_log = logging.getLogger(__name__)


def bolt_app(inbox: Inbox, workspace: Workspace, seal: Seal, clock: Clock) -> AsyncApp:
    """Give the app that keeps what comes in, and opens modals."""
    from slack_bolt.async_app import AsyncApp

    with without_slack_variables():
        app = AsyncApp(
            logger=discreet_logger(),
            name="briefbot",
            process_before_response=False,
            raise_error_for_unhandled_request=False,
            signing_secret="",
            token=None,
            client=web_client(None, workspace.client.base_url),
            authorize=authorize_by(workspace),
            request_verification_enabled=False,  # done before, for HTTP; Socket Mode needs none
            ignoring_self_events_enabled=True,
            ssl_check_enabled=False,
            url_verification_enabled=True,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
    app.error(_on_error)
    app.use(receiver(inbox, workspace, seal, clock))
    Opener(workspace.client, seal, clock).listen(app)
    return app


def authorize_by(workspace: Workspace) -> Any:  # noqa: ANN401 - bolt wants any coroutine function
    """Give what tells bolt whose token it works with: asked of Slack once."""

    async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
        from slack_bolt.authorization import AuthorizeResult

        installation = await _installation(workspace)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=installation.team,
            bot_user_id=installation.bot_user,
            bot_id=installation.bot,
            bot_token=workspace.client.token,
            user_id=user_id,
        )

    return authorize


async def _installation(workspace: Workspace) -> Any:  # noqa: ANN401
    """Give the installation. What Slack answers else is raised in a form that bolt does not acknowledge."""
    from slack_sdk.errors import SlackApiError

    try:
        return await workspace.installation()
    except SlackApiError as error:
        raise RuntimeError("Slack does not say which workspace this is") from error


async def _on_error(error: Exception) -> BoltResponse:
    """Acknowledge nothing that failed, so that Slack sends it again; the log names the kind of the error alone."""
    from slack_bolt import BoltResponse

    _log.error("what came from Slack could not be taken (%s)", type(error).__name__)
    is_malformed = isinstance(error, AttributeError | LookupError | TypeError | ValueError)
    return BoltResponse(status=400 if is_malformed else 503, body="")
