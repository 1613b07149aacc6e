"""The formats that ``onrecord export`` knows, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.faces.exports.acled import acled_lines
from onrecord.faces.exports.annotations import annotation_parts
from onrecord.faces.exports.cameo import icews_lines
from onrecord.faces.exports.ftm import ftm_lines, ftm_statement_lines
from onrecord.faces.exports.gdelt import gdelt_lines
from onrecord.faces.exports.geojson import geojson_parts
from onrecord.faces.exports.gexf import gexf_parts
from onrecord.faces.exports.labelstudio import LABEL_CONFIG, labelstudio_parts
from onrecord.faces.exports.page import page_parts
from onrecord.faces.exports.plover import plover_lines
from onrecord.faces.exports.selection import Part, Selection
from onrecord.faces.exports.sqlite import write_sqlite
from onrecord.faces.exports.stix import stix_parts
from onrecord.faces.exports.tables import csv_lines, sipri_lines, write_parquet

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: either ``parts`` come one after another, or ``write`` makes a whole file and counts what it holds.

    ``question`` is what is asked where nothing else is said; ``standard`` names the version of the format; ``beside``
    goes into the manifest.
    """

    meaning: str
    standard: str
    parts: Callable[[Selection], Iterator[Part]] | None = None
    write: Callable[[Selection, Path], dict[str, int]] | None = None
    question: str = "events"
    beside: Mapping[str, str] = field(default_factory=dict)


FORMATS: Mapping[str, Format] = {
    "csv": Format("the answer as a table", "RFC 4180", csv_lines),
    "parquet": Format("the answer as typed columns", "Parquet 2", write=write_parquet),
    "plover-json": Format("PLOVER's fields, one event a line", "PLOVER draft 2.0", plover_lines),
    "cameo": Format("tab file in ICEWS's columns, a line a dyad", "CAMEO 1.1b3", icews_lines),
    "gdelt-like": Format("61 tab columns without a head line", "GDELT events 2.0", gdelt_lines),
    "acled-csv": Format("ACLED's columns with its precision columns", "ACLED codebook 2023", acled_lines),
    "ftm": Format("FollowTheMoney entities, one a line", "FollowTheMoney 4", ftm_lines),
    "ftm-statements": Format("FollowTheMoney statements as CSV", "FollowTheMoney 4", ftm_statement_lines),
    "stix": Format("a bundle for OpenCTI and MISP", "STIX 2.1", stix_parts),
    "geojson": Format("features for QGIS and other maps", "RFC 7946", geojson_parts),
    "gexf": Format("a graph with dated edges for Gephi", "GEXF 1.3", gexf_parts),
    "sqlite": Format("one file for Datasette, with full text", "SQLite 3", write=write_sqlite),
    "web-annotations": Format("the evidence at its characters", "W3C Web Annotation 2017", annotation_parts),
    "labelstudio": Format(
        "tasks to review; back with: onrecord review",
        "Label Studio 1",
        labelstudio_parts,
        beside={"label_config": LABEL_CONFIG},
    ),
    "html": Format("one page that needs nothing else", "HTML 5", page_parts),
    "sipri-like": Format("rows in the columns of SIPRI's register", "SIPRI 2024", sipri_lines, question="transfers"),
}
