"""Files that were dropped in Slack, through the one way out: the token goes to Slack's own hosts, and never further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.adapters.dropping import WayOut, clean_name, is_at
from bot.errors import SourceError
from bot.ingest.incoming import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.answering.context import Tell
    from bot.ingest.fetch import FetchPolicy

_NO_SCOPE = (
    "Files can't be read in this workspace: the bot lacks the permission files:read. "
    "An admin can add it; until then, paste the text or give a link."
)
_NOT_HERE = "That file can't be opened: it was deleted, or is in no channel that the bot is in. Paste the text instead."
_HTML_NAMES = (".html", ".htm", ".xhtml")


class Files(WayOut):
    """Fetches files by their ids."""

    def __init__(self, client: AsyncWebClient, policy: FetchPolicy) -> None:
        super().__init__(policy)
        self.client = client

    async def fetch(self, file_id: str, tell: Tell) -> Upload:
        """Give a file; raises `SourceError` with the sentence for the person."""
        said = await self._describe(file_id)
        name = clean_name(str(said.get("name") or said.get("title") or ""))
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
            fetched = await (await self.way_out()).get(address, headers_for_host=headers, redirects=0)
        except FetchError as error:
            raise SourceError(f"{name} can't be fetched from Slack. Drop it here again, or paste the text.") from error
        is_page = fetched.media_type == "text/html" and not _is_html(said)
        if is_page:  # where a permission is missing, Slack gives its log-in page in the file's place
            raise SourceError(_NO_SCOPE)
        return fetched.raw

    def _is_of_slack(self, address: str) -> bool:
        """Say whether a token may be sent there: Slack's hosts over https, or where the Web API itself is."""
        asked = urlsplit(address)
        host = asked.hostname or ""
        is_slack = asked.scheme == "https" and host.endswith(".slack.com") and asked.port in {None, 443}
        return is_slack or is_at(address, self.client.base_url)


def stand_in(api_url: str) -> str:
    """Give the Web API's address where it is not Slack's own: a setting may name another."""
    return "" if (urlsplit(api_url).hostname or "").endswith("slack.com") else api_url


def _is_html(said: Mapping[str, Any]) -> bool:
    is_named_so = str(said.get("name") or "").casefold().endswith(_HTML_NAMES)
    return is_named_so or str(said.get("mimetype") or "").startswith(("text/html", "application/xhtml"))
