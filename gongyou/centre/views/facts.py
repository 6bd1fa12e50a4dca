"""Facts of a spell of work: sources side by side, months of pay, events."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou import law
from gongyou.centre import codes
from gongyou.centre.extra_facts import column_of, label_of, rough_days
from gongyou.centre.forms import facts as forms
from gongyou.centre.models import Employment, EvidenceLink, FactEvent, PayRecord
from gongyou.centre.models.employment import fact_columns
from gongyou.centre.queries import facts as queries
from gongyou.centre.services import facts as services
from gongyou.centre.services.claims import compute_claim
from gongyou.centre.views.cases import header
from gongyou.law import schema
from gongyou.ui.public import law_language, render_form
from gongyou.vault.public import Actor, Right, access


def employment_for(actor: Actor, right, pk) -> Employment:
    """One spell with its worker and employer, or 404."""
    return Employment.objects.select_related("worker", "employer", "compartment").get_for(
        actor, right, pk=pk
    )


def spell_header(request, employment, here) -> dict:
    """The head of the case if there is one, else of the spell."""
    case = employment.cases.select_related("worker", "employer").order_by("-opened_on").first()
    context = {
        "employment": employment,
        "lang_law": law_language(),
        "currency": law.load_pack(employment.pack).currency,
    }
    if case:
        return context | header(request, case, here)
    may_write = request.actor.may(Right.WRITE, employment.compartment_id)
    return context | {"here": here, "may_write": may_write, "grievance_codes": []}


@access(Right.READ)
@require_GET
def employment_facts(request, pk):
    """All facts with their sources, months of pay, events."""
    found = employment_for(request.actor, Right.READ, pk)
    context = spell_header(request, found, "facts")
    links = EvidenceLink.objects.filter(evidence__case__employment=found).select_related("evidence")
    proofs: dict = {}
    for link in links:
        proofs.setdefault(f"{link.table}.{link.fact}", []).append(link.evidence)
    months = queries.pay_by_month(found)
    columns = _used_pay_columns(months)
    context |= {
        "lines": queries.fact_lines(found, law_language()),
        "proofs": proofs,
        "sources": [row.source for row in found.facts.all()],
        "spans": _spans(months, columns),
        "pay_columns": columns,
        "events": found.events.all(),
        "own_tables": queries.own_table_pages(found, law_language()),
        "event_form": forms.EventForm(prefix="event") if events_asked(found) else None,
        "pay_form": forms.PayForm(prefix="pay", pack=found.pack) if months_kept(found) else None,
    }
    return render(request, "centre/employment_facts.html", context)


@dataclass
class Span:
    """Months that follow each other in which one source says the same."""

    first: date
    last: date
    source: str
    records: list

    @property
    def record(self):
        """Any of them: they say the same."""
        return self.records[0]


def _spans(months: dict, columns: list[tuple[str, str]]) -> list[Span]:
    """Pay records with equal months as one, the newest first; each can be opened."""
    open_: dict[str, Span] = {}
    found: list[Span] = []
    for month in sorted(months):
        for record in months[month]:
            held = open_.get(record.source)
            if held and _next(held.last) == month and _same(held.record, record, columns):
                held.last = month
                held.records.append(record)
                continue
            open_[record.source] = Span(month, month, record.source, [record])
            found.append(open_[record.source])
    return sorted(found, key=lambda span: span.last, reverse=True)


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _same(one, other, columns: list[tuple[str, str]]) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name, _label in columns)


def months_kept(employment) -> bool:
    """Whether the law of a spell keeps pay by months."""
    return schema.schema_of(employment.pack).monthly


def events_asked(employment) -> bool:
    """Whether the law of a spell asks what happened when."""
    return schema.schema_of(employment.pack).eventful


def _used_pay_columns(months) -> list[tuple[str, str]]:
    records = [record for found in months.values() for record in found]
    lang = law_language()
    return [
        (name, schema.label(name, lang, "pay"))
        for name in fact_columns("pay")
        if name not in ("kind",) and any(getattr(r, name) is not None for r in records)
    ]


def _source_meant(request, opened: str) -> str:
    """The source that was sent, or else the one whose page was opened."""
    sent = request.POST.get("source")
    return sent if sent in dict(codes.SOURCES) else opened


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def facts_source(request, pk, source):
    """All facts as one source gives them."""
    found = employment_for(request.actor, Right.WRITE, pk)
    source = _source_meant(request, source)
    row = found.facts.filter(source=source).first()
    initial = {"source": source}
    if row:
        initial |= {name: getattr(row, name) for name in fact_columns("employment")} | row.more
        initial |= rough_days({"more": row.more})
    form = forms.SourceForm(request.POST or None, initial=initial, pack=found.pack)
    if request.method == "POST" and form.is_valid():
        services.set_facts(
            by=request.actor,
            employment=found,
            source=form.cleaned_data["source"],
            values=form.values,
        )
        return redirect("centre:employment_claim", found.pk)
    context = spell_header(request, found, "facts") | {"form": form, "source": source}
    return render_form(request, "centre/facts_source.html", context)


@access(Right.WRITE)
@require_POST
def fact_none(request, pk):
    """A fact or a kind of event was asked about: there is none."""
    found = employment_for(request.actor, Right.WRITE, pk)
    name = request.POST.get("name", "")
    kinds = {f"events:{code.name}" for code in schema.TABLES["events"].columns["kind"].codes}
    if name not in kinds:
        try:
            column_of(found.pack, "employment", name)
        except KeyError:
            raise Http404 from None
    services.note_none(by=request.actor, employment=found, name=name)
    return redirect("centre:employment_claim", found.pk)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def fact_edit(request, pk, name):
    """One fact from one source; the claim follows at once."""
    found = employment_for(request.actor, Right.WRITE, pk)
    try:
        column = column_of(found.pack, "employment", name)
    except KeyError:
        raise Http404 from None
    source = _source_meant(request, request.GET.get("source", "worker"))
    row = found.facts.filter(source=source).first()
    value = getattr(row, name, None) if row else None
    if row and name in row.more:
        value = row.more[name]
    if row:
        value = rough_days({"more": row.more}).get(name, value)
    initial = {"source": source, "value": value}
    form = forms.OneFactForm(request.POST or None, name=name, pack=found.pack, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_facts(
            by=request.actor,
            employment=found,
            source=form.cleaned_data["source"],
            values={name: form.cleaned_data["value"]},
        )
        return redirect("centre:employment_claim", found.pk)
    context = spell_header(request, found, "facts")
    context |= {"form": form, "label": label_of(column, law_language())}
    return render_form(request, "centre/fact_edit.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def pay_edit(request, pk, record=None):
    """One month of pay, or the same for several months."""
    found = employment_for(request.actor, Right.WRITE, pk)
    if not months_kept(found):
        raise Http404
    initial = _pay_initial(_pay_meant(request, found, record))
    form = forms.PayForm(request.POST or None, prefix="pay", pack=found.pack, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_pay(
            by=request.actor, employment=found, source=form.cleaned_data["source"], rows=form.rows
        )
        return redirect("centre:employment_facts", found.pk)
    context = spell_header(request, found, "facts") | {"form": form}
    return render_form(request, "centre/pay_edit.html", context)


def _pay_meant(request, employment, pk) -> PayRecord | None:
    """The month of pay that is sent, or else the one that was opened."""
    if request.method != "POST":
        return PayRecord.objects.get_for(request.actor, Right.READ, pk=pk) if pk else None
    sent = forms.PayForm(request.POST, prefix="pay", pack=employment.pack)
    sent.full_clean()
    source, month = (sent.cleaned_data.get(name) for name in ("source", "first"))
    return employment.pay.filter(source=source, month=month).first()


def _pay_initial(record: PayRecord | None) -> dict:
    if record is None:
        return {}
    asked = law.load_pack(record.employment.pack).desk.asked("pay")
    values = {name: getattr(record, name) for name in asked if hasattr(record, name)}
    return values | {"source": record.source, "first": record.month}


@access(Right.WRITE)
@require_POST
def pay_remove(request, pk):
    """Take back a month of one source."""
    record = PayRecord.objects.select_related("employment__worker").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    services.remove_pay(by=request.actor, employment=record.employment, record=record)
    return redirect("centre:employment_facts", record.employment_id)


@access(Right.WRITE)
@require_POST
def event_add(request, pk):
    """Add a dated event."""
    found = employment_for(request.actor, Right.WRITE, pk)
    if not events_asked(found):
        raise Http404
    form = forms.EventForm(request.POST, prefix="event")
    if form.is_valid():
        services.add_event(by=request.actor, employment=found, **form.cleaned_data)
        return redirect("centre:employment_facts", found.pk)
    context = spell_header(request, found, "facts") | {"form": form}
    return render(request, "centre/event_add.html", context, status=422)


@access(Right.WRITE)
@require_POST
def event_remove(request, pk):
    """Take back an event."""
    event = FactEvent.objects.select_related("employment__worker").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    services.remove_event(by=request.actor, employment=event.employment, event=event)
    return redirect("centre:employment_facts", event.employment_id)


@access(Right.WRITE)
@require_POST
def claim_compute(request, pk):
    """Compute the claim as of today."""
    found = employment_for(request.actor, Right.WRITE, pk)
    compute_claim(by=request.actor, employment=found)
    return redirect("centre:employment_claim", found.pk)
