"""The form of an address, anywhere in the world. No input or output."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from privacy_notices.schema.one_line import CountryCode, Line
from privacy_notices.schema.postal import postal_rules
from privacy_notices.schema.refusals import refused
from privacy_notices.schema.shapes import Form, ProperName


class Address(Form):
    """A postal or visiting address; each line may differ by language (`city: {fi: Helsinki, sv: Helsingfors}`).

    The lines are shown in the order that is usual in the country.
    """

    street: ProperName | None = None
    """Street and number."""
    po_box: ProperName | None = None
    """P.O. box, as written in the address: `PL 25`."""
    district: ProperName | None = None
    """Part of the town, where addresses name it (Brazil, Turkey)."""
    postal_code: Line | None = None
    """Post code, in quotes: `"00100"`. Required where every address of the country has one."""
    city: ProperName | None = None
    """Post office or town. Required but for few countries (Singapore, Hong Kong)."""
    region: ProperName | None = None
    """State, province, emirate or prefecture, as written in the address: `NY`."""
    country: CountryCode | None = None
    """ISO 3166-1 alpha-2; the controller's country when left out."""


def fitting(address: Address | None, country: str) -> Address | None:
    """An address that has all that one in its country has. Errors: ValidationError. `country`: when it does not say."""
    where = (address and address.country) or country
    if address is None or not where:
        return address
    rules = postal_rules(where)
    needed = {
        "postal_code": rules.has_postal_code,
        "city": rules.has_city or address.region is None,
    }
    lacking = [name for name, is_needed in needed.items() if is_needed and getattr(address, name) is None]
    if lacking:
        raise ValidationError.from_exception_data(
            "Address", [InitErrorDetails(type=refused("lacks"), loc=(name,), input=None) for name in lacking]
        )
    return address
