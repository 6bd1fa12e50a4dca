"""From intake to the claim by keyboard alone, in at most 120 keys beside the text itself."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.soak]
MOST = 120


class Keys:
    """Presses keys and counts them; what is typed into fields is the text and is not counted."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def to(self, name: str) -> None:
        """Tab on to a field."""
        for _n in range(60):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by the Tab key")

    def write(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.type(text)

    def tick(self, *wanted: str) -> None:
        """In a group of boxes: go down with the arrow, tick with space."""
        for value in wanted:
            for _n in range(30):
                if self.page.evaluate("document.activeElement.value") == value:
                    break
                self.press("ArrowDown")
            self.press("Space")


def test_an_intake_with_pay_grievances_and_consent_takes_few_keys(signed_in):
    page = signed_in("chen", width=1280)
    page.goto("/intake/new/")
    keys = Keys(page)
    keys.write("story", "厂里三个月没发工资，上周不让上班了。")
    keys.write("name", "键盘工友")
    keys.write("phone", "13811112222")
    keys.write("employer_name", "键盘测试厂")
    keys.write("start", "2021-03")
    page.keyboard.type("-15")
    keys.write("end", "昨天")
    page.locator("summary", has_text="A usual month").evaluate(
        "summary => summary.parentElement.open = true"
    )
    keys.press("Enter")  # as a person opens the fold
    keys.write("usual_due", "5200")
    keys.write("usual_paid", "5200")
    keys.to("grievances")
    keys.tick("wages_unpaid", "severance")
    keys.to("consent")
    keys.tick("keep", "contact", "act")
    keys.press("Control+Enter")
    page.wait_for_url("**/claim/")
    assert keys.pressed <= MOST
