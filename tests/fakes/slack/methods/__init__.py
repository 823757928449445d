"""The methods of the Web API that the fake knows, by name."""

from tests.fakes.slack.methods import chat, conversations, files, identity, views
from tests.fakes.slack.methods.call import METHODS

__all__ = ["METHODS", "chat", "conversations", "files", "identity", "views"]
