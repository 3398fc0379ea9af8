"""Who gets which copy of a report, and whose letter is still to be sent."""

from dataclasses import dataclass

from sheets_sync.delivery.letters_that_went import counts
from sheets_sync.mail.delivery import DOUBTFUL, SENT, LetterState
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.planning.report.report_keys import DRAFT, Stage, key_of
from sheets_sync.planning.report.values import Copy
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings

SETTLED = (
    SENT
    | DOUBTFUL
    | {
        LetterState.REFUSED,
        LetterState.SUPPRESSED,
        LetterState.SUPERSEDED,
        LetterState.BOUNCED,
    }
)
"""States of a letter that no other run would send."""


def is_settled(letter: Letter | None, settings: Settings) -> bool:
    """Whether no other run would send it."""
    return letter is not None and letter.state in SETTLED and counts(letter, settings)


@dataclass(frozen=True, slots=True)
class ReportReader:
    """One entry of the lists, and the copy it gets."""

    address: str
    copy: Copy

    def is_inside(self, settings: Settings) -> bool:
        """Whether it may be mailed at all."""
        domain = self.address.rpartition("@")[2].lower()
        return domain in settings.agency.allowed_domains


def readers(settings: Settings, stage: Stage) -> tuple[ReportReader, ...]:
    """Who gets what; a draft is HR's alone. Without a list HR's copy goes to the contact."""
    contact = settings.agency.contact
    hr_list = settings.reports.hr_to or ((contact,) if contact else ())
    hr_readers = tuple(ReportReader(address, "hr") for address in dict.fromkeys(hr_list))
    if stage == DRAFT:
        return hr_readers
    managers = dict.fromkeys(settings.reports.to)
    return (*(ReportReader(address, "manager") for address in managers), *hr_readers)


def list_setting(settings: Settings, copy: Copy) -> str:
    """The setting that names the readers of a copy."""
    if copy == "manager":
        return "reports.to"
    return "reports.hr_to" if settings.reports.hr_to else "agency.contact"


def is_owed(ledger: Ledger, settings: Settings, registry: str, period: str, stage: Stage) -> bool:
    """Whether the letter of some reader who may be mailed is still to be sent."""
    keys = [
        key_of(period, reader.copy, registry, stage, reader.address)
        for reader in readers(settings, stage)
        if reader.is_inside(settings)
    ]
    known = ledger.letters.find(keys)
    return any(not is_settled(known.get(key), settings) for key in keys)
