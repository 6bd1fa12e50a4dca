"""What the tests' server runs: the program as `gongyou serve` runs it."""

from gongyou.surveys.public import front
from gongyou.web.wsgi import application as program

application = front(program)
