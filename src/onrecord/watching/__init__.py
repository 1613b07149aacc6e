"""Feeds, sitemaps and pages watched: new reports go to the ledger, and saved questions are answered by alerts."""

from onrecord.watching.config import WatchPlan, read_plan
from onrecord.watching.notes import Note
from onrecord.watching.watcher import Watcher

__all__ = ["Note", "WatchPlan", "Watcher", "read_plan"]
