"""300 people at once against the real server: nobody is booked twice, nobody is lost."""

import pytest

from benchmarks.registration import crowd


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_three_hundred_people_click_at_once(database):
    found = crowd(database)

    assert found["statuses"] == {"302": 300}
    assert found["states"] == ["confirmed"] * 100 + ["waiting"] * 200
    assert found["turns"] == list(range(1, 301))
    assert found["people"] == 300
    assert found["taken"] == 100
    assert sum(found["seated"]) == 100
    assert all(n <= seats for n, seats in zip(found["seated"], found["seats"], strict=True))
