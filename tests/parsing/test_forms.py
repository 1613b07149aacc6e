"""Forms looked up a kind at a time, and words turned into vectors once: what the model's own components would give."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from onrecord.parsing.embedding import remember_words
from onrecord.parsing.forms import COMPONENTS, Forms
from onrecord.parsing.model import MODEL_NAMES

TEXTS = (
    "Chad's army shelled the port of Bosaso on Monday, killing 12 fishermen, residents said.",
    "There's no truce, and there are no talks; let's see whether they gonna meet, an aide said.",
    "The ministers have got to sign it.  Y'all know it ain't over, he wrote.",
    "Rockets hit   the depot; the better-armed rebels weren't beaten but had withdrawn.",
    "\u201cIt is what it is,\u201d she said. Her country\u2019s ships lay off Aden; its crews fled.",
    "GENEVA talks on tanks, shells and mines resume",
)


@pytest.fixture(scope="module")
def whole() -> spacy.language.Language:
    return spacy.load(next(name for name in MODEL_NAMES if spacy.util.is_package(name)), exclude=["ner"])


@pytest.fixture(scope="module")
def lean() -> spacy.language.Language:
    nlp = spacy.load(
        next(name for name in MODEL_NAMES if spacy.util.is_package(name)), exclude=["ner"], disable=COMPONENTS
    )
    remember_words(nlp)
    return nlp


def test_forms_are_those_the_components_write(whole: spacy.language.Language, lean: spacy.language.Language) -> None:
    forms = Forms(lean)
    for _ in range(2):  # the second time from memory
        for text in TEXTS:
            doc = lean(text)
            for token, form in zip(whole(text), forms.of(doc), strict=True):
                if not token.is_space:
                    assert (form.tag, form.pos, form.relation) == (token.tag_, token.pos_, token.dep_)
                if not token.is_space and not token.tag_.startswith("VB"):
                    assert form.lemma == token.lemma_.lower()


def test_the_tree_is_the_same(whole: spacy.language.Language, lean: spacy.language.Language) -> None:
    columns = ["TAG", "HEAD", "SENT_START"]
    for text in TEXTS:
        assert (whole(text).to_array(columns) == lean(text).to_array(columns)).all()


def test_word_vectors_are_the_same_to_the_last_bit(
    whole: spacy.language.Language, lean: spacy.language.Language
) -> None:
    for _ in range(2):
        for one, other in zip(whole.pipe(TEXTS), lean.pipe(TEXTS), strict=True):
            assert np.array_equal(one.tensor, other.tensor)


def test_a_verb_the_model_lemmatises_wrongly_is_mended(lean: spacy.language.Language) -> None:
    doc = lean("They were waging war.")
    assert [form.lemma for form in Forms(lean).of(doc)][2] == "wage"


def test_remembered_vectors_cannot_be_trained(lean: spacy.language.Language) -> None:
    model = lean.get_pipe("tok2vec").model
    with pytest.raises(NotImplementedError, match="for reading only"):
        model.layers[0]([lean.make_doc("Chad")], is_train=True)
