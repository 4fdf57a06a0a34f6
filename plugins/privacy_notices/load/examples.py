"""Examples of the loader's faults: for `explain`, the handbook and the tests, which read them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_PLAIN: Final = "title: Customer register\n"

EXAMPLES: Final[Mapping[str, tuple[str, str]]] = {
    "L010": ('title: "Customer\\0register"\n', _PLAIN),
    "L011": ('title: "Customer \\u202Eretsiger"\n', _PLAIN),
    "L012": ('title: "Customer\\u200Bregister"\n', _PLAIN),
    "L013": ('title: "Customer\\uFFFEregister"\n', _PLAIN),
    "L014": ('title: "\\uF0B7 Customer register"\n', _PLAIN),
    "L015": ('title: "Asiakask\\uFFFDynti"\n', "title: Asiakaskäynti\n"),
    "L020": ("title: &register Customer register\n", 'title: "&register Customer register"\n'),
    "L021": ("title: *register\n", 'title: "*register"\n'),
    "L022": ("title: !New customer register\n", 'title: "!New customer register"\n'),
    "L023": ("%YAML 1.1\n---\ntitle: Customer register\n", _PLAIN),
    "L024": (
        "title: Customer register\n---\nsummary: Whom we keep in mind.\n",
        "title: Customer register\nsummary: Whom we keep in mind.\n",
    ),
    "L025": ("title: Customer register\n<<: {summary: Customers}\n", "title: Customer register\nsummary: Customers\n"),
    "L026": ("title: {{ name }}\n", 'title: "{{ name }}"\n'),
    "L027": ("title: Customers\ntitle: Customer register\n", _PLAIN),
    "L028": ("title: Customer register\n: Customers\n", _PLAIN),
    "L029": ("title: " + "[" * 21 + "]" * 21 + "\n", _PLAIN),
    "L031": ("- title: Customer register\n", _PLAIN),
    "L032": ("# To be translated\n", _PLAIN),
    "L033": ("l: [" + "!t a, " * 101 + "]\n", "l: [a, a]\n"),
    "L040": ("title: [a, , b]\n", "title: [a, b]\n"),
    "L041": ("title: Notice: customers\n", 'title: "Notice: customers"\n'),
    "L042": ("title:Customers\nsummary: Whom we keep in mind.\n", "title: Customers\nsummary: Whom we keep in mind.\n"),
    "L043": (
        "title:\u00a0Customers\nsummary: Whom we keep in mind.\n",
        "title: Customers\nsummary: Whom we keep in mind.\n",
    ),
    "L044": ("purposes:\n\tnewsletter: We send news.\n", "purposes:\n  newsletter: We send news.\n"),
    "L045": (
        "purposes:\n    newsletter: We send news.\n  invoices: We send invoices.\n",
        "purposes:\n  newsletter: We send news.\n  invoices: We send invoices.\n",
    ),
    "L046": ("title: Customer\nregister\n", "title: Customer\n  register\n"),
    "L047": ("title: @Mittari\n", 'title: "@Mittari"\n'),
    "L048": ("languages: - fi\n", "languages:\n  - fi\n"),
    "L049": ("title: Customers\n- summary\n", "title: Customers\nsummary: Whom we keep in mind.\n"),
    "L050": ("languages:\n  - fi\n  sv\n", "languages:\n  - fi\n  - sv\n"),
    "L051": (
        'title: "Customers\nsummary: Whom we keep in mind.\n',
        'title: "Customers"\nsummary: Whom we keep in mind.\n',
    ),
    "L052": ('title: "Mittari" customers\n', "title: '\"Mittari\" customers'\n"),
    "L053": ("languages: [fi, sv\nstatus: draft\n", "languages: [fi, sv]\nstatus: draft\n"),
    "L054": ('title: "C:\\users"\n', "title: 'C:\\users'\n"),
    "L055": ("title: Customers #1\n  and others\n", 'title: "Customers #1\n  and others"\n'),
    "L060": ("title: Customers #1\n", 'title: "Customers #1"\nslug: customers  # made from the title\n'),
    "L061": ("title: “Customers”\n", 'title: "Customers"\n'),
    "L062": ("title: Customers\n  - and others\n", "title: |\n  Customers\n\n  - and others\n"),
}
"""By code: a file that has the fault, and the same file put right.

Faults that no page can show have none: a size, an encoding, what stands in no file.
"""
