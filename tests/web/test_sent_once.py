"""The same post from the same page is one act."""

import threading

import pytest
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect

from gongyou.web.sent_once import SentOnce


class Somebody:
    is_authenticated = True


class Session:
    session_key = "s"


@pytest.fixture
def send(rf):
    """Send a form; gives the answer and how often it was done."""
    cache.clear()
    done = []

    def view(request):
        done.append(request.POST["amount"])
        post.meanwhile()
        if request.POST["amount"] == "x":
            return HttpResponse(status=422)
        if request.POST["amount"] == "shown":
            return HttpResponse("a code")
        return HttpResponseRedirect(f"/case/?paid={len(done)}")

    def post(amount="100", page="page one", path="/pay/", **more):
        request = rf.post(path, {"csrfmiddlewaretoken": page, "amount": amount}, **more)
        request.user, request.session = Somebody(), Session()
        return SentOnce(view)(request)

    post.done, post.meanwhile = done, lambda: None
    yield post
    cache.clear()


class Asked:
    """The cache, which knows how many senders have asked it for the first time."""

    def __init__(self):
        self.senders, self.all_there = set(), threading.Event()

    def __getattr__(self, name):
        def call(*arguments):
            answer = getattr(cache, name)(*arguments)
            self.senders.add(threading.get_ident())
            if len(self.senders) == 10:
                self.all_there.set()
            return answer

        return call


def test_ten_at_once_are_done_once_and_all_lead_to_the_same_page(send, monkeypatch):
    answers, asked = [], Asked()
    monkeypatch.setattr("gongyou.web.sent_once.cache", asked)
    # The first is still being done when the last has asked.
    send.meanwhile = asked.all_there.wait
    threads = [
        threading.Thread(target=lambda: answers.append(send()["Location"])) for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert send.done == ["100"]
    assert answers == ["/case/?paid=1"] * 10


def test_another_page_another_amount_and_another_address_are_other_acts(send):
    send()
    send(page="page two")
    send(amount="101")
    send(path="/other/")
    assert len(send.done) == 4


def test_what_was_refused_may_be_sent_again(send):
    assert [send("x").status_code for _ in "12"] == [422, 422]
    assert send.done == ["x", "x"]


def test_what_was_shown_once_is_not_shown_again(send):
    assert send("shown").status_code == 200
    assert send("shown").status_code == 409


def test_a_failure_inside_leaves_the_form_usable(rf):
    cache.clear()

    def broken(_request):
        raise RuntimeError

    request = rf.post("/pay/", {"csrfmiddlewaretoken": "p", "amount": "1"})
    request.user, request.session = Somebody(), Session()
    for _ in "12":
        with pytest.raises(RuntimeError):
            SentOnce(broken)(request)


@pytest.mark.django_db
def test_a_payment_sent_twice_from_one_page_is_booked_once(people, client_of):
    from django.urls import reverse

    from gongyou.centre import codes
    from gongyou.centre.models import Payment
    from gongyou.centre.public import add_employer, add_employment, add_worker, open_case

    by = people.caseworker
    worker = add_worker(by=by, compartment=people.inside, name="李小红")
    firm = add_employer(by=by, compartment=people.inside, name="x", place="440113")
    spell = add_employment(by=by, worker=worker, employer=firm, facts={})
    case = open_case(by=by, employment=spell)
    client = client_of(by)
    form = {"csrfmiddlewaretoken": "one page", "payment-amount": "100"}
    form |= {"payment-on": "2024-03-01", "payment-means": codes.PAYMENT_MEANS[0][0]}
    address = reverse("centre:case_add", args=[case.pk, "payment"])
    led = [client.post(address, form)["Location"] for _ in "123"]
    assert len(set(led)) == 1
    assert Payment.objects.count() == 1
    client.post(address, form | {"csrfmiddlewaretoken": "the page again"})
    assert Payment.objects.count() == 2
