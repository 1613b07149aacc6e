"""Data files (TOML, CSV) and their checked loaders; no word list lives in Python."""
