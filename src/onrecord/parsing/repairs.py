"""Trees that no English sentence has, put right: the few misreadings that recur and can be told by their shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Tree", "repaired"]


@dataclass(frozen=True, slots=True)
class Tree:
    """Part of speech, relation and head of each token; the root is its own head."""

    poses: tuple[str, ...]
    relations: tuple[str, ...]
    heads: tuple[int, ...]


def repaired(tags: Sequence[str], tree: Tree) -> Tree:
    """The tree with its known misreadings put right; the same one where there are none."""
    if "CD" not in tags and "JJ" not in tags:
        return tree
    poses, relations, heads = list(tree.poses), list(tree.relations), list(tree.heads)
    for token in range(len(tags) - 1):
        if tags[token] == "CD" and tags[token + 1] == "VBN":
            _count_through_participle(token, poses, relations, heads)
        elif tags[token] == "NNP" and tags[token + 1] == "JJ":
            _part_name_from_adjective(token, relations, heads)
        elif relations[token] == "npadvmod" and tags[token + 1] == "JJ":
            _give_what_is_free(token, relations, heads)
    return Tree(tuple(poses), tuple(relations), tuple(heads))


def _count_through_participle(number: int, poses: list[str], relations: list[str], heads: list[int]) -> None:
    """As in "gave 20 *mothballed* tanks": a participle joined to a verb by nothing is no second verb."""
    participle, verb = number + 1, heads[number]
    if relations[number] != "dobj" or relations[participle] != "conj" or heads[participle] not in (verb, number):
        return
    nouns = [t for t in range(participle + 1, len(heads)) if heads[t] == participle and relations[t] == "dobj"]
    if not nouns:
        return
    noun = nouns[0]
    for token in range(noun + 1, len(heads)):
        if heads[token] == participle:
            heads[token] = verb
    heads[noun], relations[noun] = verb, "dobj"
    heads[number], relations[number] = noun, "nummod"
    heads[participle], relations[participle], poses[participle] = noun, "amod", "ADJ"


def _part_name_from_adjective(name: int, relations: list[str], heads: list[int]) -> None:
    """As in "sent to *Chad* free of charge": the name is where it is sent, the adjective tells how."""
    adjective, preposition = name + 1, heads[name + 1]
    if relations[name] != "compound" or heads[name] != adjective or relations[adjective] != "pobj":
        return
    heads[name], relations[name] = preposition, "pobj"
    heads[adjective], relations[adjective] = heads[preposition], "advcl"


def _give_what_is_free(noun: int, relations: list[str], heads: list[int]) -> None:
    """As in "gave Chad 20 *tanks* free of charge": what is given, not how free it is."""
    adjective, verb = noun + 1, heads[noun + 1]
    of_verb = {relations[t] for t in range(len(heads)) if heads[t] == verb and t != verb}
    if heads[noun] == adjective and relations[adjective] == "advcl" and "dative" in of_verb and "dobj" not in of_verb:
        heads[noun], relations[noun] = verb, "dobj"
