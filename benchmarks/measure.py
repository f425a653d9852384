"""Seconds, memory and what else the machine was doing."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import psutil

MEBIBYTE = 2**20


@dataclass
class Stopwatch:
    """Adds up several stretches, such as those of filling without those of making up text."""

    seconds: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - started


@dataclass
class Latencies:
    seconds: list[float] = field(default_factory=list)

    def milliseconds(self, share: float) -> float:
        return float(np.quantile(self.seconds, share)) * 1000


def latencies[Q, R](ask: Callable[[Q], R], questions: Iterable[Q]) -> tuple[Latencies, list[R]]:
    """One question after the other."""
    measured, answers = Latencies(), []
    for question in questions:
        started = time.perf_counter()
        answers.append(ask(question))
        measured.seconds.append(time.perf_counter() - started)
    return measured, answers


def resident(pid: int | None = None) -> float:
    """Mebibytes of a process in memory."""
    return float(psutil.Process(pid).memory_info().rss) / MEBIBYTE


def resident_of_family(pid: int) -> float:
    """Mebibytes of a process and its children, pages that they share counted once."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(process.memory_full_info().pss for process in family) / MEBIBYTE


def processor(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def processor_of_family(pid: int) -> float:
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(processor(process.pid) for process in family)


def load() -> str:
    one, five, _ = os.getloadavg()
    return f"Last {one:.1f} (1 min) und {five:.1f} (5 min) auf {os.cpu_count()} Kernen"
