"""Misread trees that can be told by their shape: counted participles, names before adjectives."""

from __future__ import annotations

import pytest

from onrecord.parsing.repairs import Tree, repaired

# "hand 80 mothballed tanks to Mali": the participle read as a second verb.
TAGS = ("VB", "CD", "VBN", "NNS", "IN", "NNP")
POSES = ("VERB", "NUM", "VERB", "NOUN", "ADP", "PROPN")
MISREAD = Tree(POSES, ("ROOT", "dobj", "conj", "dobj", "prep", "pobj"), (0, 0, 0, 2, 2, 4))


def test_a_counted_participle_is_no_second_verb() -> None:
    tree = repaired(TAGS, MISREAD)
    assert tree.heads == (0, 3, 3, 0, 0, 4)
    assert tree.relations == ("ROOT", "nummod", "amod", "dobj", "prep", "pobj")
    assert tree.poses[2] == "ADJ"


@pytest.mark.parametrize(
    ("tags", "tree"),
    [
        # "sold 80 and delivered tanks": a conjunction joins the verbs.
        (
            ("VBD", "CD", "CC", "VBN", "NNS"),
            Tree(("VERB",) * 5, ("ROOT", "dobj", "cc", "conj", "dobj"), (0, 0, 0, 0, 3)),
        ),
        # "of 80 promised": no arms after the participle.
        (("VB", "CD", "VBN"), Tree(("VERB", "NUM", "VERB"), ("ROOT", "dobj", "conj"), (0, 0, 0))),
    ],
)
def test_other_trees_stay_as_they_are(tags: tuple[str, ...], tree: Tree) -> None:
    assert repaired(tags, tree) == tree


def test_what_is_given_free_is_given() -> None:
    # "gave Mali tanks free"
    tree = Tree(("VERB", "PROPN", "NOUN", "ADJ"), ("ROOT", "dative", "npadvmod", "advcl"), (0, 0, 3, 0))
    assert repaired(("VBD", "NNP", "NNS", "JJ"), tree).heads == (0, 0, 0, 0)
    aged = Tree(("VERB", "PROPN", "NOUN", "ADJ"), ("ROOT", "nsubj", "npadvmod", "advcl"), (0, 0, 3, 0))
    assert repaired(("VBD", "NNP", "NNS", "JJ"), aged) == aged


def test_a_name_before_an_adjective_is_where_the_goods_go() -> None:
    # "sent to Mali free"
    tree = Tree(("VERB", "ADP", "PROPN", "ADJ"), ("ROOT", "prep", "compound", "pobj"), (0, 0, 3, 1))
    found = repaired(("VBD", "IN", "NNP", "JJ"), tree)
    assert found.heads == (0, 0, 1, 0)
    assert found.relations == ("ROOT", "prep", "pobj", "advcl")
