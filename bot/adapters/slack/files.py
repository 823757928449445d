"""Files that were dropped in Slack, through the one way out: the token goes to Slack's own hosts, and never further."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.errors import SourceError
from bot.ingest.incoming import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.answering.context import Tell
    from bot.ingest.fetch import Fetcher, FetchPolicy

_NO_SCOPE = (
    "Files can't be read in this workspace: the bot lacks the permission files:read. "
    "An admin can add it; until then, paste the text or give a link."
)
_NOT_HERE = "That file can't be opened: it was deleted, or is in no channel that the bot is in. Paste the text instead."
_LONGEST_NAME = 120
_HTML_NAMES = (".html", ".htm", ".xhtml")


@dataclass(slots=True)
class Files:
    """Fetches files by their ids; an async context manager, for the way out that it opens."""

    client: AsyncWebClient
    policy: FetchPolicy
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _fetcher: Fetcher | None = None

    async def __aenter__(self) -> Files:
        """Open nothing yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close what was opened."""
        await self._open.aclose()

    async def fetch(self, file_id: str, tell: Tell) -> Upload:
        """Give a file; raises `SourceError` with the sentence for the person."""
        said = await self._describe(file_id)
        name = _name(said)
        mode, address = (
            str(said.get("mode") or ""),
            str(said.get("url_private_download") or said.get("url_private") or ""),
        )
        if mode == "tombstone":
            raise SourceError(_NOT_HERE)
        if mode == "external" or said.get("is_external"):
            raise SourceError(f"{name} lies outside of Slack. Give its link instead, or drop the file itself here.")
        if not self._is_of_slack(address):
            raise SourceError(f"{name} does not lie with Slack, so it is not fetched. Drop the file itself here.")
        tell(f"Reading {name} ...")
        return Upload(name, await self._download(address, said, name))

    async def _describe(self, file_id: str) -> Mapping[str, Any]:
        from slack_sdk.errors import SlackApiError

        try:
            answer = await self.client.files_info(file=file_id)
        except SlackApiError as error:
            raise SourceError(_NO_SCOPE if error.response.get("error") == "missing_scope" else _NOT_HERE) from error
        except (TimeoutError, OSError) as error:
            raise SourceError("Slack does not give that file now. Try again in a minute.") from error
        found = answer.get("file")
        return found if isinstance(found, dict) else {}

    async def _download(self, address: str, said: Mapping[str, Any], name: str) -> bytes:
        from bot.ingest.fetch import FetchError

        host = urlsplit(address).hostname or ""
        headers = {host: {"Authorization": f"Bearer {self.client.token}"}}
        try:
            fetched = await (await self._way_out()).get(address, headers_for_host=headers, redirects=0)
        except FetchError as error:
            raise SourceError(f"{name} can't be fetched from Slack. Drop it here again, or paste the text.") from error
        is_page = fetched.media_type == "text/html" and not _is_html(said)
        if is_page:  # where a permission is missing, Slack gives its log-in page in the file's place
            raise SourceError(_NO_SCOPE)
        return fetched.raw

    def _is_of_slack(self, address: str) -> bool:
        """Say whether a token may be sent there: Slack's hosts over https, or where the Web API itself is."""
        api, asked = urlsplit(self.client.base_url), urlsplit(address)
        host = asked.hostname or ""
        is_slack = asked.scheme == "https" and host.endswith(".slack.com") and asked.port in {None, 443}
        is_api = (asked.scheme, asked.netloc) == (api.scheme, api.netloc)
        return is_slack or is_api

    async def _way_out(self) -> Fetcher:
        if self._fetcher is None:
            from bot.ingest.fetch import Fetcher

            self._fetcher = await self._open.enter_async_context(Fetcher(self.policy))
        return self._fetcher


def policy_of_files(api_url: str, contact: str) -> FetchPolicy:
    """Give what may be fetched as a file: Slack's hosts, and where the Web API is, which a setting may name."""
    from bot.ingest.fetch import FetchPolicy, HostPort

    api = urlsplit(api_url)
    port = api.port or (443 if api.scheme == "https" else 80)
    is_slack = (api.hostname or "").endswith("slack.com")
    return FetchPolicy(
        allow=frozenset() if is_slack or not api.hostname else frozenset({HostPort(api.hostname, port)}),
        contact=contact,
    )


def _name(said: Mapping[str, Any]) -> str:
    name = " ".join(str(said.get("name") or said.get("title") or "file").replace('"', "'").split())
    if len(name) <= _LONGEST_NAME:
        return name
    stem, _, ending = name.rpartition(".")
    return f"{stem[: _LONGEST_NAME - 12]}.{ending[:10]}" if stem else name[:_LONGEST_NAME]


def _is_html(said: Mapping[str, Any]) -> bool:
    is_named_so = str(said.get("name") or "").casefold().endswith(_HTML_NAMES)
    return is_named_so or str(said.get("mimetype") or "").startswith(("text/html", "application/xhtml"))
