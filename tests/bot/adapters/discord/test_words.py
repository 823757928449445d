"""What people type in Discord, as words of the command language; files come from Discord's hosts alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.adapters.discord.commands.wording import brief_words, command_words, narrowing_words, reference_words
from bot.adapters.discord.decoding import links_of, words_of
from bot.adapters.discord.events import Asked, File, Kind, read_asked
from bot.adapters.discord.files import Files
from bot.adapters.dropping import clean_name, policy_of_files
from bot.answering import commands
from bot.answering.grammar import parse
from bot.delivery.sealing import Seal
from bot.errors import SourceError
from tests.fakes.web import Web, page


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<@7> list", "list"),
        ("<@!7>, list", "list"),
        ("list <@7>", "list"),
        ("<@7> what did <@8> say in <#9>?", "what did @ben say in #news?"),
        ("<@7> <@&5> <:ok:11> </brief:12>", "@5 :ok: /brief"),
        ("<@7> <https://example.org/a>", "https://example.org/a"),
        ("<@7>", ""),
    ],
)
def test_a_message_is_read_as_it_was_typed(content: str, expected: str) -> None:
    assert words_of(content, "7", {"8": "ben", "9": "news"}) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("see https://example.org/a.", ("https://example.org/a",)),
        ("[label](https://example.org/a_(b))", ("https://example.org/a_(b)",)),
        ("https://example.org/a https://example.org/a", ("https://example.org/a",)),
        ("nothing", ()),
    ],
)
def test_links_are_found_in_a_message(content: str, expected: tuple[str, ...]) -> None:
    assert links_of(content) == expected


@pytest.mark.parametrize("subject", ["S12", "https://example.org/a", "They met in short, by section. They left public"])
def test_no_word_of_what_is_briefed_is_read_as_an_option(subject: str) -> None:
    command = parse(brief_words(subject, sentences=3, by_section=True, default_engine="structure"))
    assert command == commands.Brief(subject, sentences=3, by_section=True, engine="structure")


@pytest.mark.parametrize(
    ("typed", "expected"), [("S12", "S12"), ("latest", "latest"), ("", ""), ('The "final" one', "\"The 'final' one\"")]
)
def test_a_title_is_quoted_and_a_reference_is_not(typed: str, expected: str) -> None:
    assert reference_words(typed) == expected


def test_what_is_left_out_is_left_out_of_the_words() -> None:
    assert command_words("cite", "", None, "as markdown") == "cite as markdown"
    said = command_words("find", "price cap", narrowing_words('The "Fed"', "2025-04-03"))
    assert parse(said) == commands.Find("price cap", "The 'Fed'", date(2025, 4, 3))


def test_what_is_kept_is_read_back_as_it_was() -> None:
    asked = Asked(Kind.MENTION, "1", text="list", files=(File("a.pdf", "sealed"),), at=5.0, is_open=True)
    assert read_asked(asked.payload()) == asked


class Said:
    """Takes what is being done."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, doing: str) -> None:
        self.lines.append(doing)


def files_at(server: str) -> tuple[Files, Seal]:
    seal = Seal(Fernet.generate_key().decode())
    return Files(policy_of_files(server, ""), seal, server), seal


async def test_a_file_is_fetched_from_where_discord_is() -> None:
    async with Web({"/a.txt": page(b"They agreed.")}) as web:
        files, seal = files_at(web.address())
        said = Said()
        async with files:
            upload = await files.fetch(File("a.txt", seal.close(web.address("/a.txt"))), said)
    assert (upload.name, upload.raw) == ("a.txt", b"They agreed.")
    assert said.lines == ["Reading a.txt ..."]


@pytest.mark.parametrize(
    "address",
    [
        "https://cdn.discordapp.com.evil.example/a",
        "http://cdn.discordapp.com/a",
        "https://cdn.discordapp.com:8443/a",
        "https://user@evil.example/cdn.discordapp.com",
        "http://127.0.0.1:9/a",
        "",
    ],
)
async def test_no_file_is_fetched_from_elsewhere(address: str) -> None:
    files, seal = files_at("")
    async with files:
        with pytest.raises(SourceError, match="does not lie with Discord"):
            await files.fetch(File("a.txt", seal.close(address)), Said())


async def test_a_file_that_is_gone_is_told_as_such() -> None:
    async with Web({}) as web:
        files, seal = files_at(web.address())
        async with files:
            with pytest.raises(SourceError, match="can't be fetched from Discord any more"):
                await files.fetch(File("a.txt", seal.close(web.address("/a.txt"))), Said())


def test_a_file_s_name_is_short_and_keeps_its_ending() -> None:
    long: Any = clean_name('a "b"\n' + "c" * 300 + ".pdf")
    assert len(long) <= 120
    assert long.endswith(".pdf")
    assert '"' not in long
