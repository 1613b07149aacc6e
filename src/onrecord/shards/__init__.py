"""Reports coded in shards: Parquet files in, Parquet files out, on any engine, taken up again where they were left."""

from onrecord.shards.adding import add_in_shards, code_in_shards, coded_lines
from onrecord.shards.folders import Folder

__all__ = ["Folder", "add_in_shards", "code_in_shards", "coded_lines"]
