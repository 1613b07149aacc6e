"""Answers as Arrow, pandas and Polars; the notebook of docs/ prints what it shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import onrecord

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "analyst.ipynb"
QUESTIONS = ("events", "claims", "transfers", "findings", "incidents", "timeline", "tellings", "sources")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[onrecord.Ledger]:
    path = tmp_path_factory.mktemp("frames") / "onrecord.ledger"
    onrecord.add_reports(path, onrecord.read_inputs([ROOT / "examples" / "first-hour" / "reports.jsonl"]))
    with onrecord.Ledger(path) as opened:
        yield opened


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_is_three_kinds_of_table(question: str, ledger: onrecord.Ledger) -> None:
    answer = ledger.ask(question)
    rows = list(answer)
    table, frame, polars = answer.to_arrow(), answer.to_pandas(), answer.to_polars()
    assert isinstance(table, pa.Table)
    assert isinstance(frame, pd.DataFrame)
    assert isinstance(polars, pl.DataFrame)
    assert len(rows) == table.num_rows == len(frame) == polars.height > 0
    assert list(answer.columns) == table.column_names == list(frame.columns) == polars.columns
    assert table.to_pylist() == polars.to_dicts() == rows


def test_days_and_lists_keep_their_types(ledger: onrecord.Ledger) -> None:
    answer = ledger.transfers("supplier=PRK", "stage=delivered", "certainty=CT+")
    polars = answer.to_polars()
    assert polars.schema["day"] == pl.Date
    assert polars.schema["supplier"] == pl.List(pl.String)
    assert polars["day"].to_list() == [datetime.date(2023, 9, 1)] * 3
    frame = answer.to_pandas()
    assert [list(value) for value in frame["supplier"]] == [["PRK"]] * 3
    assert list(frame["independent"]) == [1, 1, 1]


def test_an_empty_answer_keeps_its_columns(ledger: onrecord.Ledger) -> None:
    answer = ledger.events("actor=TUV")
    assert answer.to_pandas().empty
    assert answer.to_polars().columns == list(ledger.events().columns)


def _printed(cells: list[Any]) -> list[str]:
    """What the cells print, as plain text."""
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    return [output["text"] if "text" in output else output["data"]["text/plain"] for output in outputs]


def test_the_notebook_prints_what_it_shows() -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    kernels = pytest.importorskip("jupyter_client.kernelspec")
    if "python3" not in kernels.KernelSpecManager().find_kernel_specs():
        pytest.skip("no Jupyter kernel python3 is installed")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    shown = _printed(notebook.cells)
    resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    assert _printed(notebook.cells) == shown
    assert str(Path.home()) not in NOTEBOOK.read_text("utf-8")
