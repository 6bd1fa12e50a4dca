"""Answers from a phone as the desk reads them: question, answer, in its own language."""

from gongyou.law.places import place_title
from gongyou.law.portable import questions_of


def shown_answers(opened, lang: str) -> list[tuple[str, str]]:
    """(question, answer) in the order of the interview; what nobody asks is listed last."""
    questions = questions_of(opened.law)
    assert questions is not None
    words = questions.words.get(lang) or questions.words["en"]
    rows = []
    for question in questions.asked:
        if question["name"] in opened.answers:
            said = words["questions"].get(question["name"], {})
            answer = _said(question, opened.answers[question["name"]], words, said, lang)
            rows.append((said.get("ask", question["name"]), answer))
    return rows


def _said(question, value, words, said, lang: str) -> str:
    if question["kind"] == "topic":
        return str(words["topics"].get(value, value))
    if value == "none":
        return str(said.get("none", "—"))
    if question["kind"] == "place":
        return place_title(str(value), lang) or str(value)
    if isinstance(value, bool):
        return {"en": ("no", "yes")}.get(lang, ("否", "是"))[value]
    return str(said.get("options", {}).get(value, value))
