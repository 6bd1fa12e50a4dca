"""What-if pages: a reform by text or file, over cases or a table, with the right error.

1. the error of a difference is that of the person's own change, as R's survey has it
2. what turned unknown is told on the page; nobody few is told apart
3. mistakes come back at their field, every one
"""

from datetime import date
from decimal import Decimal
from io import BytesIO

import numpy as np
import pyarrow as pa
import pytest
from django.urls import reverse

from gongyou import stats
from gongyou.advocacy.models import SavedReform, WhatIf
from gongyou.advocacy.services import reforms as acts
from gongyou.advocacy.what_if.errors import estimates
from gongyou.advocacy.what_if.populations import Population, of_file
from gongyou.advocacy.what_if.summary import FEW, summarised
from gongyou.law import load_pack
from gongyou.law.reforms import compare, load_reform
from tests.law.reforms.roster import ON, raised, written
from tests.law.reforms.roster import people as roster
from tests.stats import api

CODES = ["cn.severance", "cn.minimum_wage.shortfall", "cn.final_award.limit"]
CAP = {"figure": "severance_cap_multiple", "from": "2008-01-01", "set": "2"}
TEXT = """reform: cap-2
title: {en: A lower cap, zh-hans: 降低封顶}
pack: cn
source: draft of 2026
changes:
  - figure: severance_cap_multiple
    from: 2008-01-01
    set: 2
assume: {take_up: 0.5}
"""

# survey 4.1.1: d <- update(d, delta=api00-api99, gain=as.numeric(api00>api99),
# lose=as.numeric(api00<api99)); svytotal(~delta, d), svymean(~delta, d), svymean(~gain, d),
# svymean(~lose, d): estimate and SE
R = {
    "strat": (
        (203736.25743675252, 12704.590167291391),
        (32.8925183753596, 2.0511124077106042),
        (0.89103164297254056, 0.022039246902701978),
        (0.10183080465678208, 0.021070911873785288),
    ),
    "clus1": (
        (230362.65686798061, 54921.430580334178),
        (37.191256830601091, 3.0851969668994457),
        (0.91256830601092898, 0.017871732910769964),
        (0.07650273224043716, 0.016457339128255338),
    ),
    "clus2": (
        (132206.26500000001, 41183.83886625911),
        (25.777859778597787, 2.8419889620483967),
        (0.84354243542435436, 0.031802511727259737),
        (0.15276752767527677, 0.031661926721268281),
    ),
}
# td <- svytotal(~delta, subset(d, api99 >= 500)); and sqrt(SE(api00)^2 + SE(api99)^2)
KNOWN = {
    "strat": (162268.467813492, 13572.632929688651, 84884.563411911935),
    "clus1": (161720.94835662819, 40143.575408464836, 1235608.8918337221),
    "clus2": (106044.345, 32029.53090976577, 1283588.8461697293),
}
SPECS = {
    "strat": {"weights": "pw", "strata": "stype", "fpc": "fpc"},
    "clus1": {"weights": "pw", "clusters": "dnum", "fpc": "fpc"},
    "clus2": {"clusters": ("dnum", "snum"), "fpc": ("fpc1", "fpc2")},
}


def changed(name, known=None):
    """The schools as people with a change; `known` says of whom it is."""
    table = api.schools(f"api{name}")
    now, then = (np.array(table[c].to_pylist(), float) for c in ("api99", "api00"))
    unknown = np.zeros(len(now), bool) if known is None else ~known(now)
    columns = {
        "change": then - now,
        "gain": (then > now).astype(float),
        "lose": (then < now).astype(float),
    }
    for column, values in columns.items():
        table = table.append_column(column, pa.array(values, mask=unknown))
    return stats.design(table, **SPECS[name])


@pytest.mark.parametrize("name", R)
def test_the_error_of_a_difference_is_that_of_r(name):
    found = estimates(changed(name))
    for row, (value, se) in zip(found, R[name], strict=True):
        assert (row["value"], row["se"]) == api.close(value, se)


@pytest.mark.parametrize("name", KNOWN)
def test_whose_change_is_unknown_stays_in_the_design_and_out_of_the_sum(name):
    total = estimates(changed(name, lambda now: now >= 500))[0]
    value, se, independent = KNOWN[name]
    assert (total["value"], total["se"]) == api.close(value, se)
    assert total["missing"] > 0
    assert se < independent / 5  # as if of different people it would be many times larger


# --- summaries -----------------------------------------------------------------------------------


def compared(*changes, **more):
    reform = load_reform(written(*changes, **more))
    return compare(roster(), load_pack("cn"), reform, ON, codes=CODES)


def test_groups_of_few_are_not_told_apart():
    names = ["a"] * 25 + ["b"] * 11 + ["c"] * 3 + ["d"]
    rows = summarised(compared(CAP), groups={"group": names})["groups"]["group"]
    assert [(r["name"], r["people"]) for r in rows] == [("a", 25), ("b", 11), ("…", 4)]
    assert "net" not in rows[-1]
    assert FEW == 10


