"""Prometheus metrics. Labels carry routes and outcomes, never persons or contents."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter("allmende_requests_total", "Requests", ["method", "route", "status"])
SECONDS = Histogram("allmende_request_seconds", "Seconds a request", ["route"])
ANSWERS = Counter("allmende_answers_total", "Questions by outcome", ["audience", "outcome"])
ANSWER_SECONDS = Histogram(
    "allmende_answer_seconds",
    "Seconds from question to answer",
    buckets=[0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5],
)
