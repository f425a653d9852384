import numpy as np
import pytest

from allmende.engines.retrieval.reader import tape
from allmende.engines.retrieval.reader.network import member_of, neighbours
from allmende.engines.retrieval.reader.tape import Node

MEMBER = member_of((3, 2))


def made(value: Node, other: Node) -> Node:
    """Uses every operation once."""
    mixed = tape.beside([tape.relu(value @ other), tape.absolute(value - tape.scaled(value, 3.0))])
    moved = tape.rows(neighbours((3, 2), 1), mixed) + mixed * mixed
    bias = Node(np.array([1.0, 2.0]))
    weights = tape.soft_weights(tape.scaled(value @ Node(np.ones((2, 1))), 0.5), MEMBER)
    return (
        tape.rows(MEMBER, moved * (weights @ Node(np.ones((1, 4))))) @ Node(np.ones((4, 2))) + bias
    )


@pytest.mark.parametrize("place", [(0, 0), (2, 1), (4, 0)])
def test_slopes_agree_with_small_steps(place):
    rng = np.random.default_rng(3)
    start, other = rng.normal(size=(5, 2)), rng.normal(size=(2, 2))
    value = Node(start)
    result = made(value, Node(other))
    tape.backward([(result, np.ones_like(result.value))])
    step = np.zeros_like(start)
    step[place] = 1e-6
    higher = made(Node(start + step), Node(other)).value.sum()
    lower = made(Node(start - step), Node(other)).value.sum()
    assert value.grad is not None
    assert value.grad[place] == pytest.approx((higher - lower) / 2e-6, rel=1e-4)


def test_a_bias_gets_the_sum_of_all_rows():
    bias = Node(np.zeros(2))
    result = Node(np.ones((3, 2))) + bias
    tape.backward([(result, np.ones((3, 2)))])
    assert bias.grad is not None
    assert bias.grad.tolist() == [3, 3]
