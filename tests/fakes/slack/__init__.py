"""A fake Slack in-process: the Web API, signed deliveries over HTTP and Socket Mode, misbehaving on demand.

The real slack_bolt and slack_sdk run against it as they are:

    async with FakeSlack() as slack:
        ada = slack.add_user("ada")
        general = slack.add_channel("general", ada)
        client = AsyncWebClient(token=slack.token, base_url=slack.api_url, retry_handlers=[])
        slack.http(url_of_the_app, signing_secret)      # or: await slack.use_socket_mode().connected()
        asked = await slack.says(ada, general, "@briefbot brief https://example.org/statement")
        await slack.until(lambda: slack.thread(asked))
        await slack.presses(ada, slack.thread(asked)[0], "say:1")

What it keeps is the oracle of the tests: `posted`, `updated`, `deleted`, `requests(method)`, `deliveries`. `blocks.py`
says what Slack would refuse, `reading.py` what a person sees and what of it is live; neither knows the renderer.
`python -m tests.fakes.slack` runs it as a process of its own, with a control under `/_control/`.
"""

from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.faults import Fault
from tests.fakes.slack.limits import Rate

__all__ = ["FakeSlack", "Fault", "Rate"]
