"""Exports: coded events as rows and records that other programs of the field read."""

from onrecord.faces.exports.sipri import sipri_rows

__all__ = ["sipri_rows"]
