"""Which version it is, for whoever is asked on the phone: the command, the page, the report."""

from importlib.metadata import version

from typer.testing import CliRunner

from gongyou.cli import build
from gongyou.web.door import health


def test_the_version_is_told_wherever_somebody_looks(db, people):
    said = CliRunner().invoke(build(), ["--version"])
    assert (said.exit_code, said.output) == (0, f"gongyou {version('gongyou')}\n")
    (line,) = [one for one in health.findings() if one.name == "version"]
    assert version("gongyou") in line.text
    assert f"gongyou {version('gongyou')}" in health.report()
