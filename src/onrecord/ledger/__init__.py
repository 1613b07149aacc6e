"""Many reports, one record: the embedded database, what is added to it and what is asked of it."""

from onrecord.ledger.adding import BATCH, Added, add_reports
from onrecord.ledger.answers import Answer
from onrecord.ledger.asking import Ledger
from onrecord.ledger.brief import BriefLine
from onrecord.ledger.details import Detail
from onrecord.ledger.filters import FIELDS, Field
from onrecord.ledger.judging import judge, withdraw
from onrecord.ledger.linking import event_keys, hash_of_key
from onrecord.ledger.loading import LinkedShard, add_coded, fill_ledger, has_reports, table_schemas
from onrecord.ledger.questions import QUESTIONS, Question, fields_of
from onrecord.ledger.recoding import Change, Recoded, recode
from onrecord.ledger.rows import TABLES_OF_A_CODING, CodedRows, rows_of, unpacked

__all__ = [
    "BATCH",
    "FIELDS",
    "QUESTIONS",
    "TABLES_OF_A_CODING",
    "Added",
    "Answer",
    "BriefLine",
    "Change",
    "CodedRows",
    "Detail",
    "Field",
    "Ledger",
    "LinkedShard",
    "Question",
    "Recoded",
    "add_coded",
    "add_reports",
    "event_keys",
    "fields_of",
    "fill_ledger",
    "has_reports",
    "hash_of_key",
    "judge",
    "recode",
    "rows_of",
    "table_schemas",
    "unpacked",
    "withdraw",
]
