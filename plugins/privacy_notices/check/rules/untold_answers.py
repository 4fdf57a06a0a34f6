"""N1: what Art. 13 and 14 ask to be told once and the notice leaves open. `none` is an answer, a missing key is not."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding


def sources_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say where the data come from.

    Data from elsewhere bring the duties of Art. 14 with them, among them to name the source (Art. 14(2)(f)). Only an
    answer shows which article applies.

    Fails:
        notice: {sources: null}

    Passes:
        notice: {sources: [data-subject]}
    """
    if case.facts.sources is None:
        yield finding(case.at("sources"))


def data_without_source(case: Case) -> Iterator[Finding]:
    """Each source names its data, and some data come from none of them.

    Where the notice tells the source of each category of data, readers take the list to be whole (Art. 14(2)(f)).

    Fails:
        notice: {sources: [{id: data-subject, data: [name]}, {id: trade-register, data: [name]}]}

    Passes:
        notice: {sources: [{id: data-subject, data: [name, email]}, {id: trade-register, data: [name]}]}
    """
    sources = case.facts.sources or ()
    told = {item for source in sources for item in source.data}
    if case.is_from_elsewhere and all(source.data for source in sources):
        for key, purpose in case.purposes:
            for number, item in enumerate(purpose.data):
                if item not in told:
                    yield finding(case.at("purposes", key, "data", number), purpose=key, data=item)


def recipients_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say who receives the data.

    Recipients or categories of recipients are told (Art. 13(1)(e), 14(1)(e)). Processors are recipients too: whoever
    hosts the system, prints the letters or keeps the books (Art. 4(9)).

    Fails:
        notice: {recipients: null}

    Passes:
        notice: {recipients: none}
    """
    if case.facts.recipients is None:
        yield finding(case.at("recipients"))


def transfers_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say whether data leave the European Economic Area.

    Transfers to third countries are told with the ground they rest on (Art. 13(1)(f), 14(1)(f)).

    Fails:
        notice: {transfers: null}

    Passes:
        notice: {transfers: none}
    """
    if case.facts.transfers is None:
        yield finding(case.at("transfers"))


def automated_decisions_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say whether decisions are made by automated means alone.

    Such decisions are told with their logic and consequences (Art. 13(2)(f), 14(2)(g)). Where there are none, saying
    so answers a question that many readers have.

    Fails:
        notice: {automated_decisions: null}

    Passes:
        notice: {automated_decisions: none}
    """
    if case.facts.automated_decisions is None:
        yield finding(case.at("automated_decisions"))


def data_subjects_not_stated(case: Case) -> Iterator[Finding]:
    """The notice does not say whom it concerns.

    No article asks for it, but without it readers cannot see whether the notice is about them (Art. 12(1)).

    Fails:
        notice: {data_subjects: null}

    Passes:
        notice: {data_subjects: [customers]}
    """
    if not case.facts.data_subjects:
        yield finding(case.at("data_subjects"))


def publication_date_missing(case: Case) -> Iterator[Finding]:
    """A published notice has no date of publication.

    Readers must be able to tell which version they read, and the controller what was said when (Art. 5(2), 12(1)).

    Fails:
        notice: {dates: {published: null}}

    Passes:
        notice: {status: draft, dates: {published: null}}
    """
    if case.notice.is_published and case.facts.dates.published is None:
        yield finding(case.at("dates"))


def transfer_copy_not_offered(case: Case) -> Iterator[Finding]:
    """A transfer rests on safeguards, and the notice does not say where to get a copy of them.

    For every safeguard of Art. 46 the notice tells how to obtain a copy or where it can be read (Art. 13(1)(f),
    14(1)(f)).

    Fails:
        notice: {transfers: [{recipient: hosting, countries: [IN], mechanism: scc}]}

    Passes:
        notice: {transfers: [{recipient: hosting, countries: [IN], mechanism: scc, copy_from: privacy}]}
    """
    for position, transfer in enumerate(case.facts.transfers or ()):
        mechanism = case.vocabulary.transfer_mechanisms[transfer.mechanism]
        if mechanism.copy_needed and not (transfer.copy_from or transfer.copy_url):
            yield finding(case.at("transfers", position, "mechanism"), recipient=transfer.recipient)


def cookies_not_stated(case: Case) -> Iterator[Finding]:
    """The notice lists cookie identifiers and says nothing about cookies.

    What is stored on a reader's device is told to the reader. The duty comes from the rules on electronic
    communications, not from Art. 13 and 14.

    Fails:
        notice: {purposes: {orders: {data: [cookies-identifiers]}}}

    Passes:
        notice: {purposes: {orders: {data: [cookies-identifiers]}}, cookies: {url: "https://shop.example/cookies"}}
    """
    used = [key for key, purpose in case.facts.purposes.items() if "cookies-identifiers" in purpose.data]
    told = any(words.texts.cookies for words in case.notice.words.values())
    if used and case.facts.cookies is None and not told:
        yield finding(case.at("purposes", used[0], "data"))
