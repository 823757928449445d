"""Nothing of one workspace or audience is seen from another, by any method of any repository."""

import inspect
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from storage import schema
from storage.bands import find_holders, keys_in
from storage.database import Database, open_database
from storage.documents import prepare
from storage.errors import NoSuchStatementError, NoSuchVersionError, NotAllowedError
from storage.records import Added, Briefing, BriefingKey, Outcome, Shown
from storage.scope import WORKSPACE_AUDIENCE, Scope
from summarizers.choosing.engine import Choice
from tests.storage import workspaces
from tests.storage.makings import NOON, add, document_of, page, pasted

WORKSPACES = ("acme", "umbrella")
CONVERSATIONS = ("left", "right")
SHARED_ADDRESS = "https://a.example"

Place = tuple[str, str, int, bool]
"""A workspace, an audience, which of a few texts, and whether it is public."""
PLACES = st.tuples(
    st.sampled_from(WORKSPACES), st.sampled_from((WORKSPACE_AUDIENCE, *CONVERSATIONS)), st.integers(0, 3), st.booleans()
)


class Peeping:
    """Calls a method with whatever a scope could guess of a statement that it must not see."""

    def __init__(self, database: Database, scope: Scope, target: Added) -> None:
        self.database, self.scope, self.target = database, scope, target
        self.number, self.version_id = target.record.number, target.version_id
        self.key = BriefingKey(self.version_id, None, "structure", "5", None, "1.0")

    def calls(self) -> dict[str, Callable[[], Awaitable[object]]]:
        """Give a call of each method that names a statement, a version or a conversation, by the method's name."""
        statements, conversations, briefings = (
            self.database.statements,
            self.database.conversations,
            self.database.briefings,
        )
        conversation = self.target.record.audience
        reading = document_of("We met elsewhere.")
        shown = Shown(self.number, self.version_id)
        return {
            "Statements.get": lambda: statements.get(self.scope, self.number),
            "Statements.document": lambda: statements.document(self.scope, self.version_id),
            "Statements.versions": lambda: statements.versions(self.scope, self.number),
            "Statements.raw": lambda: statements.raw(self.scope, self.version_id),
            "Statements.add_version": lambda: statements.add_version(
                self.scope, self.number, reading, pasted(), added_by="ann"
            ),
            "Search.similar": lambda: self.database.search.similar(self.scope, self.number),
            "Statements.share": lambda: statements.share(self.scope, self.number),
            "Statements.forget": lambda: statements.forget(self.scope, self.number, by="ann", is_admin=True),
            "Statements.predecessor": lambda: statements.predecessor(self.scope, self.number),
            "Statements.series": lambda: statements.series(self.scope, self.number),
            "Statements.set_predecessor": lambda: statements.set_predecessor(self.scope, self.number, None),
            "Conversations.show": lambda: conversations.show(self.scope, conversation, shown),
            "Conversations.last_shown": lambda: conversations.last_shown(self.scope, conversation),
            "Briefings.get": lambda: briefings.get(self.scope, self.key),
            "Briefings.put": lambda: briefings.put(self.scope, self.key, ()),
        }


async def list_series(database: Database, scope: Scope) -> object:
    """Give predecessor and series of each statement that a scope sees."""
    statements = database.statements
    seen = [record.number for record in await statements.all(scope)]
    return [(await statements.predecessor(scope, number), await statements.series(scope, number)) for number in seen]


async def list_similar(database: Database, scope: Scope) -> object:
    """Give what is similar to each statement that a scope sees, in an order that equals don't disturb."""
    seen = [record.number for record in await database.statements.all(scope)]
    return [sorted(map(plain, await database.search.similar(scope, number, limit=100))) for number in seen]


async def list_answers(database: Database, scope: Scope) -> object:
    """Give the answers to a question, in an order that equals don't disturb."""
    answers = await database.search.ask_all(scope, "Where did they meet?", limit=100)
    return [sorted(map(plain, each)) for each in (answers.passages, answers.more, answers.nearest)]


