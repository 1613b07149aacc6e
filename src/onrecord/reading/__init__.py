"""Files, directories, streams and strings to Reports; what cannot be read comes out as a record that says why."""

from onrecord.reading.inputs import list_files, mark_twin, read_files, read_inputs, read_stream
from onrecord.reading.reports import read_text

__all__ = ["list_files", "mark_twin", "read_files", "read_inputs", "read_stream", "read_text"]
