"""What docs/*/notebook.md shows runs, and gives what article 47 gives by hand."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_every_example_runs_in_order(lang):
    page = (DOCS / lang / "notebook.md").read_text("utf-8")
    shown = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(block, f"{lang}/notebook.md", "exec"), shown)
    # Two months of wage for 2006-2007 and seven from 2008 on, at 3,000 yuan; 27,000 in Lide too.
    assert shown["mine"]["cn.severance"].amount == 9 * 3000
    severance = shown["frame"].query("entitlement == 'cn.severance'")
    assert list(severance.amount) == [9 * 3000, Decimal("1.5") * 2600]
    # Six years at most; b served one full year.
    assert [row.offer for row in shown["costed"].rows] == [12000, 2000]
