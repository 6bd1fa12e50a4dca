"""One screen records who came, opens the case and shows the claim."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from gongyou.centre.models import Case, Employer, Intake, Worker

FORM = {
    "received_on": "2015-05-04",
    "channel": "visit",
    "story": "工厂搬走了，没有给补偿。",
    "name": "李小红",
    "phone": "13800138000",
    "employer_name": "广州番禺利得鞋业有限公司",
    "start": "2005-03-01",
    "end": "2015-04-20",
    "end_kind": "unlawful_dismissal",
    "place": "番禺",
    "contract_written": "true",
    "average_wage_12m": "3800",
    "grievances": ["severance", "relocation"],
    "consent": ["keep", "contact"],
    "next_step": "collect_papers",
    "next_step_on": "2015-05-20",
    "with_case": "on",
}


def post(client, people, **values):
    data = FORM | {"compartment": str(people.inside.pk)} | values
    return client.post(reverse("centre:intake_new"), data)


def test_an_intake_opens_a_case_and_leads_to_its_claim(people, client_of):
    answer = post(client_of(people.caseworker), people)
    case = Case.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("centre:case_claim", args=[case.pk])
    # 10 years and 2 months at 3,800 a month: 10.5 months, twice (LCL 47, 87).
    assert case.employment.claims.first().readings["worker"][
        "cn.unlawful_termination"
    ].amount == Decimal("79800.00")
    assert case.employment.place == "440113"
    assert case.worker.reveal(people.caseworker, "name") == "李小红"
    assert set(case.grievances.values_list("code", flat=True)) == {"severance", "relocation"}


def test_the_pages_after_an_intake_show_the_claim(people, client_of):
    client = client_of(people.caseworker)
    claim_page = client.get(post(client, people).url)
    assert "79,800.00" in claim_page.content.decode()
    case = Case.objects.get()
    for name in ("case", "case_timeline", "case_evidence", "case_documents"):
        assert client.get(reverse(f"centre:{name}", args=[case.pk])).status_code == 200


def test_without_consent_nothing_is_kept(people, client_of):
    answer = post(client_of(people.caseworker), people, consent=["contact"])
    assert answer.status_code == 422
    assert not Worker.objects.exists()


def test_the_same_employer_is_not_entered_twice(people, client_of):
    client = client_of(people.caseworker)
    post(client, people)
    post(client, people, employer_name="廣州市番禺區利得鞋業有限公司", name="王五",
         worker_choice="new")  # fmt: skip
    first, second = Case.objects.order_by("created_at")
    assert first.employer == second.employer


def test_the_employer_is_found_while_typing(people, client_of):
    client = client_of(people.caseworker)
    post(client, people)
    for typed in ("利得", "lide", "ldxy", "gzpyldxy", "立得鞋业"):
        answer = client.post(reverse("centre:intake_match_employer"), {"employer_name": typed})
        assert "广州番禺利得鞋业有限公司" in answer.content.decode(), typed


def test_a_usual_month_fills_the_months_of_pay(people, client_of):
    post(
        client_of(people.caseworker),
        people,
        usual_due="3800",
        usual_paid="3800",
        usual_base="2000",
        usual_workday="40",
        unpaid_from="2015-03",
    )
    employment = Case.objects.get().employment
    months = {record.month: record for record in employment.pay.all()}
    assert len(months) == 36
    assert months[date(2015, 2, 1)].paid == Decimal("3800")
    assert months[date(2015, 4, 1)].paid == 0


def test_an_outsider_cannot_read_the_intake(people, client_of):
    post(client_of(people.caseworker), people)
    url = reverse("centre:intake", args=[Intake.objects.get().pk])
    assert client_of(people.caseworker).get(url).status_code == 200
    assert client_of(people.outsider).get(url).status_code == 404
    assert client_of(None).get(url).status_code == 302


def test_a_part_of_a_known_name_is_asked_about_before_a_firm_is_made(people, client_of):
    client = client_of(people.caseworker)
    post(client, people)
    known = Employer.objects.get()
    somebody = {"name": "王五", "phone": "13900139000"}
    asked = post(client, people, employer_name="利得", **somebody)
    assert asked.status_code == 422 and "employer_name" in asked.context["form"].errors
    assert Employer.objects.count() == 1 and Case.objects.count() == 1
    chosen = post(client, people, employer_name="利得", employer_choice=str(known.pk), **somebody)
    assert chosen.status_code == 302 and Employer.objects.count() == 1
    new = {"name": "赵六", "phone": "13700137000", "employer_choice": "new"}
    assert post(client, people, employer_name="利得", **new).status_code == 302
    assert Employer.objects.count() == 2


def test_a_known_name_is_somebody_new_only_when_said_so(people, client_of):
    client = client_of(people.caseworker)
    post(client, people)
    asked = post(client, people, phone="")
    assert asked.status_code == 422 and "name" in asked.context["form"].errors
    assert Worker.objects.count() == 1
    post(client, people, phone="", worker_choice="new")
    assert Worker.objects.count() == 2
    known = Worker.objects.order_by("created_at").first()
    post(client, people, phone="", worker_choice=str(known.pk))
    assert Worker.objects.count() == 2 and known.intakes.count() == 2


def test_each_form_that_is_opened_is_a_draft_of_its_own(people, client_of):
    client = client_of(people.caseworker)
    url = reverse("centre:intake_new")
    first, second = (client.get(url).context["draft"] for _ in range(2))
    assert first != second
    again = client.get(url, {"draft": first.rpartition(".")[2]})
    assert again.context["draft"] == first
    refused = client.post(url, {"draft": first})
    assert refused.context["draft"] == first
    assert client.get(url, {"draft": "../../x"}).context["draft"] not in (first, second)


def test_what_was_begun_is_listed_to_its_writer_alone(people, client_of):
    mine, other = client_of(people.caseworker), client_of(people.coordinator)
    for name, story in (("aaaaaaaaaaaa", "甲的事"), ("bbbbbbbbbbbb", "乙的事")):
        address = reverse("web:draft", args=[f"centre.intake.{name}"])
        sent = mine.post(address, {"story": [story]}, content_type="application/json")
        assert sent.status_code == 204
    asked = {"form": "centre.intake", "hint": "name,story"}
    hints = {one["hint"] for one in mine.get(reverse("web:drafts"), asked).json()}
    assert hints == {"甲的事", "乙的事"}
    assert other.get(reverse("web:drafts"), asked).json() == []
