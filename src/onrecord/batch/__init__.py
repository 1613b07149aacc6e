"""Many reports: coded in order by one process or several, and jobs of any kind run on an engine."""

from onrecord.batch.engines import ENGINES, Engine, EngineName, open_engine
from onrecord.batch.pool import code_in_order
from onrecord.batch.running import run_jobs

__all__ = ["ENGINES", "Engine", "EngineName", "code_in_order", "open_engine", "run_jobs"]
