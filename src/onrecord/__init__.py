"""News reports into a cited, dated record."""
