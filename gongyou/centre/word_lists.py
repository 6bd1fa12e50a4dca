"""Which list of codes a page means by a word, and the colour that goes with a state."""

from gongyou.centre import codes

LISTS = {
    "status": codes.STATUSES,
    "route": codes.ROUTES,
    "source": codes.SOURCES,
    "evidence": codes.EVIDENCE_KINDS,
    "holder": codes.HOLDERS,
    "task": codes.TASK_KINDS,
    "hearing": codes.HEARING_KINDS,
    "outcome": codes.OUTCOME_KINDS,
    "payment": codes.PAYMENT_MEANS,
    "deadline": codes.DEADLINE_KINDS,
    "document": codes.DOCUMENT_KINDS,
    "next_step": codes.NEXT_STEPS,
    "channel": codes.CHANNELS,
    "referral": codes.REFERRALS,
    "reading": list(codes.READING_LABELS.items()),
    "consent": codes.CONSENTS,
    "note": codes.NOTE_KINDS,
    "with": codes.NOTE_WITH,
    "stage": codes.STAGES,
    "contact": codes.CONTACT_KINDS,
    "closed_why": codes.CLOSED_WHY,
    "urgency": codes.URGENCIES,
    "run": codes.RUN_STATUSES,
    "roster": codes.ROSTER_STATUSES,
}
TONES = {
    "open": "info",
    "won": "ok",
    "settled": "ok",
    "lost": "bad",
    "withdrawn": "plain",
    "advice": "plain",
    "awarded": "ok",
    "enforcing": "warn",
    "running": "info",
    "done": "ok",
    "failed": "bad",
    "imported": "ok",
}
