from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.fetching.addresses import NOT_PUBLIC, is_metadata, is_public

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.15",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2001:200::1",
    "2003::1",
    "2606:2800:220:1:248:1893:25c8:1946",
    "2a00:1450:4001:81b::200e",
    "3ffd::1",
]
NO_ADDRESS = ["", "localhost", "127.1", "0x7f.0.0.1", "010.0.0.1", "fe80::1%eth0", "2606:2800:220:1::1%2", "1.2.3.4 "]


@pytest.mark.parametrize("network", [network for network, _ in NOT_PUBLIC])
def test_no_address_of_the_table_is_public(network: str) -> None:
    block = ip_network(network)
    assert not is_public(str(block[0]))
    assert not is_public(str(block[-1]))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_beside_the_table_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_what_is_no_address_is_not_public_and_counts_as_a_clouds(text: str) -> None:
    assert not is_public(text)
    assert is_metadata(text)


@given(st.ip_addresses(v=4))
def test_an_address_that_the_library_calls_private_is_not_public(address: IPv4Address) -> None:
    assert is_public(str(address)) <= (address.is_global and not address.is_multicast and not address.is_reserved)


@given(st.ip_addresses(v=6))
def test_no_address_outside_the_global_block_is_public(address: IPv6Address) -> None:
    assert is_public(str(address)) <= (int(address) >> 125 == 0b001)


@given(
    st.ip_addresses(v=4),
    st.sampled_from(["::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::", "2001:470:1:2:0:5efe::"]),
)
def test_an_ipv4_address_inside_an_ipv6_address_is_never_public(inside: IPv4Address, prefix: str) -> None:
    assert not is_public(str(IPv6Address(int(IPv6Address(prefix)) | int(inside))))


@given(st.ip_addresses(v=4), st.integers(0, 2**80 - 1))
def test_no_tunnel_to_an_ipv4_address_is_public(inside: IPv4Address, rest: int) -> None:
    assert not is_public(str(IPv6Address(0x2002 << 112 | int(inside) << 80 | rest)))
    assert not is_public(str(IPv6Address(0x2001_0000 << 96 | int(inside) << 64 | rest & 2**64 - 1)))


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fe80::a9fe:a9fe",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2001:0:0:0:0:0:5601:5601",
        "2001:470:1:2:0:5efe:a9fe:a9fe",
    ],
)
def test_where_a_cloud_hands_out_credentials_is_known_in_every_embedding(address: str) -> None:
    assert is_metadata(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.5", "192.168.0.1", "::1", "fd12::1", "93.184.215.14"])
def test_an_inner_address_is_no_clouds(address: str) -> None:
    assert not is_metadata(address)
