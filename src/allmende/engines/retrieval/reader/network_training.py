"""Trains the small network: cross entropy and soft F1 of sentences, and the page's verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.reader import tape
from allmende.engines.retrieval.reader.network import (
    Batch,
    Network,
    Values,
    forward,
    initial,
    member_of,
)
from allmende.engines.retrieval.reader.tape import Node

_EPOCHS, _PAGES, _STEP, _DECAY = 14, 16, 2e-3, 0.02
_DROP, _LONGEST_SLOPE = 0.3, 1.0
_WHOLE_PAGES, _LEFT_OUT = 0.5, 0.1  # augmentation: some pages lose some sentences
_VERDICT_WEIGHT, _F_WEIGHT = 0.2, 0.5


@dataclass(frozen=True)
class Page:
    """One question on one page with its gold."""

    features: Values
    vectors: Values
    question: Values
    gold: NDArray[np.float64]
    weight: float  # of its sentences
    importance: float = 1.0  # of the verdict on the page


def train_network(pages: Sequence[Page], *, seed: int, epochs: int = _EPOCHS) -> Network:
    rng = np.random.default_rng(seed)
    network = _untrained(pages, seed=seed)
    optimiser = _Optimiser(network.parameters, steps=epochs * -(-len(pages) // _PAGES))
    for _ in range(epochs):
        order = rng.permutation(len(pages))
        for start in range(0, len(order), _PAGES):
            chosen = [_thinned(pages[i], rng) for i in order[start : start + _PAGES]]
            optimiser.step(network.parameters, _slopes(network, chosen, rng))
    return network


def _untrained(pages: Sequence[Page], *, seed: int) -> Network:
    features = np.concatenate([page.features for page in pages])
    vectors = np.concatenate([page.vectors for page in pages])
    return Network(
        parameters=initial(features.shape[1], vectors.shape[1], seed=seed),
        centre=vectors.mean(axis=0).astype(np.float32),
        mean=features.mean(axis=0).astype(np.float32),
        spread=(features.std(axis=0) + 1e-3).astype(np.float32),
    )


def _thinned(page: Page, rng: np.random.Generator) -> Page:
    kept = rng.random(len(page.gold)) > _LEFT_OUT
    if rng.random() < _WHOLE_PAGES or kept.sum() < 4:
        return page
    return replace(
        page, features=page.features[kept], vectors=page.vectors[kept], gold=page.gold[kept]
    )


def _slopes(network: Network, pages: Sequence[Page], rng: np.random.Generator) -> dict[str, Values]:
    batch = network.batch(
        np.concatenate([page.features for page in pages]),
        np.concatenate([page.vectors for page in pages]),
        np.stack([page.question for page in pages]),
        tuple(len(page.gold) for page in pages),
    )
    weights = {name: Node(value) for name, value in network.parameters.items()}
    outputs = forward(weights, batch, drop=lambda node: _dropped(node, rng))
    tape.backward(list(zip(outputs, loss_slopes(outputs, batch, pages), strict=True)))
    return {name: node.grad for name, node in weights.items() if node.grad is not None}


def _dropped(node: Node, rng: np.random.Generator) -> Node:
    kept = (rng.random(node.value.shape) > _DROP).astype(np.float32) / np.float32(1 - _DROP)
    return tape.scaled(node, kept)


def loss_slopes(
    outputs: tuple[Node, Node], batch: Batch, pages: Sequence[Page]
) -> tuple[Values, Values]:
    """Slopes of the loss at the logits of sentences and of pages."""
    member = member_of(batch.sizes)
    gold = np.concatenate([page.gold for page in pages])[:, None]
    weight = np.array([page.weight for page in pages])[:, None] / len(pages)
    answers = member @ gold
    chance = _logistic(outputs[0].value)
    entropy = (chance - gold) / (4 * np.sqrt(member.T @ np.array(batch.sizes)[:, None]))
    hits, size = member @ (chance * gold), member @ chance + answers + 1e-6
    fall = 2 * (gold * (member.T @ size) - (member.T @ hits)) / (member.T @ size) ** 2
    fall = fall * (member.T @ (answers > 0)) * chance * (1 - chance)
    sentences = (member.T @ weight) * (entropy - _F_WEIGHT * fall)
    importance = np.array([page.importance for page in pages])[:, None] / len(pages)
    verdict = _VERDICT_WEIGHT * importance * (_logistic(outputs[1].value) - (answers > 0))
    return sentences.astype(np.float32), verdict.astype(np.float32)


def _logistic(logits: Values) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1 / (1 + np.exp(-logits.astype(np.float64)))
    return result


class _Optimiser:
    """Adam with decoupled decay; the step rises for 15 % of the way, then falls to 0."""

    def __init__(self, parameters: dict[str, Values], *, steps: int) -> None:
        self._mean = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._square = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._steps, self._done = steps, 0

    def step(self, parameters: dict[str, Values], slopes: dict[str, Values]) -> None:
        self._done += 1
        rate = _STEP * self._schedule(self._done / self._steps)
        length = float(np.sqrt(sum(float((slope**2).sum()) for slope in slopes.values())))
        scale = min(1.0, _LONGEST_SLOPE / (length + 1e-9))
        for name, slope in slopes.items():
            self._update(parameters[name], name, slope * np.float32(scale), rate)

    def _update(self, value: Values, name: str, slope: Values, rate: float) -> None:
        mean, square = self._mean[name], self._square[name]
        mean += 0.1 * (slope - mean)
        square += 0.001 * (slope**2 - square)
        unbiased = mean / (1 - 0.9**self._done)
        scale = np.sqrt(square / (1 - 0.999**self._done)) + 1e-8
        value -= np.float32(rate) * (unbiased / scale + np.float32(_DECAY) * value)

    @staticmethod
    def _schedule(way: float) -> float:
        rise = 0.15
        if way < rise:
            return 0.5 - 0.46 * float(np.cos(np.pi * way / rise))
        return 0.5 + 0.5 * float(np.cos(np.pi * (way - rise) / (1 - rise)))
