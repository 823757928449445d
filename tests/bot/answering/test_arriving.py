"""Pages and files on their way into the store, and what is said of their arrival."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.answering.desk import Desk
from bot.answering.facts import BriefingFacts, CancelledFacts, FeedFacts, RereadFacts
from bot.answering.replies import Action, Reply, Title
from bot.ingest.fetch import FetchPolicy, HostPort
from bot.ingest.incoming import Upload
from bot.ingest.intake import Intake
from storage.database import open_database
from tests.bot.conftest import request
from tests.bot.ingest.parsers.pdf_makings import Typesetter
from tests.bot.speaking import quotes, spoken
from tests.fakes.web import Answer, Web, holding, page

SENTENCES = (
    "The Governments of Alba and Borea agreed on 19 March 2026 to build a joint centre for the protection of cables.",
    "They will spend 40 million crowns on it until 2029.",
    "The Ministers condemned the cutting of the Skerry cable in January.",
    "They called on the flag state of the vessel to cooperate fully with investigators.",
    "The next meeting takes place in Corinth in October 2026.",
)
MENU = '<nav><a href="/">Home</a> <a href="/news">News</a></nav>'


def statement(*sentences: str, title: str = "Alba and Borea Agree on Cable Centre", heading: str = "Next Steps") -> str:
    first, last = sentences[:-1], sentences[-1]
    return (
        f"<html><head><title>{title}</title></head><body>{MENU}<main><article><h1>{title}</h1>"
        f"<p>Lisbon, 19 March 2026</p><p>{' '.join(first)}</p><h2>{heading}</h2><p>{last}</p></article></main>"
        f"<footer>Imprint. All rights reserved.</footer></body></html>"
    )


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News of Alba</title><link>http://alba.example/</link>
<item><title>Cable Centre</title><link>http://alba.example/1</link><pubDate>Thu, 19 Mar 2026 10:00:00 GMT</pubDate>
<description>The Governments agreed ...</description></item>
<item><title>Budget</title><link>http://alba.example/2</link><pubDate>Tue, 17 Mar 2026 10:00:00 GMT</pubDate>
<description>The budget was presented ...</description></item></channel></rss>"""


