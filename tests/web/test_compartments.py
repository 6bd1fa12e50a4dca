"""Compartments: members are added by comparing words, and outsiders see nothing."""

from tests.people import make_account


def _page(people) -> str:
    return f"/compartments/{people.inside.ref}/"


def test_members_see_title_and_list(people, client_of):
    page = client_of(people.caseworker).get(_page(people)).content.decode()
    assert "Metal works, east gate" in page
    assert "lawyer" in page and "list checked" in page


def test_an_outsider_does_not_learn_that_it_exists(people, client_of):
    client = client_of(people.outsider)
    assert "Metal works" not in client.get("/compartments/").content.decode()
    assert client.get(_page(people)).status_code == 404
    assert client.post(_page(people) + "add/", {"login": "x", "role": "lawyer"}).status_code == 404


def test_a_member_is_added_only_after_the_words_were_compared(people, client_of):
    make_account("newcomer")
    client = client_of(people.coordinator)
    form = {"login": "newcomer", "role": "caseworker"}
    compare = client.post(_page(people) + "add/", form)
    words = compare.context["words"]
    assert len(words) == 8 and all(word in compare.content.decode() for word in words)
    assert "newcomer" not in client.get(_page(people)).content.decode()
    wrong = client.post(_page(people) + "add/", {**form, "compared": "00" * 16})
    assert wrong.status_code == 200
    added = client.post(_page(people) + "add/", {**form, "compared": compare.context["print"]})
    assert added["Location"] == _page(people)
    assert "newcomer" in client.get(_page(people)).content.decode()


def test_the_newcomer_reads_the_same_words(people, client_of):
    newcomer = make_account("newcomer")
    compare = client_of(people.coordinator).post(
        _page(people) + "add/", {"login": "newcomer", "role": "lawyer"}
    )
    own = client_of(newcomer).get("/compartments/")
    assert own.context["my_words"] == compare.context["words"]


def test_a_caseworker_cannot_add_or_remove(people, client_of):
    client = client_of(people.caseworker)
    assert client.post(_page(people) + "add/", {"login": "stranger"}).status_code == 404
    lawyer = people.inside.memberships.get(account=people.lawyer.account)
    path = f"{_page(people)}{_ref(lawyer.pk)}/remove/"
    assert client.post(path).status_code == 404
    assert people.inside.memberships.get(pk=lawyer.pk).removed_at is None


def _ref(pk) -> str:
    from gongyou.vault.ids import to_ref

    return to_ref(pk)


def test_a_removed_member_sees_nothing_more(people, client_of):
    lawyer = people.inside.memberships.get(account=people.lawyer.account)
    client_of(people.coordinator).post(f"{_page(people)}{_ref(lawyer.pk)}/remove/")
    assert client_of(people.lawyer).get(_page(people)).status_code == 404


def test_someone_may_leave(people, client_of):
    mine = people.inside.memberships.get(account=people.caseworker.account)
    answer = client_of(people.caseworker).post(f"{_page(people)}{_ref(mine.pk)}/remove/")
    assert answer["Location"] == "/compartments/"


def test_a_researcher_sees_the_title_without_a_key(people, client_of):
    page = client_of(people.researcher).get(_page(people)).content.decode()
    assert "Metal works, east gate" in page


def test_a_forged_member_is_noticed(people, client_of):
    people.inside.memberships.filter(account=people.lawyer.account).update(role="coordinator")
    page = client_of(people.coordinator).get(_page(people)).content.decode()
    assert "not the one that members authenticated" in page


def test_two_officers_open_what_no_member_can(people, client_of):
    from gongyou.vault.public import make_organisation_key, rotate

    shares = make_organisation_key(people.administrator)
    rotate(people.coordinator, people.inside)
    client = client_of(people.coordinator)
    one = client.post("/compartments/officers/", {"first": shares[0], "second": shares[0]})
    assert one.status_code == 422
    two = client.post("/compartments/officers/", {"first": shares[0], "second": shares[2]})
    assert two["Location"] == "/compartments/"


def test_retention_is_set_by_a_coordinator(people, client_of):
    path = _page(people) + "retention/"
    client_of(people.coordinator).post(path, {"months": "24"})
    assert client_of(people.caseworker).post(path, {"months": "1"}).status_code == 404
    people.inside.refresh_from_db()
    assert people.inside.retention_months == 24
