"""Settings of a site that make a reader's browser call somebody else. A site about privacy must not do so unsaid.

What stands in finished pages is a matter of the policy (`policy`, P111); this is for what a host can know before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from privacy_notices.faults.diagnostic import Term


class ThirdPartyCall(NamedTuple):
    """One reason for a reader's browser to call somebody else."""

    setting: str
    """The name of the setting, as its file has it: `extra_css`."""
    host: str | Term
    """Who is called."""


def calls_of_addresses(settings: Mapping[str, Iterable[object]]) -> Iterator[ThirdPartyCall]:
    """The addresses of other hosts among those of files that pages load, by name of the setting."""
    for setting, addresses in settings.items():
        for address in map(str, addresses):
            if address.startswith(("http://", "https://", "//")):
                yield ThirdPartyCall(setting, address)