@dataclass(frozen=True)
class Town:
    web: Web
    desk: Desk
    told: list[str] = field(default_factory=list)
    told_of_something: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, text: str) -> Reply:
        return await self.desk.answer(request(text), self.tell)

    def tell(self, doing: str) -> None:
        self.told.append(doing)
        self.told_of_something.set()

    async def brief(self, path: str) -> Reply:
        return await self.say(f"brief {self.web.address(path)}")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    answers: dict[str, Answer] = {
        "/centre": page(statement(*SENTENCES)),
        "/feed": page(FEED, Content_Type="application/rss+xml"),
        "/slow": holding(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"),
    }
    async with Web(answers) as web:
        policy = FetchPolicy(allow=frozenset({HostPort("127.0.0.1", web.port)}))
        async with open_database(str(tmp_path / "store.sqlite3")) as database, Intake(policy) as intake:

            def open_file(word: str) -> Upload | None:
                path = tmp_path / word
                return Upload(word, path.read_bytes()) if word.endswith(".html") and path.exists() else None

            yield Town(web, Desk(database, intake, open_file))


async def test_a_page_is_stored_and_briefed_with_its_headings_and_the_way_back(town: Town) -> None:
    reply = await town.brief("/centre")
    assert "Stored as S1." in spoken(reply)
    assert Title("Alba and Borea Agree on Cable Centre", town.web.address("/centre")) in reply.blocks
    assert isinstance(reply.facts, BriefingFacts)
    assert [section.heading for section in reply.facts.sections] == [None, "Next Steps"]
    assert "Home" not in spoken(reply)
    assert "Imprint" not in spoken(reply)


async def test_work_is_told_while_it_lasts(town: Town) -> None:
    await town.brief("/centre")
    assert town.told == [f"Reading 127.0.0.1:{town.web.port} ..."]


async def test_an_address_alone_is_briefed(town: Town) -> None:
    assert "Stored as S1." in spoken(await town.say(town.web.address("/centre")))


async def test_the_same_page_again_is_no_news(town: Town) -> None:
    first, again = await town.brief("/centre"), await town.brief("/centre")
    assert quotes(first) == quotes(again)
    assert "Stored" not in spoken(again)


async def test_a_mirror_is_one_more_source_of_the_same_statement(town: Town) -> None:
    await town.brief("/centre")
    town.web.answers["/mirror"] = page(
        statement(*SENTENCES, title="Cable Centre Agreed").replace("All rights", "No rights")
    )
    reply = await town.brief("/mirror")
    assert "S1 is the same statement" in spoken(reply)
    assert await town.desk.database.statements.count(request("").scope) == 1


async def test_a_changed_page_is_a_new_version_that_quotes_what_came_and_what_went(town: Town) -> None:
    await town.brief("/centre")
    changed = list(SENTENCES)
    changed[1] = "They will spend 55 million crowns on it until 2031, half of it from Borea."
    town.web.answers["/centre"] = page(statement(*changed))
    reply = await town.brief("/centre")
    said = spoken(reply).partition("Version 2 of S1")[2]
    assert (
        said.index("New in it:") < said.index("55 million") < said.index("No longer in it:") < said.index("40 million")
    )


async def test_a_quotation_of_a_pdf_names_its_page(town: Town) -> None:
    sheet = Typesetter()
    sheet.paragraph(" ".join(SENTENCES[:3]))
    sheet.new_page()
    sheet.paragraph(" ".join(SENTENCES[3:]))
    town.web.answers["/centre.pdf"] = page(sheet.finished(), Content_Type="application/pdf")
    reply = await town.say(f"brief {town.web.address('/centre.pdf')} in 5 sentences")
    assert isinstance(reply.facts, BriefingFacts)
    assert [sentence.page for sentence in reply.facts.sentences] == [1, 1, 1, 2, 2]
    assert "p. 2" in spoken(reply)
    assert "page 1" in spoken(await town.say("cite 1"))


async def test_a_file_of_another_format_is_read_too(town: Town, tmp_path: Path) -> None:
    (tmp_path / "centre.html").write_text(statement(*SENTENCES))
    reply = await town.say("brief centre.html")
    assert "Stored as S1." in spoken(reply)
    assert "Home" not in spoken(reply)


async def test_what_is_read_can_be_cancelled_by_who_asked_for_it(town: Town) -> None:
    reading = asyncio.create_task(town.brief("/slow"))
    await town.told_of_something.wait()
    stranger = replace(request("cancel"), person="bob")
    assert "Nothing of yours" in spoken(await town.desk.answer(stranger))
    reply = await town.say("cancel")
    assert isinstance(reply.facts, CancelledFacts)
    assert reply.facts.cancelled == (f"Reading 127.0.0.1:{town.web.port}",)
    assert "Cancelled. Nothing was stored." in spoken(await reading)
    assert "Nothing of yours" in spoken(await town.say("cancel"))


async def test_reread_reads_the_stored_bytes_anew(town: Town) -> None:
    await town.brief("/centre")
    town.web.answers["/centre"] = page("", status="404 Not Found")
    reply = await town.say("reread")
    assert isinstance(reply.facts, RereadFacts)
    assert (reply.facts.version, reply.facts.new) == (1, False)
    assert "reads as it did" in spoken(reply)


async def test_a_pasted_text_has_no_bytes_to_read_anew(town: Town) -> None:
    await town.say(f"brief {' '.join(SENTENCES)}")
    reply = await town.say("reread S1")
    assert reply.is_refusal
    assert "were not kept" in spoken(reply)


async def test_a_quotation_is_cited_in_markdown_with_nothing_live_in_it(town: Town) -> None:
    await town.say(
        "brief The claim of 5 * 3 tonnes [sic] was refused by <b>all</b> @everyone. So it ends here and now."
    )
    said = spoken(await town.say("cite 1 as markdown"))
    assert said.startswith("> ")
    assert "> — " in said
    assert r"5 \* 3 tonnes \[sic\]" in said
    assert r"\@everyone" in said
    assert r"\<b\>" in said


async def test_a_feed_is_looked_at_and_nothing_is_stored(town: Town) -> None:
    reply = await town.say(f"feed check {town.web.address('/feed')}")
    assert isinstance(reply.facts, FeedFacts)
    assert (reply.facts.title, reply.facts.total, reply.facts.dated) == ("News of Alba", 2, 2)
    assert [entry.title for entry in reply.facts.entries] == ["Cable Centre", "Budget"]
    assert "RSS 2.0" in spoken(reply)
    assert reply.actions == (Action("Brief the newest", "brief http://alba.example/1"),)
    assert await town.desk.database.statements.count(request("").scope) == 0


async def test_a_page_that_names_a_feed_leads_to_it(town: Town) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    town.web.answers["/news"] = page(statement(*SENTENCES).replace("<head>", f"<head>{link}"))
    reply = await town.say(f"feed check {town.web.address('/news')}")
    assert "names this feed." in spoken(reply)


async def test_what_is_no_feed_is_said(town: Town) -> None:
    reply = await town.say(f"feed check {town.web.address('/centre')}")
    assert reply.is_refusal
    assert "names no feed" in spoken(reply)
