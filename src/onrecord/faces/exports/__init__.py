"""Exports: coded events as rows and records that other programs of the field read."""

from onrecord.faces.exports.registry import FORMATS, Format
from onrecord.faces.exports.sipri import sipri_rows
from onrecord.faces.exports.writing import manifest_path, write_export

__all__ = ["FORMATS", "Format", "manifest_path", "sipri_rows", "write_export"]
