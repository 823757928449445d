"""Files in and out: files.*."""

from __future__ import annotations

from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.methods.call import Call, method
from tests.fakes.slack.records import File, Json, Message, Token
from tests.fakes.slack.state import State


def may_see(state: State, token: Token, file: File) -> bool:
    """Say whether a token opens a file: the scope, and a channel of the file that the bot is in."""
    bot = state.teams[token.team].bot_user
    is_near = file.user == bot or any(bot in state.channels[each].members for each in file.channels)
    return token.error is None and "files:read" in token.scopes and is_near


@method("files.info")
def file_info(call: Call) -> Json:
    """Describe a file."""
    call.need_scope("files:read")
    file = call.state.files.get(call.text("file"))
    if file is None or not may_see(call.state, call.token, file):
        raise SlackError("file_not_found")
    if file.mode == "tombstone":
        raise SlackError("file_deleted")
    was_hidden, file.needs_check = file.needs_check, False
    shown = call.state.shown_file(file)
    file.needs_check = was_hidden
    return {"file": shown, "comments": []}


@method("files.getUploadURLExternal")
def upload_address(call: Call) -> Json:
    """Give the address to which a file's bytes go."""
    call.need_scope("files:write")
    if not call.text("filename") or call.whole("length", 0) < 1:
        raise SlackError("invalid_arguments")
    name = call.state.new_id("F")
    file = File(name, call.text("filename"), b"", call.team.bot_user, call.team.id, "application/octet-stream")
    call.state.uploads[name] = file
    return {"upload_url": f"{call.state.url}/upload/{name}", "file_id": name}


@method("files.completeUploadExternal")
def complete_upload(call: Call) -> Json:
    """Show uploaded files in a channel."""
    call.need_scope("files:write")
    given = call.args.get("files") or []
    files = [call.state.uploads.get(str(each.get("id"))) for each in given]
    if not files or any(file is None or not file.content for file in files):
        raise SlackError("file_not_found")
    whole = [file for file in files if file]
    channel = call.text("channel_id")
    if channel:
        call.channel_it_is_in(channel)
    for file in whole:
        call.state.files[file.id] = call.state.uploads.pop(file.id)
        file.channels = [channel] if channel else []
    if channel:
        _share(call, channel, whole)
    return {"files": [call.state.shown_file(file) for file in whole]}


def _share(call: Call, channel: str, files: list[File]) -> None:
    call.state.add_message(
        Message(
            channel=channel,
            ts=call.state.new_ts(),
            user=call.team.bot_user,
            text=call.text("initial_comment"),
            way="files.completeUploadExternal",
            team=call.team.id,
            bot_id=call.team.bot_id,
            thread_ts=call.text("thread_ts") or None,
            files=[file.id for file in files],
        )
    )
