"""Files, directories, streams and strings to Reports; what cannot be read comes out as a record that says why."""

from onrecord.reading.inputs import read_inputs
from onrecord.reading.reports import read_text

__all__ = ["read_inputs", "read_text"]
