"""Sessions: heads and cards are counted apart, and no card can be turned into a person."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from gongyou.centre.public import ShortForm, ShortQuestion
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import Session, TokenBatch, TokenUse
from gongyou.outreach.services import sessions as acts
from gongyou.surveys.models import Form, FormVersion
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.services.forms import create_survey
from gongyou.vault.public import merge_kind_of


@pytest.fixture
def held(people):
    session = acts.plan_session(
        by=people.caseworker,
        compartment=people.inside,
        on=date(2026, 11, 20),
        half="night",
        language="zh-hans",
        topics=["overtime"],
        place="441900",
    )
    acts.hold_session(by=people.caseworker, session=session)
    return session


def use(people, session, texts, part="before", right=3):
    for text in texts:
        acts.use_card(by=people.caseworker, session=session, text=text, part=part, right=right)


def test_thirty_heads_and_twenty_two_cards_are_thirty_people(people, held):
    cards = acts.print_cards(by=people.caseworker, session=held, count=24)
    use(people, held, cards[:22])
    acts.count_heads(by=people.caseworker, session=held, heads=30)
    acts.close_session(by=people.caseworker, session=held)
    held.refresh_from_db()
    assert (held.heads, held.cards_used) == (30, 22)


def test_after_closing_nothing_is_left_of_a_card(people, held):
    cards = acts.print_cards(by=people.caseworker, session=held, count=12)
    use(people, held, cards)
    acts.close_session(by=people.caseworker, session=held)
    assert not TokenUse.objects.exists()
    assert not TokenBatch.objects.exists()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                assert not [card for card in cards if card in str(row)], table


def test_cards_are_in_no_journal_and_no_archive(people, held):
    from gongyou.vault.journal.models import Entry

    before = Entry.objects.count()
    cards = acts.print_cards(by=people.caseworker, session=held, count=3)
    assert Entry.objects.count() == before + 1
    use(people, held, cards)
    assert Entry.objects.count() == before + 1  # using a card writes nothing down
    for model in (TokenBatch, TokenUse):
        assert merge_kind_of(model) == "secret"
        assert model.in_no_archive


def test_a_card_counts_once_each_time_and_only_for_its_session(people, held):
    first, second = acts.print_cards(by=people.caseworker, session=held, count=2)
    use(people, held, [first])
    with pytest.raises(OutreachError, match="card_used"):
        use(people, held, [first])
    use(people, held, [first], part="after", right=5)
    with pytest.raises(OutreachError, match="no_card"):
        use(people, held, ["AAAAAA"])
    other = acts.plan_session(
        by=people.caseworker, compartment=people.inside, on=date(2026, 11, 21), half="am",
        language="en", topics=[],
    )  # fmt: skip
    with pytest.raises(OutreachError):
        use(people, other, [second])


def test_the_change_is_shown_from_ten_pairs_up():
    assert acts.change_of([(2, 5)] * 9) == {}
    assert acts.change_of([(2, None)] * 20) == {}
    made = acts.change_of([(2, 5), (3, 4)] * 5)
    assert (made["pairs"], made["mean"]) == (10, "2.0")


def test_a_closed_session_takes_nothing_more(people, held):
    cards = acts.print_cards(by=people.caseworker, session=held, count=1)
    acts.close_session(by=people.caseworker, session=held)
    for act in (
        lambda: use(people, held, cards),
        lambda: acts.count_heads(by=people.caseworker, session=held, heads=3),
        lambda: acts.print_cards(by=people.caseworker, session=held, count=1),
        lambda: acts.close_session(by=people.caseworker, session=held),
    ):
        with pytest.raises(OutreachError):
            act()


def test_cards_have_no_letters_that_look_alike(people, held):
    cards = acts.print_cards(by=people.caseworker, session=held, count=200)
    assert len(set(cards)) == 200
    assert not set("".join(cards)) & set("0O1IL5S8B2Z")


def test_pages_are_for_those_inside(people, held, client_of):
    page = reverse("outreach:session", args=[held.pk])
    assert client_of(people.caseworker).get(page).status_code == 200
    assert client_of(people.outsider).get(page).status_code == 404
    outside = client_of(people.outsider)
    for name, args in (("session_cards", []), ("session_card", []), ("session_act", ["close"])):
        address = reverse(f"outreach:{name}", args=[held.pk, *args])
        assert outside.post(address, {"count": 1}).status_code == 404
        assert client_of(people.caseworker).get(address).status_code == 405
    assert client_of(people.researcher).post(page, {"heads": 3}).status_code == 404


def test_a_session_is_planned_and_counted_on_its_pages(people, client_of):
    client = client_of(people.caseworker)
    told = {
        "compartment": str(people.inside.pk), "on": "2026-12-01", "half": "pm",
        "language": "zh-hans", "topics": ["unpaid"], "expected": "20",
    }  # fmt: skip
    assert client.post(reverse("outreach:sessions"), told | {"on": "soon"}).status_code == 422
    assert not Session.objects.exists()
    assert client.post(reverse("outreach:sessions"), told).status_code == 302
    session = Session.objects.get()
    client.post(reverse("outreach:session_act", args=[session.pk, "hold"]))
    page = reverse("outreach:session", args=[session.pk])
    assert client.post(page, {"heads": "-3"}).status_code == 422
    assert client.post(page, {"heads": "25", "leaflet": "40"}).status_code == 302
    session.refresh_from_db()
    assert (session.heads, session.handed_out) == (25, {"leaflet": 40})
    listed = client.get(reverse("outreach:sessions")).content.decode()
    assert page in listed
    sheet = client.post(reverse("outreach:session_cards", args=[session.pk]), {"count": "8"})
    assert sheet.content[:4] == b"%PDF"


PAY = ShortQuestion("pay", "多久要付一次工资？", (("month", "每月"), ("year", "每年")))
COPY = ShortQuestion("copy", "合同要不要给你一份？", (("yes", "要"), ("no", "不要")))
QUIZ = ShortForm("quiz", "三分钟小问答", (PAY, COPY))


def test_a_cards_answers_are_counted_and_kept_nowhere(people, held):
    cards = acts.print_cards(by=people.caseworker, session=held, count=12)
    told = {"pay": "month", "copy": "yes"}
    acts.choose_questions(by=people.caseworker, session=held, form=QUIZ, right=told)
    for card in cards:
        for part, answers in (("before", {"pay": "month", "copy": "no"}), ("after", told)):
            acts.answer_card(
                by=people.caseworker, session=held, text=card, part=part, answers=answers
            )
    assert set(TokenUse.objects.values_list("before", "after")) == {(1, 2)}
    with pytest.raises(OutreachError, match="cards_answered"):
        acts.choose_questions(by=people.caseworker, session=held, form=QUIZ, right=told)
    acts.close_session(by=people.caseworker, session=held)
    held.refresh_from_db()
    assert (held.change["pairs"], held.change["mean"]) == (12, "1.0")


def test_a_question_without_a_right_answer_is_not_asked(people, held):
    with pytest.raises(OutreachError, match="no_right_answer"):
        acts.choose_questions(by=people.caseworker, session=held, form=QUIZ, right={"pay": ""})
    acts.choose_questions(by=people.caseworker, session=held, form=QUIZ, right={"copy": "yes"})
    assert [each["name"] for each in held.questions["asked"]] == ["copy"]


def test_a_questionnaire_of_the_surveys_is_asked_of_a_card_by_pages(people, held, client_of):
    survey = create_survey(people.coordinator, compartment=people.inside, title="S")
    choices = {name: {"": label} for name, label in PAY.choices}
    pay = Field("pay", "pay", "", "string", "select1", {"": PAY.label}, choices="when")
    schema = Schema("quiz", "1", QUIZ.title, fields=[pay], choices={"when": choices})
    form = Form(survey=survey, form_id="quiz")
    form.save()
    form.current = FormVersion.objects.create(
        form=form, version="1", title=QUIZ.title, schema=schema.to_json()
    )
    form.save()
    page, address = (
        client_of(people.caseworker),
        reverse("outreach:session_questions", args=[held.pk]),
    )
    assert QUIZ.title in page.get(address).content.decode()
    page.post(f"{address}?form={form.pk}", {"pay": "month"})
    (card,) = acts.print_cards(by=people.caseworker, session=held, count=1)
    ask = reverse("outreach:session_ask", args=[held.pk])
    assert PAY.label in page.get(ask).content.decode()
    told = {"text": card, "part": "before", "q0": "month"}
    assert page.post(ask, told).url == f"{ask}?part=before"
    assert page.post(ask, told).status_code == 422, "each card once"
    assert TokenUse.objects.get().before == 1
    assert client_of(people.outsider).get(ask).status_code == 404
    assert QUIZ.title not in client_of(people.outsider).get("/surveys/").content.decode()
