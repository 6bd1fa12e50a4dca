"""Payments of many out of a file: each line matched or told, all of them undone at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongyou.centre.public import change_worker
from gongyou.collective.models import PayList, Share, SharePayment
from gongyou.collective.services import paylists as services
from gongyou.collective.services.promises import promise

pytestmark = pytest.mark.django_db
NAMES = ["韩云", "徐英", "王小明", "王小明"]
DAY = date(2015, 5, 5)


@pytest.fixture
def owed(people, matter):
    """A promise of 1,000 to each of four members, two of one name."""
    by = people.coordinator
    for number, (member, name) in enumerate(zip(matter.people, NAMES, strict=True)):
        change_worker(by=by, worker=member.worker, name=name, phone=f"1380000000{number}")
    made = promise(by=by, case=matter, text="补偿金", promised_on=date(2015, 4, 21),
                   amount=Decimal(4000))  # fmt: skip
    Share.objects.bulk_create(
        Share(promise=made, member=member, amount=1000) for member in matter.people
    )
    return made


def listed(people, owed, *lines, head="姓名,手机,实发金额,日期", on=None):
    content = "\n".join([head, *lines]).encode("gb18030")
    upload = SimpleUploadedFile("list.csv", content, "text/csv")
    return services.upload_pay_list(by=people.coordinator, promise=owed, upload=upload, on=on)


def seen(people, made):
    found = services.preview(people.coordinator, made)
    return [(m.name, m.row.amount, m.on) for m in found.matched], [u.code for u in found.unread]


def test_each_line_is_for_one_member_or_says_why_not(people, owed):
    made = listed(
        people, owed,
        '韩云,,"1,000.00",2015-05-05',      # the one member of that name
        "王小明,,1000,2015-05-05",           # two members have it
        "王小明,13800000003,600,2015-05-05",  # the phone tells them apart
        "徐英,13800000000,1000,2015-05-05",  # the phone is of another name
        "陈不在,,1000,2015-05-05",
        "徐英,,,2015-05-05",
        "徐英,,-50,2015-05-05",
        "徐英,,1000,2099-01-01",
        '合计,,"2,600.00",',
    )  # fmt: skip
    matched, unread = seen(people, made)
    assert matched == [("韩云", Decimal(1000), DAY), ("王小明", Decimal(600), DAY)]
    assert sorted(unread) == sorted(["namesakes", "other_name", "no_member", "no_amount",
                                     "not_paid", "future", "total"])  # fmt: skip
    assert services.preview(people.coordinator, made).stated == [Decimal(2600)]


def test_two_lines_of_one_name_with_two_numbers_are_two_people_and_not_recorded(people, owed):
    made = listed(people, owed, "徐英,A1,500,2015-05-05", "徐英,A2,500,2015-05-05",
                  head="姓名,工号,金额,日期")  # fmt: skip
    assert seen(people, made) == ([], ["namesakes", "namesakes"])


def test_one_line_twice_is_recorded_once_and_a_second_import_records_nothing(people, owed):
    line = "徐英,,500,2015-05-05"
    made = listed(people, owed, line, line)
    assert seen(people, made)[1] == ["twice"]
    assert services.record_pay_list(by=people.coordinator, pay_list=made) == 1
    with pytest.raises(services.NothingToRecord):
        services.record_pay_list(by=people.coordinator, pay_list=made)
    again = listed(people, owed, line)
    assert seen(people, again) == ([], ["recorded"])


def test_a_list_in_ten_thousands_without_days_takes_the_day_that_is_given(people, owed):
    made = listed(people, owed, "徐英,0.05", head="姓名,实发金额(万元)", on=DAY)
    assert seen(people, made)[0] == [("徐英", Decimal(500), DAY)]
    without = listed(people, owed, "徐英,0.05", head="姓名,实发金额(万元)")
    assert seen(people, without) == ([], ["no_day"])


def test_what_was_recorded_is_undone_as_a_whole_and_the_promise_is_open_again(people, owed):
    owed.amount = 1000
    owed.save()
    made = listed(people, owed, "徐英,,500,2015-05-05", "韩云,,500,2015-05-06")
    services.record_pay_list(by=people.coordinator, pay_list=made)
    owed.refresh_from_db()
    assert owed.done_on == date(2015, 5, 6)
    assert services.undo_pay_list(by=people.coordinator, pay_list=PayList.objects.get()) == 2
    owed.refresh_from_db()
    assert owed.done_on is None
    assert not owed.payments.exists() and SharePayment.everything.count() == 2


def test_the_page_shows_every_line_and_a_file_without_people_is_refused(people, owed, client_of):
    client = client_of(people.coordinator)
    url = reverse("collective:pay_list_upload", args=[owed.pk])
    bad = SimpleUploadedFile("x.csv", "甲,乙\n1,2\n".encode(), "text/csv")
    assert client.post(url, {"list-upload": bad}).status_code == 422
    content = "姓名,金额,日期\n韩云,1000,2015-05-05\n谁也不是,7,2015-05-05\n".encode()
    good = SimpleUploadedFile("x.csv", content, "text/csv")
    page = client.post(url, {"list-upload": good}, follow=True).content.decode()
    assert "韩云" in page and "谁也不是" in page and "no member of this case" in page
    made = PayList.objects.latest("created_at")
    client.post(reverse("collective:pay_list_record", args=[made.pk]), {"means": "bank"})
    assert owed.payments.count() == 1
    for stranger in (people.outsider, people.stranger):
        address = reverse("collective:pay_list", args=[made.pk])
        assert client_of(stranger).get(address).status_code == 404
    assert client_of(people.researcher).get(address).status_code == 404
