"""What is translated, what is not, and what has become old: states, checks, and the bridges to translators' tools.

From the texts of a portal (`texts`), the memory of what they were translated from (`memory`, `notes`) and their signs
(`consistency`) to where they stand (`standing`) and what the portal makes of it (`judgement`); out to tools (`exchange`,
`po`, `xliff`), in again (`intake`) and into the words files (`yaml_edit`, `annotate`).

Everything here is functions from values to values.
"""
