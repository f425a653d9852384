"""The looks of crews: told apart by everybody, on light and dark maps, and the same everywhere."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from django.template import engines

from allmende.portal import tours
from allmende.portal.tours.templatetags.looks import COUNT, look

STATIC = Path(tours.__file__).parent / "static" / "tours"
CSS = (STATIC / "map.css").read_text("utf-8")
LIGHT, DARK = CSS.split("prefers-color-scheme: dark", 1)
BOTH = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
SEEN = {
    "all colours": np.eye(3),
    "protan": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "deutan": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "tritan": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}
APART = 0.1  # distance in Oklab


def colour(scheme: str, name: str) -> np.ndarray:
    """Linear RGB."""
    found = re.search(rf"--{name}: #([0-9a-f]+)[;\s]", scheme)
    assert found, name
    digits = found[1] if len(found[1]) == 6 else "".join(2 * one for one in found[1])
    values = np.array([int(digits[at : at + 2], 16) for at in (0, 2, 4)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted([float(one @ weights), float(other @ weights)])
    return (high + 0.05) / (low + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    cones = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    lab = np.array(
        [[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]]
    )
    return lab @ np.cbrt(cones @ rgb.clip(0))


@BOTH
def test_lines_stand_out_from_the_ground(scheme):
    ground = colour(scheme, "map-ground")
    weak = [n for n in range(COUNT) if contrast(colour(scheme, f"look-{n}"), ground) < 3]

    assert weak == []


@BOTH
def test_numbers_are_readable_on_their_marks(scheme):
    ink = colour(scheme, "look-ink")
    weak = [n for n in range(COUNT) if contrast(colour(scheme, f"look-{n}"), ink) < 4.5]

    assert weak == []


@BOTH
@pytest.mark.parametrize("sight", SEEN)
def test_everybody_tells_any_two_looks_apart(scheme, sight):
    seen = [oklab(SEEN[sight] @ colour(scheme, f"look-{n}")) for n in range(COUNT)]
    near = min(np.linalg.norm(one - other) for one, other in combinations(seen, 2))

    assert near > APART


def test_every_look_has_dashes_of_its_own():
    dashes = re.findall(r"--look-\d-dash: ([\d ]+);", CSS)

    assert len(set(dashes)) == len(dashes) == COUNT


def test_the_script_knows_as_many_looks():
    script = (STATIC / "map_style.js").read_text("utf-8")

    assert f"export const LOOKS = {COUNT};" in script


def test_a_legend_shows_the_look_beside_its_name():
    page = engines["django"].from_string("{% load looks %}{% look 3 %} Nord").render()

    assert 'class="look look-3"' in page
    assert 'aria-hidden="true"' in page
    assert look(COUNT + 3) == look(3)
