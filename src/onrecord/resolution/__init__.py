"""The same incident told several times: within one report, and across reports for the ledger.

``copies`` finds reports that are one text; ``sketches`` keeps what is compared of an event; ``across`` compares two;
``matching`` does so in a large record; ``incidents`` joins many; ``independence`` counts who really stands behind an
incident.
"""

from onrecord.resolution.across import Comparison, block_keys, compare
from onrecord.resolution.contradictions import find_contradictions
from onrecord.resolution.copies import CopyVerdict, Sketch, copy_groups, copy_relation, find_copies, sketch
from onrecord.resolution.incidents import Edge, Incident, PersonJudgement, cluster, compare_candidates, link
from onrecord.resolution.independence import Corroboration, Telling, corroborate
from onrecord.resolution.matching import candidate_keys, cluster_matches, day_window, match_candidates
from onrecord.resolution.sketches import EventSketch, event_sketches
from onrecord.resolution.within import happening_keys, join_incidents

__all__ = [
    "Comparison",
    "CopyVerdict",
    "Corroboration",
    "Edge",
    "EventSketch",
    "Incident",
    "PersonJudgement",
    "Sketch",
    "Telling",
    "block_keys",
    "candidate_keys",
    "cluster",
    "cluster_matches",
    "compare",
    "compare_candidates",
    "copy_groups",
    "copy_relation",
    "corroborate",
    "day_window",
    "event_sketches",
    "find_contradictions",
    "find_copies",
    "happening_keys",
    "join_incidents",
    "link",
    "match_candidates",
    "sketch",
]
