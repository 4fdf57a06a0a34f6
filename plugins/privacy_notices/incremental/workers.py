"""Work on many things at once, where the machine has more than one processor."""

from __future__ import annotations

import functools
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")

WORTH: Final = 64
"""Items below which starting processes takes longer than it saves."""
MOST: Final = 8
"""Processes, at most: each has its own copy of what it changes in memory."""

_inherited: list[Any] = []
"""What a worker was started with. Empty in every other process."""


def collect_rarely() -> None:
    """Have the garbage collector look less often, from now on.

    A large portal is some million values that all stay until the end: looking for waste among them finds none and takes
    a tenth of the time.
    """
    gc.set_threshold(200_000, 50, 100)


def without_collection(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with the garbage collector at rest while it runs.

    Reading a large portal makes some million values that all stay, among which the collector would look for waste again
    and again, for a third of the time.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return run


def spread(work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """`work` of every item, in their order, each as soon as it is there, so that what is done with it costs no time.

    Workers are forked, so that they see everything there is without its being copied or packed; only results are sent.
    A fork is safe in a process of a single thread, on Linux; anywhere else, and for little work, this is a plain loop.
    """
    processes = min(len(os.sched_getaffinity(0)), MOST) if sys.platform == "linux" else 1
    if processes < 2 or len(items) < WORTH or threading.active_count() > 1:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    share = max(1, len(items) // (processes * 8))
    done = 0
    # Counted references would be written into every page of memory, which would then be copied.
    gc.freeze()
    try:
        with ProcessPoolExecutor(processes, get_context("fork"), _inherited.append, ((work, items),)) as pool:
            for result in pool.map(_one, range(len(items)), chunksize=share):
                yield result
                done += 1
    except (BrokenProcessPool, OSError):
        # No memory for another process, or one was ended.
        yield from map(work, items[done:])
    finally:
        gc.unfreeze()


def _one(position: int) -> Any:
    work, items = _inherited[0]
    return work(items[position])
