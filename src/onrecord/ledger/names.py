"""Actor ids by what people type: an id ("PRK", "PRK:MIL", "kim-jong-un") or a name ("North Korea")."""

from __future__ import annotations

import re

from onrecord.errors import QueryError
from onrecord.knowledge.actor_names import fold, load_actor_names

__all__ = ["actor_ids_of"]

_ID = re.compile(r"[A-Z][A-Z0-9-]+(:[A-Z]+)?|[a-z0-9]+(-[a-z0-9]+)+")


def actor_ids_of(written: str) -> tuple[str, ...]:
    """The actor ids that a name may mean, on any day; an id means itself.

    Raises:
        QueryError: it is neither an id nor a name we know.

    """
    if _ID.fullmatch(written):
        return (written,)
    names = load_actor_names().names
    found = names.get(fold(written), ())
    ids = tuple(dict.fromkeys(entry.id for entry in found))
    if not ids:
        raise QueryError(f"actor {written!r}: no such name; give an id as the record has it, like PRK or PRK:MIL")
    return ids
