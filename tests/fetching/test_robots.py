"""robots.txt: groups, patterns, the longest rule."""

from __future__ import annotations

import time

import pytest

from onrecord.fetching.robots import parse_robots


def allows(text: str, path: str) -> bool:
    return parse_robots(text.encode(), "onrecord").allows(path)


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("Disallow: /", "/a", False),
        ("Disallow:", "/a", True),
        ("Disallow: /a", "/abc", False),
        ("Disallow: /a/", "/a", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?z", True),
        ("Disallow: /*/print", "/a/b/print", False),
        ("Disallow: /a*b*c", "/a1b2c3", False),
        ("Disallow: /a*b*c", "/a1c2b3", True),
        ("Disallow: /fish$", "/fish", False),
        ("Disallow: /fish$", "/fishes", True),
        ("Disallow: /?q=", "/?q=1", False),
        ("Disallow: /%7Ejo", "/~jo/x", False),
        ("Disallow: /caf\u00e9", "/caf%C3%A9", False),
        ("disallow : /a  # a comment", "/a", False),
        ("Disallow: /robots.txt", "/robots.txt", True),
        ("Nonsense: /a\nDisallow /b", "/b", True),
        ("Disallow: *secret", "/a/secret", False),
        ("Disallow: /a*$", "/abc", False),
    ],
)
def test_rules(rules: str, path: str, *, expected: bool) -> None:
    assert allows(f"User-agent: *\n{rules}\n", path) is expected


def test_our_own_group_comes_before_everybody_s() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: OnRecord/1.0\nDisallow: /a\n"
    assert allows(text, "/b")
    assert not allows(text, "/a")


def test_groups_of_one_name_are_one() -> None:
    text = "User-agent: onrecord\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: onrecord\nDisallow: /b\n"
    assert not allows(text, "/a")
    assert not allows(text, "/b")
    assert allows(text, "/c")


def test_one_group_may_have_several_names() -> None:
    assert not allows("User-agent: x\nUser-agent: onrecord\nDisallow: /a\n", "/a")


def test_rules_before_any_name_are_nobody_s() -> None:
    assert allows("Disallow: /\nUser-agent: x\nDisallow: /\n", "/a")


def test_a_hostile_file_costs_little_time() -> None:
    text = "User-agent: *\n" + "Disallow: /" + "*a" * 2000 + "b$\n" + "Disallow: /" + "*" * 5000 + "x\n"
    start = time.process_time()
    assert allows(text, "/" + "a" * 4000)
    assert time.process_time() - start < 1
