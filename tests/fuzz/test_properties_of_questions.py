"""Filters and SQL put together by hypothesis: an answer or a refusal in one line, never anything else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import TARGETS, WORDS, Check

from onrecord.ledger.filters import FIELDS

FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

_VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["NOR", "NOR-SRB", "2023-02-30", "2023-09..", "..", "PS+..CT+", "9999999999", "%_\\", "'; --", "NULL"]
    ),
    st.lists(st.sampled_from(["NOR", "PRK:MIL", "", "x"]), max_size=4).map(",".join),
)
TERMS = st.lists(
    st.builds("{}{}{}".format, st.sampled_from(sorted(FIELDS)), st.sampled_from(["=", "!=", "~"]), _VALUES),
    min_size=1,
    max_size=4,
).map("\n".join)
QUERIES = st.lists(
    st.sampled_from([*WORDS["sql"], "1", "key", "'r0'", ",", "AS x", "count(*)", "LIMIT 3", "NULL", "$1", "?"]),
    max_size=14,
).map(" ".join)


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Check]:
    folder = tmp_path_factory.mktemp("asked")
    return {name: TARGETS[name].prepare(folder) for name in ("filter", "sql", "http")}


@FEW
@given(question=st.integers(0, 20), terms=TERMS)
def test_filters(question: int, terms: str, checks: dict[str, Check]) -> None:
    checks["filter"](bytes([question]) + terms.encode("utf-8", "surrogateescape"))


@FEW
@given(query=QUERIES)
def test_sql(query: str, checks: dict[str, Check]) -> None:
    checks["sql"](f"SELECT {query}".encode())


@FEW
@given(path=st.sampled_from([word for word in WORDS["http"] if word.startswith("/")]), terms=TERMS)
def test_filters_in_an_address(path: str, terms: str, checks: dict[str, Check]) -> None:
    query = "&".join(f"q={term}" for term in terms.split("\n"))
    checks["http"](f"GET {path}?{query}".encode("utf-8", "surrogateescape"))
