import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.tours.network.airline import AirlineMatrix
from tests.engines.tours.network.town import at


def test_a_third_more_than_the_crow_flies_at_thirty():
    there = AirlineMatrix().table([at(0, 0), at(3000, 4000)])
    assert there.metres[0, 1] == pytest.approx(1.3 * 5000, rel=1e-3)
    assert there.seconds[0, 1] == pytest.approx(780, abs=2)
    assert there.seconds.dtype == np.int32


@given(st.lists(st.tuples(st.floats(-9000, 9000), st.floats(-9000, 9000)), max_size=6))
def test_symmetric_and_no_detour_is_faster(places):
    seconds = AirlineMatrix().table([at(*place) for place in places]).seconds
    assert (seconds == seconds.T).all()
    assert not seconds.diagonal().any()
    for via in range(len(places)):
        assert (seconds <= seconds[:, via, None] + seconds[None, via]).all()
