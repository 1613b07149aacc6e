"""The reading room and the HTTP API: a web page and JSON over one ledger, read-only unless a token is given."""
