import csv
import io

import pytest

from allmende.portal.core.exports import csv_response


def read(rows):
    response = csv_response("x.csv", header=["A", "B"], rows=rows)
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_umlauts_quotes_semicolons_and_line_breaks_survive():
    row = ["Größe; Maß", 'sagt "ja"\nund geht']
    assert read([row]) == [["A", "B"], row]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_is_made_text(start):
    assert read([[f"{start}1+1", None]])[1] == [f"'{start}1+1", ""]


def test_a_byte_order_mark_lets_spreadsheets_read_umlauts():
    assert next(iter(csv_response("x.csv", header=["A"], rows=[]))).startswith(b"\xef\xbb\xbf")
