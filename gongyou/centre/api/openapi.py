"""The OpenAPI document, built from the shapes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongyou.centre import codes, grievances
from gongyou.centre.api import shapes

STATUSES = [code for code, _label in codes.STATUSES]
PAGE = {
    "name": "page",
    "in": "query",
    "schema": {"type": "integer", "minimum": 1, "maximum": 100000, "default": 1},
}
PLACE = {
    "name": "place",
    "in": "query",
    "description": "beginning of the administrative code",
    "schema": {"type": "string", "pattern": "^[0-9]{1,6}$"},
}
REF = {"name": "ref", "in": "path", "required": True, "schema": shapes.REF}


def document() -> dict:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "gongyou",
            "version": "1",
            "description": "Casework by pseudonym: no name, no story, no file leaves through here.",
        },
        "paths": {
            "/api/workers": _listing("Worker", gettext_noop("Workers, newest first")),
            "/api/employers": _listing("Employer", gettext_noop("Employers by name")),
            "/api/cases": _listing(
                "Case",
                gettext_noop("Cases, newest first"),
                [
                    _choice("status", STATUSES),
                    PLACE,
                    _choice("grievance", grievances.all_codes()),
                ],
            ),
            "/api/cases/{ref}": _single("Case", gettext_noop("One case")),
            "/api/cases/{ref}/claim": _lines(),
            "/api/deadlines": _listing(
                "Deadline", gettext_noop("Open days to keep, nearest first")
            ),
        },
        "components": {
            "schemas": {
                "Worker": shapes.schema(shapes.WORKER),
                "Employer": shapes.schema(shapes.EMPLOYER),
                "Case": shapes.schema(shapes.CASE),
                "Deadline": shapes.schema(shapes.DEADLINE),
                "Line": shapes.schema(shapes.LINE),
                "Error": shapes.schema({"error": shapes.TEXT}),
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def guide() -> list[dict]:
    """What can be asked for, for people: address, what it gives, what may be chosen."""
    return [
        {
            "path": path,
            "summary": _(asked["get"]["summary"]),
            "choices": [one["name"] for one in asked["get"]["parameters"] if one["in"] == "query"],
        }
        for path, asked in document()["paths"].items()
    ]


def _choice(name: str, values: list[str]) -> dict:
    return {"name": name, "in": "query", "schema": {"type": "string", "enum": values}}


def _answer(schema: dict) -> dict:
    return {"description": "found", "content": {"application/json": {"schema": schema}}}


def _named(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


def _error(text: str) -> dict:
    content = {"application/json": {"schema": _named("Error")}}
    return {"description": text, "content": content}


ERRORS = {"401": "no token, or one that was withdrawn", "404": "not there, or not yours"}


def _errors(*statuses: str) -> dict:
    words = ERRORS | {"422": "a parameter cannot be understood"}
    return {status: _error(words[status]) for status in statuses}


def _listing(name: str, summary: str, parameters: list | None = None) -> dict:
    items = {"type": "array", "items": _named(name)}
    page = shapes.schema({"items": items, "page": {"type": "integer"}, "more": {"type": "boolean"}})
    return {
        "get": {
            "operationId": f"list{name}s",
            "summary": summary,
            "parameters": [PAGE, *(parameters or [])],
            "responses": {"200": _answer(page), **_errors("401", "404", "422")},
        }
    }


def _single(name: str, summary: str) -> dict:
    return {
        "get": {
            "operationId": f"get{name}",
            "summary": summary,
            "parameters": [REF],
            "responses": {"200": _answer(_named(name)), **_errors("401", "404")},
        }
    }


def _lines() -> dict:
    lines = {"type": "array", "items": _named("Line")}
    whole = shapes.schema({"on": shapes.DAY, "total": shapes.AMOUNT, "lines": lines})
    return {
        "get": {
            "operationId": "getClaim",
            "summary": gettext_noop("The latest claim of a case, entitlement by entitlement"),
            "parameters": [REF],
            "responses": {"200": _answer(whole), **_errors("401", "404")},
        }
    }
