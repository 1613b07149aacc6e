"""Pages of other people's servers, fetched safely and politely; nothing here raises for what a server does."""

from onrecord.fetching.courtesy import Courtesy, HostState
from onrecord.fetching.fetcher import Fetcher, FetchPolicy
from onrecord.fetching.results import Fetched, FetchLimits, FetchProblem, Validators
from onrecord.fetching.targets import allowed_name
from onrecord.fetching.unpacking import unpack_gzip

__all__ = [
    "Courtesy",
    "FetchLimits",
    "FetchPolicy",
    "FetchProblem",
    "Fetched",
    "Fetcher",
    "HostState",
    "Validators",
    "allowed_name",
    "unpack_gzip",
]
