"""Finds the sentences that answer a question, without a language model."""

from allmende.engines.retrieval.reader.model import ReaderModel, TrainedReader, shipped_model
from allmende.engines.retrieval.reader.protocol import Reader

__all__ = ["Reader", "ReaderModel", "TrainedReader", "shipped_model"]
