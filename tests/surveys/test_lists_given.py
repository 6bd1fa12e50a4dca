"""A phone that fetches a list of people reads names: the journal says which device read which list,
once for each state of it, and before the names are handed out."""

import pytest

from gongyou.surveys.ingest import callers
from gongyou.surveys.models import FormFile, FormVersion
from gongyou.surveys.openrosa import listing
from gongyou.surveys.services import collectors, lists
from gongyou.vault.journal.models import About, Entry
from tests.surveys.test_lists_and_audit import form  # noqa: F401

pytestmark = pytest.mark.django_db


def given(found, device):
    entries = Entry.objects.filter(act="surveys.list_given", subject_id=found.pk)
    return About.objects.filter(entry__in=entries, record_id=device.pk).count()


def test_a_list_that_a_phone_fetched_stands_in_the_journal(people, form):  # noqa: F811
    by, survey = people.coordinator, form.survey
    found = lists.create_list(by, survey, name="homes")
    lists.create_entities(by, found, [{"label": "Li Hong, 13800000001"}])
    version = FormVersion.objects.get(form=form)
    file = FormFile.objects.create(version=version, name="homes.csv", entity_list=found)
    device = collectors.add_collector(
        by, survey, name="phone", team="", kind="token", forms=[form]
    ).collector
    caller, key = callers.of_collector(device), lists.key_of(by, survey)

    def fetch():
        found.refresh_from_db()
        return b"Li Hong" in bytes(listing.media({}, caller, file.pk, key).body)

    assert given(found, device) == 0
    assert fetch() and given(found, device) == 1
    assert fetch() and given(found, device) == 1
    lists.create_entities(by, found, [{"label": "Wang Mei"}])
    assert fetch() and given(found, device) == 2


def test_nothing_is_given_where_the_journal_cannot_say_so(people, form, monkeypatch):  # noqa: F811
    by, survey = people.coordinator, form.survey
    found = lists.create_list(by, survey, name="homes")
    version = FormVersion.objects.get(form=form)
    file = FormFile.objects.create(version=version, name="homes.csv", entity_list=found)
    made = collectors.add_collector(by, survey, name="phone", team="", kind="token", forms=[form])

    def full(*_args, **_options):
        raise OSError("no room for an entry")

    monkeypatch.setattr(listing.journal, "append", full)
    with pytest.raises(OSError, match="no room"):
        listing.media({}, callers.of_collector(made.collector), file.pk, lists.key_of(by, survey))
