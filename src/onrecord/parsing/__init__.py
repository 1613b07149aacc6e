"""Report to Sentences: where prose is cut into blocks, and the one place that knows spaCy."""

from onrecord.parsing.blocks import Block, cut_blocks
from onrecord.parsing.model import ModelInfo, Parser, load_parser

__all__ = ["Block", "ModelInfo", "Parser", "cut_blocks", "load_parser"]
