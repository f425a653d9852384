"""Against a server of our own on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from allmende.engines.models.embedding import ModelUnavailable
from allmende.engines.models.openai_embeddings import OpenAIEmbeddings


class FakeServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests = []
        self.answer = None  # bytes in place of a proper answer
        self.status = 200
        self.delay = threading.Event()
        self.delay.set()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: FakeServer

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, self.headers.get("Authorization"), body))
        self.server.delay.wait(5)
        rows = [
            {"index": i, "embedding": [3.0, float(len(t))]} for i, t in enumerate(body["input"])
        ]
        answer = self.server.answer or json.dumps({"data": rows[::-1]}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with FakeServer() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.delay.set()
        running.shutdown()


def test_vectors_come_in_the_order_of_the_texts_and_are_normalised(server):
    vectors = OpenAIEmbeddings(server.url, model="e5").embed_passages(["abcd", ""])
    assert vectors.dtype == np.float32
    assert vectors.tolist() == pytest.approx(np.array([[0.6, 0.8], [1.0, 0.0]]))


def test_the_request_follows_the_protocol(server):
    model = OpenAIEmbeddings(f"{server.url}/v1/", model="e5", key="secret")
    model.embed_questions(["Was kostet das?"])
    assert server.requests == [
        ("/v1/embeddings", "Bearer secret", {"model": "e5", "input": ["Was kostet das?"]})
    ]


def test_many_texts_go_in_several_requests(server):
    vectors = OpenAIEmbeddings(server.url, model="e5").embed_passages(["x"] * 130)
    assert vectors.shape == (130, 2)
    assert [len(body["input"]) for _, _, body in server.requests] == [64, 64, 2]


def test_the_server_is_asked_once_for_the_dimensions(server):
    model = OpenAIEmbeddings(server.url, model="e5")
    assert (model.dimensions, model.dimensions) == (2, 2)
    assert model.embed_passages([]).shape == (0, 2)
    assert len(server.requests) == 1


def test_another_server_is_another_model(server):
    one = OpenAIEmbeddings(server.url, model="e5").name
    other = OpenAIEmbeddings("http://example.org", model="e5").name
    assert one != other


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"data": []}',
        b'{"data": [{"index": 0, "embedding": []}]}',
        b'{"data": [{"index": 0, "embedding": [0, 0]}]}',
        b'{"data": [{"index": 0, "embedding": ["x"]}]}',
        b'{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1]}]}',
    ],
)
def test_a_strange_answer_is_an_absent_model(server, answer):
    server.answer = answer
    with pytest.raises(ModelUnavailable, match="ALLMENDE_EMBEDDING_URL"):
        OpenAIEmbeddings(server.url, model="e5").embed_questions(["?"])


@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_a_refusal_is_an_absent_model(server, status):
    server.status = status
    with pytest.raises(ModelUnavailable, match=str(status)):
        OpenAIEmbeddings(server.url, model="e5").embed_questions(["?"])


def test_a_silent_server_is_an_absent_model(server):
    server.delay.clear()
    with pytest.raises(ModelUnavailable, match="timed out"):
        OpenAIEmbeddings(server.url, model="e5", timeout=0.2).embed_questions(["?"])


def test_nobody_there_is_an_absent_model(server):
    server.shutdown()
    server.server_close()
    with pytest.raises(ModelUnavailable, match="antwortet nicht"):
        OpenAIEmbeddings(server.url, model="e5").embed_questions(["?"])


@pytest.mark.parametrize("url", ["localhost:11434", "file:///etc/passwd", "ftp://x"])
def test_only_web_addresses_are_taken(url):
    with pytest.raises(ValueError, match="http:// oder https://"):
        OpenAIEmbeddings(url, model="e5")
