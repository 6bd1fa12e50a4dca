"""Fills Word templates in a child process with limits: a template is a foreign program.

Run as a script it reads a JSON line (limits, length of the template), the template and a JSON
list of contexts with their authors from standard input, and writes the finished files, each with
its length in front.
"""

import json
import signal
import sys
from datetime import UTC, datetime
from io import BytesIO

try:
    import resource
except ImportError:  # Windows: the parent's clock is the limit
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
HEAD = 8
# A claim with its parts and their steps is three deep.
DEEPEST = 4
ENDLESS = "it grows without end"
TOO_LARGE = "it becomes too large"
TOO_DEEP = f"its loops stand more than {DEEPEST} deep in one another"
TOO_LONG = "filling it in takes too long"


def main() -> None:
    """Fill one template as often as there are contexts."""
    given = json.loads(sys.stdin.buffer.readline())
    template = sys.stdin.buffer.read(given["template"])
    contexts = json.loads(sys.stdin.buffer.read())
    load()
    confine(given)
    try:
        most = given["output_megabytes"]
        made = []
        for context, author in contexts:
            _begin(given["seconds_each"])
            made.append(fill(template, context, author, most))
    except MemoryError:
        answer(b"", ENDLESS)
    except Exception as error:  # whatever a foreign file makes go wrong is told
        answer(b"", str(error)[:200] or type(error).__name__)
    else:
        parts = [len(one).to_bytes(HEAD, "big") + one for one in made]
        answer(b"".join(parts), "")


def answer(content: bytes, error: str) -> None:
    """The outcome in a line, then the files."""
    sys.stdout.buffer.write(json.dumps({"error": error}).encode() + b"\n" + content)


def load() -> None:
    """Everything that is imported, before no file may be opened any more."""
    import docxtpl  # noqa: F401


def confine(given: dict) -> None:
    """Memory, processor time, no files written."""
    if resource is None:
        return
    memory = given["memory_megabytes"] * MEGABYTE
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):
        if sys.platform == "linux":  # macOS refuses this one limit
            raise
    resource.setrlimit(resource.RLIMIT_CPU, (given["seconds"], given["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _begin(seconds: float) -> None:
    """From now on a file has so many seconds of the processor; then it is refused."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGVTALRM, _too_long)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def _too_long(_signal, _frame) -> None:
    raise TimeoutError(TOO_LONG)


def fill(template: bytes, context: dict, author: str, most: int) -> bytes:
    """One file; templates can call nothing and make nothing huge."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    document.render(context, language(), autoescape=True)
    sign(document, author)
    file = BytesIO()
    document.save(file)
    if file.tell() > most * MEGABYTE:
        raise ValueError(TOO_LARGE)
    return file.getvalue()


def sign(document, author: str) -> None:
    """Say who made a file and when; nothing is left of the template's own makers."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.title = properties.subject = properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.now(UTC)


def language():
    """What a template may do: show values and go through lists; nothing that grows without end."""
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment, SecurityError

    class Language(SandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**", "%", "//"})

        def _parse(self, source, name, filename):
            tree = super()._parse(source, name, filename)
            if _depth(tree, nodes.For) > DEEPEST:
                raise SecurityError(TOO_DEEP)
            return tree

        def call_binop(self, context, operator, left, right):
            raise SecurityError(f"{operator} is not for templates")

        def is_safe_attribute(self, obj, attr, value):
            # Values are texts and lists: none of their methods is needed, and some grow.
            return not callable(value) and super().is_safe_attribute(obj, attr, value)

    made = Language(autoescape=True)
    made.globals.clear()
    for name in ("center", "format", "indent", "wordwrap", "batch", "slice", "filesizeformat"):
        made.filters.pop(name, None)
    return made


def _depth(node, kind) -> int:
    """How many nodes of a kind stand in one another."""
    within = max((_depth(child, kind) for child in node.iter_child_nodes()), default=0)
    return within + isinstance(node, kind)


if __name__ == "__main__":
    main()