def test_groups_and_tenths_add_up_to_the_whole():
    found = compared(CAP)
    made = summarised(found, groups={"group": ["x", "y"] * 20}, pay=np.arange(40.0))
    assert sum(Decimal(r["net"]) for r in made["groups"]["group"]) == Decimal(made["net"])
    assert made["tenths"] == []  # forty people are too few for tenths
    assert Decimal(made["gained"]) + Decimal(made["lost"]) == Decimal(made["net"])
    assert sum(made["outcomes"].values()) == 40


def test_money_received_is_told_with_its_shares_and_only_then():
    assert summarised(compared(CAP))["received"] is None
    made = summarised(compared(CAP, assume={"take_up": "0.35", "paid_ratio": "0.5"}))
    assert made["received"]["take_up"] == "0.35"
    assert Decimal(made["received"]["net"]) == (Decimal(made["net"]) * Decimal("0.175")).quantize(
        Decimal("0.01")
    )


def test_what_turned_unknown_is_told_with_what_is_lacking():
    rule = {"rule": "severance_years", "text": "year(contract_signed) - 2013"}
    made = summarised(compared(rule))
    assert made["newly_unknown"] == made["outcomes"]["unknown"] > 0
    assert Decimal(made["at_stake"]) > 0
    assert made["missing"][0]["people"] > 0


def test_a_limit_is_shown_and_not_counted():
    rows = {r["code"]: r for r in summarised(compared(raised()))["entitlements"]}
    assert rows["cn.final_award.limit"]["counted"] is False
    assert "total" not in rows["cn.final_award.limit"]


# --- a table of people ---------------------------------------------------------------------------


TABLE = (
    "place,start,end,end_kind,average_wage_12m,weight,stratum,cluster,group,shoe\n"
    "440306,2006-03-01,2014-12-31,agreed_by_employer,30000,10,a,1,x,41\n"
    "440306,2006-03-01,2014-12-31,agreed_by_employer,30000.50,12,a,2,y,42\n"
    "440306,2006-03-01,2014-12-31,agreed_by_employer,3000,11,b,3,x,43\n"
    "440306,2006-13-01,2014-12-31,agreed_by_employer,3000,11,b,4,x,44\n"
    "440306,2006-03-01,2014-12-31,agreed_by_employer,3000,-1,b,4,x,44\n"
    "440306,2006-03-01,2014-12-31,,3000,9,b,5,x,44\n"
)


def test_every_cell_of_a_table_is_read_or_listed():
    found = of_file(TABLE.encode(), "cn")
    assert found.people == 4
    assert [(row, head) for row, head, _why in found.problems] == [
        (1, "shoe"),
        (5, "start"),
        (6, "weight"),
    ]
    assert found.more["weight"] == [10.0, 12.0, 11.0, 9.0]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"worker\n1\n"])
def test_what_is_no_table_of_people_is_refused_in_words(content):
    found = of_file(content, "cn")
    assert isinstance(found, Population)
    assert found.people == 0
    assert found.problems


# --- pages ---------------------------------------------------------------------------------------


@pytest.fixture
def saved(people):
    return acts.save_reform(by=people.coordinator, compartment=people.inside, text=TEXT)


@pytest.mark.django_db
def test_the_same_text_is_kept_once(people, saved):
    again = acts.save_reform(by=people.coordinator, compartment=people.inside, text=TEXT)
    assert again == saved
    assert SavedReform.objects.count() == 1


@pytest.mark.django_db
def test_a_reform_runs_over_a_table_by_its_pages(people, client_of, saved):
    client = client_of(people.coordinator)
    told = {"population": "table", "on": "2015-01-20", "file": BytesIO(TABLE.encode())}
    page = client.post(reverse("advocacy:reform", args=[saved.pk]), told)
    run = WhatIf.objects.get()
    assert page.url == reverse("advocacy:what_if", args=[run.pk])
    text = client.get(page.url).content.decode()
    # Two people above the cap lose seven months of 5,218 yuan each.
    assert "73,052.00" in text
    assert "0.5" in text
    csv = client.get(reverse("advocacy:what_if_csv", args=[run.pk])).content.decode()
    assert "outcomes,lose,people,2" in csv
    assert "estimate,total change,se" in csv
    for name in ("reform", "what_if", "what_if_csv"):
        pk = saved.pk if name == "reform" else run.pk
        address = reverse(f"advocacy:{name}", args=[pk])
        assert client_of(people.outsider).get(address).status_code == 404
    assert "cap-2" in client.get(reverse("advocacy:reforms")).content.decode()


@pytest.mark.django_db
def test_a_reform_that_cannot_be_read_comes_back_with_every_mistake(people, client_of):
    told = {"text": "reform: X\npack: cn\nchanges: [{figure: f, set: a}]"}
    told["compartment"] = str(people.inside.pk)
    page = client_of(people.coordinator).post(reverse("advocacy:reforms"), told)
    assert page.status_code == 422
    text = page.content.decode()
    assert "changes[1].from" in text and "changes[1].set" in text
    assert not SavedReform.objects.exists()


@pytest.mark.django_db
def test_nobody_to_compute_for_is_said(people, client_of, saved):
    told = {"population": "cases", "on": str(date(2026, 1, 1))}
    page = client_of(people.coordinator).post(reverse("advocacy:reform", args=[saved.pk]), told)
    assert page.status_code == 422
    assert (
        client_of(people.outsider)
        .post(reverse("advocacy:reform", args=[saved.pk]), told)
        .status_code
        == 404
    )
