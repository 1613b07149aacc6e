"""What `import onrecord` offers, and what it must not cost."""

from __future__ import annotations

import subprocess
import sys
from typing import get_type_hints

import onrecord
from onrecord import document, errors, explanation, records, writing

HEAVY = ("spacy", "numpy", "pydantic", "rich", "typer", "onrecord.pipeline", "onrecord.document")


def test_the_public_names_are_these() -> None:
    assert onrecord.__all__ == [
        "Added",
        "Answer",
        "BriefLine",
        "Change",
        "CodedReport",
        "Detail",
        "Event",
        "EventTransfer",
        "Explanation",
        "InputError",
        "KnowledgeError",
        "Ledger",
        "LedgerError",
        "ModelError",
        "OnrecordError",
        "Problem",
        "QueryError",
        "Recoded",
        "Report",
        "Unreadable",
        "__version__",
        "add_in_shards",
        "add_reports",
        "code",
        "code_reports",
        "explain",
        "judge",
        "read_inputs",
        "read_text",
        "recode",
        "schema",
        "to_json",
        "withdraw",
    ]


def test_every_public_name_is_there_and_documented() -> None:
    for name in onrecord.__all__:
        value = getattr(onrecord, name)
        assert name == "__version__" or value.__doc__, name
    assert set(onrecord.__all__) <= set(dir(onrecord))


def test_modules_offer_what_they_list_and_list_it_sorted() -> None:
    for module in (document, errors, explanation, writing, records):
        assert all(hasattr(module, name) for name in module.__all__), module.__name__
        assert len(set(module.__all__)) == len(module.__all__), module.__name__


def test_a_name_that_is_not_there_is_told_like_in_any_module() -> None:
    assert not hasattr(onrecord, "codes")


def test_the_public_functions_are_typed() -> None:
    for name in ("to_json_line", "json_schema", "empty_record"):
        assert "return" in get_type_hints(getattr(writing, name), vars(records) | vars(writing)), name


def test_importing_onrecord_loads_nothing_heavy() -> None:
    program = f"import sys, onrecord; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_no_model_library() -> None:
    program = (
        "import sys\nfrom onrecord.faces.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('spacy', 'numpy', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
