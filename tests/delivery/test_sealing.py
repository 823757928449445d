"""Reply addresses are encrypted at rest, with a key that only the owner of the data folder may read."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.delivery.deliveries import ReplyAddress
from bot.delivery.sealing import Seal, load_seal
from bot.errors import StoreError
from tests.delivery.conftest import NOON, Makings, delivery


def test_an_address_is_read_with_the_key_of_the_folder(tmp_path: Path) -> None:
    sealed = load_seal("", tmp_path / "data" / "key").close("https://hooks.example/secret")
    assert "hooks" not in sealed
    assert load_seal("", tmp_path / "data" / "key").open(sealed) == "https://hooks.example/secret"


def test_only_its_owner_may_read_the_key(tmp_path: Path) -> None:
    load_seal("", tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_processes_that_make_the_key_at_once_have_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        seals = list(pool.map(lambda _: load_seal("", tmp_path / "key"), range(8)))
    sealed = seals[0].close("address")
    assert {seal.open(sealed) for seal in seals} == {"address"}


def test_a_key_can_be_replaced(tmp_path: Path) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed = load_seal(old, tmp_path / "key").close("address")
    assert Seal(f"{new}, {old}").open(sealed) == "address"
    assert Seal(new).open(sealed) is None
    assert Seal(old).open(Seal(f"{new},{old}").close("address")) is None
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("keys", ["too short", ",", "ü" * 44])
def test_a_key_that_is_none_is_named(tmp_path: Path, keys: str) -> None:
    with pytest.raises(StoreError, match="key for reply addresses"):
        load_seal(keys, tmp_path / "key")


async def test_no_file_of_the_store_holds_an_address(makings: Makings, tmp_path: Path) -> None:
    address = ReplyAddress("https://hooks.example/secret", NOON + timedelta(minutes=15))
    await makings.outbox().put(delivery("one", reply_to=address))
    files = [path for path in tmp_path.iterdir() if path.is_file()]  # noqa: ASYNC240
    assert files
    assert [path for path in files if b"hooks.example" in path.read_bytes()] == []
