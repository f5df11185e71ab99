"""Long work of two sides in turns of some seconds, so that both see the same machine however busy others keep it.

A side is a process of Python with others it needs (a server). While one side has its turn, all processes of the other
are stopped (SIGSTOP), and its clock stands.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

TURN = 4.0
"""Seconds of a turn."""

Work = Callable[[], object]
Prepare = Callable[..., Work]


class Side:
    """A process that prepares its work (`prepare(*arguments)`, importable, answers the work), waits, and does it when
    its turns come. `others`: ids of the processes it needs, that are stopped with it."""

    def __init__(self, prepare: Prepare, arguments: Sequence[Any], others: Sequence[int] = ()) -> None:
        context = get_context("spawn")
        self.here, there = context.Pipe()
        self.process = context.Process(target=_side, args=(there, prepare, tuple(arguments)), daemon=True)
        self.process.start()
        there.close()
        self.others = others

    def __enter__(self) -> Side:
        self.here.recv()  # prepared; EOFError where that failed
        self._signal(signal.SIGSTOP)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.join()

    def turn(self, seconds: float) -> tuple[float, Any, bool]:
        """Go on for so many seconds, less where the work ends: the seconds taken, its answer, whether it has ended."""
        start = time.perf_counter()
        self._signal(signal.SIGCONT)
        ended = self.here.poll(seconds)
        taken = time.perf_counter() - start
        answer = self.here.recv() if ended else None
        self._signal(signal.SIGSTOP)
        return taken, answer, ended

    def _signal(self, which: signal.Signals) -> None:
        for pid in (self.process.pid, *self.others):
            if pid is not None:
                os.kill(pid, which)


def in_turns(sides: Mapping[str, Side], turn: float = TURN) -> dict[str, tuple[float, Any]]:
    """Let the sides work in turns until all have ended: the seconds each had, and what its work answered."""
    seconds = dict.fromkeys(sides, 0.0)
    answers: dict[str, Any] = {}
    for side in sides.values():
        side.here.send("go")
    while len(answers) < len(sides):
        for name, side in sides.items():
            if name not in answers:
                taken, answer, ended = side.turn(turn)
                seconds[name] += taken
                if ended:
                    answers[name] = answer
    return {name: (seconds[name], answers[name]) for name in sides}


def _side(connection: Connection, prepare: Prepare, arguments: tuple[Any, ...]) -> None:
    work = prepare(*arguments)
    connection.send("ready")
    connection.recv()
    connection.send(work())
