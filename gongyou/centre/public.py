"""What other rooms may import from the centre."""

from gongyou.centre import codes, grievances, places
from gongyou.centre.amounts import employers_papers_of
from gongyou.centre.chronicles import Chronicle, Entry, offer_chronicles, offered_chronicles
from gongyou.centre.claim_store import LASTING, MAIN
from gongyou.centre.counted import (
    Column,
    Counted,
    CountedTable,
    counted_table,
    counted_tables,
    table_of,
)
from gongyou.centre.documents import make as documents
from gongyou.centre.documents import parted
from gongyou.centre.documents.context import commission
from gongyou.centre.extra_facts import more_of
from gongyou.centre.laws import laws
from gongyou.centre.models import (
    Case,
    CaseGrievance,
    ClaimLine,
    ClaimVersion,
    Consent,
    Deadline,
    DocumentRun,
    Employer,
    Employment,
    EmploymentFacts,
    Evidence,
    FactEvent,
    Hearing,
    Intake,
    Outcome,
    Payment,
    PayRecord,
    Roster,
    Task,
    Worker,
    Worksite,
)
from gongyou.centre.models.withdrawal import Withdrawable
from gongyou.centre.names import closest, name_key, person_key, pinyin_key, simplify
from gongyou.centre.queries.claims import claim_page
from gongyou.centre.queries.consent import agreed, not_asked, not_refused, refused, verdicts
from gongyou.centre.queries.facts import as_facts, facts_of, resolve, rows_of, tables_of
from gongyou.centre.queries.particulars import letterhead_of
from gongyou.centre.queries.people import family, match_employers
from gongyou.centre.roster.services import import_roster, upload_roster
from gongyou.centre.services.cases import (
    add_deadline,
    add_hearing,
    add_task,
    change_case,
    finish_deadline,
    finish_task,
    open_case,
    record_outcome,
    record_payment,
)
from gongyou.centre.services.claim_days import refresh_case
from gongyou.centre.services.claims import bring_claims, compute_claim, compute_claims
from gongyou.centre.services.consent import record_consent
from gongyou.centre.services.days_to_keep import keep_day
from gongyou.centre.services.facts import add_event, remove_event, set_facts, set_pay
from gongyou.centre.services.intake import Recorded, record_intake
from gongyou.centre.services.people import (
    add_employer,
    add_employment,
    add_worker,
    add_worksite,
    change_employer,
    change_worker,
    employer_in,
)
from gongyou.centre.services.shown import person_id, shown_of
from gongyou.centre.short_forms import ShortForm, ShortQuestion, short_forms

__all__ = [
    "LASTING",
    "MAIN",
    "Case",
    "CaseGrievance",
    "Chronicle",
    "ClaimLine",
    "ClaimVersion",
    "Column",
    "Consent",
    "Counted",
    "CountedTable",
    "Deadline",
    "DocumentRun",
    "Employer",
    "Employment",
    "EmploymentFacts",
    "Entry",
    "Evidence",
    "FactEvent",
    "Hearing",
    "Intake",
    "Outcome",
    "PayRecord",
    "Payment",
    "Recorded",
    "Roster",
    "ShortForm",
    "ShortQuestion",
    "Task",
    "Withdrawable",
    "Worker",
    "Worksite",
    "add_deadline",
    "add_employer",
    "add_employment",
    "add_event",
    "add_hearing",
    "add_task",
    "add_worker",
    "add_worksite",
    "agreed",
    "as_facts",
    "bring_claims",
    "change_case",
    "change_employer",
    "change_worker",
    "claim_page",
    "closest",
    "codes",
    "commission",
    "compute_claim",
    "compute_claims",
    "counted_table",
    "counted_tables",
    "documents",
    "employer_in",
    "employers_papers_of",
    "facts_of",
    "family",
    "finish_deadline",
    "finish_task",
    "grievances",
    "import_roster",
    "keep_day",
    "laws",
    "letterhead_of",
    "match_employers",
    "more_of",
    "name_key",
    "not_asked",
    "not_refused",
    "offer_chronicles",
    "offered_chronicles",
    "open_case",
    "parted",
    "person_id",
    "person_key",
    "pinyin_key",
    "places",
    "record_consent",
    "record_intake",
    "record_outcome",
    "record_payment",
    "refresh_case",
    "refused",
    "remove_event",
    "resolve",
    "rows_of",
    "set_facts",
    "set_pay",
    "short_forms",
    "shown_of",
    "simplify",
    "table_of",
    "tables_of",
    "upload_roster",
    "verdicts",
]
