"""Pages of a preview that are made when a browser asks, and work that several processes share."""

from __future__ import annotations

import functools
import os
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from privacy_notices.hosts.on_demand import OnDemand
from privacy_notices.incremental.workers import WORTH, spread, without_collection


class Host:
    """Serves the files of a folder, as the server of a preview does."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.before: Callable[[], None] = lambda: None
        """What happens between the making of a file and the look for it."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.before()
        path = self.root / environ["PATH_INFO"].encode("latin-1").decode().removeprefix("/base/").rstrip("/")
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            start_response("404 Not Found", [])
            return [b"no such page"]
        start_response("200 OK", [])
        return [file.read_bytes()]


class Site:
    """A folder that files are made in, and how often each was made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.made: list[str] = []
        self.demand = OnDemand()
        self.host = Host(root)
        self.application = self.demand.around(self.host, "/base/")
        self.text = "one"
        self.demand.open(root, self.make)

    def make(self, name: str) -> Mapping[str, bytes]:
        if name == "fi/ä/index.html":
            self.made.append(name)
            return {name: self.text.encode()}
        if name.startswith("fi/search/"):
            self.made.append(name)
            return {"fi/search/index.json": b"{}", "fi/search/terms-0.json": b"[]"}
        return {}

    def get(self, path: str) -> tuple[str, bytes]:
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        environ["PATH_INFO"] = path.encode().decode("latin-1")
        said: list[str] = []
        body = b"".join(self.application(environ, lambda status, *rest: said.append(status) or bytes))
        (status,) = said
        return status, body


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize("path", ["/base/fi/ä/", "/base/fi/ä", "/base/fi/ä/index.html"])
def test_a_page_is_made_when_somebody_asks_and_only_once(site: Site, path: str) -> None:
    assert site.get(path) == ("200 OK", b"one")
    site.get(path)
    assert site.made == ["fi/ä/index.html"]


@pytest.mark.parametrize(
    "path", ["/base/fi/o/", "/other/fi/ä/", "/", "/base/", "/base/../../etc/passwd", "/base/\ufffd"]
)
def test_what_is_no_page_of_the_portal_is_left_to_the_server(site: Site, path: str) -> None:
    assert site.get(path)[0] == "404 Not Found"
    assert site.made == []
    assert list(site.root.rglob("*")) == []


def test_files_that_are_made_together_are_made_once(site: Site) -> None:
    assert site.get("/base/fi/search/terms-0.json") == ("200 OK", b"[]")
    assert site.get("/base/fi/search/index.json") == ("200 OK", b"{}")
    assert site.made == ["fi/search/terms-0.json"]


def test_after_a_build_a_page_is_made_anew(site: Site) -> None:
    site.get("/base/fi/ä/")
    site.demand.close()
    site.text = "two"
    assert site.get("/base/fi/ä/")[1] == b"one", "while it builds, the server decides what to do"
    site.demand.open(site.root, site.make)
    assert site.get("/base/fi/ä/") == ("200 OK", b"two")


def test_a_page_that_a_build_has_swept_away_meanwhile_is_made_again(site: Site) -> None:
    """The server holds a request until a build is complete; by then the folder is another."""

    def build() -> None:
        site.host.before = lambda: None
        site.demand.close()
        (site.root / "fi/ä/index.html").unlink()
        site.text = "two"
        site.demand.open(site.root, site.make)

    site.host.before = build
    assert site.get("/base/fi/ä/") == ("200 OK", b"two")


def test_a_page_that_never_appears_is_not_asked_for_for_ever(site: Site) -> None:
    site.host.root = site.root / "elsewhere"
    assert site.get("/base/fi/ä/")[0] == "404 Not Found"
    assert site.made == ["fi/ä/index.html"]


# --- several processes -------------------------------------------------------------------------------------------------


def alone(test: Callable[[], None]) -> Callable[[], None]:
    """Runs a test in a process of a single thread: work is shared from no other, and a worker of pytest has several."""

    @pytest.mark.site
    @functools.wraps(test)
    def run() -> None:
        with warnings.catch_warnings(action="ignore"):  # Python 3.12 warns of a fork beside other threads
            child = os.fork()
        if child:
            assert os.waitpid(child, 0)[1] == 0, "see what the process has written"
            return
        try:
            test()
        except BaseException:  # noqa: BLE001  no exception leaves the process, or pytest would go on in it
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    return run


@alone
def test_work_is_shared_and_its_results_are_in_the_order_of_the_items() -> None:
    items = list(range(WORTH * 3))
    process = os.getpid()
    found = list(spread(lambda item: (item * item, os.getpid() == process), items))
    assert [square for square, _ in found] == [item * item for item in items]
    one_processor = len(os.sched_getaffinity(0)) == 1
    assert all(is_here for _, is_here in found) == one_processor


def test_little_work_stays_where_it_is() -> None:
    process = os.getpid()
    assert list(spread(lambda item: os.getpid(), range(WORTH - 1))) == [process] * (WORTH - 1)


@alone
def test_a_mistake_in_shared_work_is_raised() -> None:
    def work(item: int) -> int:
        if item == WORTH:
            raise KeyError(item)
        return item

    with pytest.raises(KeyError):
        list(spread(work, range(WORTH * 2)))


@alone
def test_a_worker_that_is_ended_costs_time_and_no_result() -> None:
    """As when the machine has no memory left for it."""
    process = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != process and item == WORTH:
            os._exit(9)
        return item

    assert list(spread(work, range(WORTH * 2))) == list(range(WORTH * 2))


def test_the_collector_works_again_afterwards() -> None:
    import gc

    @without_collection
    def fail() -> None:
        assert not gc.isenabled()
        raise KeyError

    assert gc.isenabled()
    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()
