"""The exceptions of Onrecord: raised for a broken call, file, model or knowledge entry, never for a doubtful report.

Bad text is data: it becomes a :class:`onrecord.records.Problem` in the record.
"""

__all__ = ["InputError", "KnowledgeError", "LedgerError", "ModelError", "OnrecordError", "QueryError"]


class OnrecordError(Exception):
    """Base of everything Onrecord raises; its message says what, where, what was expected and what to do."""


class InputError(OnrecordError):
    """Raised when an input cannot be opened at all, or a call names something that does not exist."""


class KnowledgeError(OnrecordError):
    """Raised when a knowledge file breaks its schema; the message starts with ``file: entry``."""


class LedgerError(OnrecordError):
    """Raised when a ledger cannot be opened, is being written by another process, or cannot be written."""


class ModelError(OnrecordError):
    """Raised when no usable language model is installed, or an installed one is not the one we know."""


class QueryError(OnrecordError):
    """Raised when a question to a ledger is not well put: a filter, a date, an id or SQL that is not a query."""
