"""Which IP addresses belong to the public internet; all others are the machine's or its owner's own.

Source: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and later), checked 2026-11-24.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

__all__ = ["why_not_public"]

_CLOSED = tuple(
    (ip_network(network), name)
    for network, name in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4 in IPv6"),
        ("::/96", "IPv4 in IPv6"),
        ("64:ff9b::/96", "IPv4 by NAT64"),
        ("64:ff9b:1::/48", "IPv4 by NAT64"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "IPv4 by 6to4"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GIVEN_OUT = ip_network("2000::/3")  # all that IPv6 has given out as global unicast


def why_not_public(written: str) -> str | None:
    """What an address is instead of public ("loopback"), or ``None`` for a public one.

    An address with a zone ("fe80::1%eth0") is never public.

    Raises:
        ValueError: it is no IP address.

    """
    address = ip_address(written)
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return "bound to one link"
    for network, name in _CLOSED:
        if address.version == network.version and address in network:
            return name
    return _by_rule(address)


def _by_rule(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv6Address) and address not in _GIVEN_OUT:
        return "reserved"
    return None if address.is_global and not address.is_multicast else "reserved"
