"""Imported by the process that workers are forked from, and by nothing else: codes one sentence, then freezes memory.

This module works at import because the fork server knows no other way to have something loaded before it forks.
Objects that stand frozen are never visited by a worker's collector, so their pages are never copied.
"""

from __future__ import annotations

import gc
import signal

import onrecord
from onrecord.versions import installed_versions

__all__: list[str] = []

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while this loads ends it without a word: nobody waits for it

_SENTENCE = "Kenya and Chad signed an agreement in Nairobi on Monday, a government spokesman said."

try:
    installed_versions()
    onrecord.code(_SENTENCE, date="2024-05-01")
except onrecord.OnrecordError:
    pass  # each worker meets it again and tells it where it can be heard
finally:
    gc.collect()
    gc.freeze()