LISTING: dict[str, Callable[[Database, Scope], Awaitable[object]]] = {
    "Statements.all": lambda database, scope: database.statements.all(scope),
    "Statements.all of some words": lambda database, scope: database.statements.all(scope, "marker"),
    "Statements.latest": lambda database, scope: database.statements.latest(scope),
    "Statements.count": lambda database, scope: database.statements.count(scope),
    "Statements.titles": lambda database, scope: database.statements.titles(scope),
    "Search.find": lambda database, scope: database.search.find(scope, "marker*", limit=100),
    "Search.find of the words of others": lambda database, scope: database.search.find(
        scope, "marker0 marker1 marker2"
    ),
    "Search.ask_all": list_answers,
    "Search.similar of each": list_similar,
    "Statements.series of each": list_series,
}
WRITING_FOR_AN_AUDIENCE = {"Statements.add"}
"""Checked by itself: what an added text meets in the store decides its outcome."""


async def fill(database: Database, places: list[Place]) -> list[Added]:
    """Add a text at each place, brief it and show it; workspaces number from apart, so that a number names one."""
    async with database.write() as connection:
        for position, workspace in enumerate(WORKSPACES):
            row = {"name": workspace, "last_number": 1000 * position}
            await connection.execute(insert(schema.workspace), row)
    added = []
    for workspace, audience, which, public in places:
        scope = Scope(workspace, frozenset((WORKSPACE_AUDIENCE, audience)))
        line = f"We met in marker{which}."
        day = NOON.date() + timedelta(days=which)
        each = await add(
            database, line, scope=scope, audience=audience, public=public, title="Talks on markers", day=day
        )
        key = BriefingKey(each.version_id, None, "structure", "5", None, "1.0")
        await database.briefings.put(scope, key, (Choice(0, 1.0, line),))
        shown = Shown(each.record.number, each.version_id, Briefing("structure", (Choice(0, 1.0, line),)))
        await database.conversations.show(scope, audience, shown)
        added.append(each)
    return added


async def tells(answer: Awaitable[object], target: Added) -> bool:
    """Whether an answer is about the target: a conversation of the same name may have something else at hand."""
    try:
        given = await answer
    except (NoSuchStatementError, NoSuchVersionError):
        return False
    return not (given is None or (isinstance(given, Shown) and given.version_id != target.version_id))


def sees(scope: Scope, added: Added) -> bool:
    return added.record.workspace == scope.workspace and added.record.audience in scope.audiences


SCOPES = st.builds(Scope.at, st.sampled_from(WORKSPACES), st.none() | st.sampled_from(CONVERSATIONS))


@given(st.lists(PLACES, min_size=2, max_size=8), SCOPES)
@settings(max_examples=30, deadline=None)
async def test_no_method_answers_for_what_its_scope_does_not_see(
    tmp_path_factory: pytest.TempPathFactory, places: list[Place], scope: Scope
) -> None:
    async with open_database(tmp_path_factory.mktemp("peeping") / "store.sqlite3") as database:
        for target in await fill(database, places):
            if sees(scope, target):
                continue
            for name, call in Peeping(database, scope, target).calls().items():
                assert not await tells(call(), target), name


@given(st.lists(PLACES, min_size=2, max_size=8), SCOPES)
@settings(max_examples=30, deadline=None)
async def test_lists_and_searches_are_as_if_the_rest_were_not_there(
    tmp_path_factory: pytest.TempPathFactory, places: list[Place], scope: Scope
) -> None:
    folder = tmp_path_factory.mktemp("listing")
    async with open_database(folder / "all.sqlite3") as whole, open_database(folder / "seen.sqlite3") as alone:
        await fill(whole, places)
        await fill(alone, [place for place in places if place[0] == scope.workspace and place[1] in scope.audiences])
        for name, listing in LISTING.items():
            assert plain(await listing(whole, scope)) == plain(await listing(alone, scope)), name


def plain(answer: object) -> str:
    """Give an answer without the numbers that depend on what else was stored: of statements and versions."""
    return re.sub(r"\b(number|version_id|id)=\d+|\(\d+, '", "", repr(answer))


@given(st.lists(PLACES, max_size=6), PLACES)
@settings(max_examples=30, deadline=None)
async def test_adding_depends_on_nothing_of_another_audience(
    tmp_path_factory: pytest.TempPathFactory, places: list[Place], place: Place
) -> None:
    workspace, audience, which, public = place
    others = [other for other in places if other[:2] != (workspace, audience)]
    async with open_database(tmp_path_factory.mktemp("adding") / "store.sqlite3") as database:
        *_, added = await fill(database, [*others, (workspace, audience, which, public)])
        assert added.is_new
        assert len(added.record.sources) == 1


