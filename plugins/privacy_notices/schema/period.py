"""Lengths of time. No input or output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PERIOD: Final = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(\d{1,4})H)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as ISO 8601 writes it (`P2Y6M`, `P14D`, `PT72H`); at least one part is more than zero."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0

    @classmethod
    def from_iso(cls, text: str) -> Period | None:
        """The period that `text` says, or None when it is not one."""
        match = _PERIOD.fullmatch(text)
        numbers = [int(part or 0) for part in match.groups()] if match else [0]
        return cls(*numbers) if any(numbers) else None

    def to_iso(self) -> str:
        """The period as ISO 8601 writes it, without parts that are zero: the opposite of `from_iso`."""
        parts = ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
        hours = f"T{self.hours}H" if self.hours else ""
        return f"P{''.join(f'{number}{unit}' for number, unit in parts if number)}{hours}"