async def test_almost_the_same_text_of_another_audience_is_not_even_read(database: Database) -> None:
    text = ("The ministers met in Port Quell on Tuesday.", "They agreed to repair the breakwater.", "Talks go on.")
    left, right = (Scope.at("acme", conversation) for conversation in CONVERSATIONS)
    await add(database, *text, scope=left, audience="left", public=True)
    await add(database, *text, scope=Scope.at("umbrella"), public=True)
    prepared = prepare(document_of(*text[:2]))

    def versions_read(connection: Connection) -> list[int]:
        return find_holders(connection, keys_in("acme", "right", prepared.bands), 100)

    assert await database.store(versions_read) == []
    mirror = await add(database, *text[:2], scope=right, audience="right", public=True)
    assert (mirror.outcome, len(mirror.record.sources)) == (Outcome.NEW_STATEMENT, 1)
    assert await database.store(versions_read) == [mirror.version_id]


async def test_names_of_workspace_and_audience_do_not_run_into_each_other() -> None:
    assert not set(keys_in("ab", "c", (b"band",))) & set(keys_in("a", "bc", (b"band",)))


async def test_a_changed_page_of_another_audience_stays_as_it_is(database: Database) -> None:
    left, right = (Scope.at("acme", conversation) for conversation in CONVERSATIONS)
    await add(database, "We met.", scope=left, audience="left", source=page(SHARED_ADDRESS), public=True)
    changed = await add(database, "We parted.", scope=right, audience="right", source=page(SHARED_ADDRESS), public=True)
    assert changed.is_new
    assert (await database.statements.get(left, 1)).version_ordinal == 1


async def test_an_error_does_not_tell_whether_a_number_is_taken(database: Database) -> None:
    left, right = (Scope.at("acme", conversation) for conversation in CONVERSATIONS)
    await add(database, "We met.", scope=left, audience="left")
    messages = []
    for number in (1, 2):
        with pytest.raises(NoSuchStatementError) as raised:
            await database.statements.forget(right, number, by="bob")
        messages.append(str(raised.value).replace(f"S{number}", "S"))
    assert messages[0] == messages[1]
    with pytest.raises(NotAllowedError):
        await database.statements.forget(left, 1, by="bob")


async def test_no_word_of_another_workspace_is_in_an_answer_or_in_any_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_database(tmp_path / "store.sqlite3") as database:
        scope, elsewhere = (Scope.at(workspace) for workspace in WORKSPACES)
        for text in ("We met in zebraword.", "We met in zebraword again."):
            await add(database, text, scope=elsewhere, public=True, title="Zebraword talks")
        target = await add(database, "We met in anteaterword.", scope=scope, public=True, title="Talks")
        calls = Peeping(database, scope, target).calls()
        calls |= {name: partial(listing, database, scope) for name, listing in LISTING.items()}
        changing = ("Statements.share", "Statements.forget")
        for name in sorted(calls, key=lambda name: name in changing):
            caplog.clear()
            said = repr(await calls[name]()) + caplog.text
            assert "zebraword" not in said.casefold(), name


def repositories(database: Database) -> dict[str, object]:
    """Give everything that a database offers from a module of the store, by the name of its class."""
    offered = [each for name, each in vars(database).items() if not name.startswith("_")]
    return {type(each).__name__: each for each in offered if type(each).__module__.startswith("storage.")}


async def test_every_method_of_every_repository_is_tried_or_is_about_all_for_a_reason(database: Database) -> None:
    methods = {
        f"{name}.{method}"
        for name, repository in repositories(database).items()
        for method, _ in inspect.getmembers(repository, callable)
        if not method.startswith("_")
    }
    assert {"Statements.get", "Inbox.claim", "Jobs.add", "Executors.beat", "Settings.values"} <= methods
    target = await add(database, "We met.")
    audiences = {*Peeping(database, Scope.at("acme"), target).calls(), *LISTING, *WRITING_FOR_AN_AUDIENCE}
    tried = {*audiences, *workspaces.CALLS, *workspaces.CLAIMING, *workspaces.LISTING}
    assert {name.partition(" of ")[0] for name in tried} | set(workspaces.OF_ALL) == methods
    assert not tried & set(workspaces.OF_ALL)
    assert all(workspaces.OF_ALL.values())
