"""How every form of every room looks: one renderer, one template a field."""

from django.forms import BoundField, widgets
from django.forms.renderers import TemplatesSetting

_CHOICES = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


class Field(BoundField):
    """A field whose hint and errors are tied to its control for screen readers."""

    @property
    def kind(self) -> str:
        """How field.html lays it out: check, choices, group, hidden or line."""
        widget = self.field.widget
        if widget.is_hidden:
            return "hidden"
        if isinstance(widget, widgets.CheckboxInput):
            return "check"
        if isinstance(widget, _CHOICES):
            return "choices"
        return "group" if isinstance(widget, widgets.MultiWidget) else "line"

    @property
    def hint_id(self) -> str:
        """Id of the hint below the label."""
        return f"{self.auto_id}_hint"

    @property
    def error_id(self) -> str:
        """Id of the error, which the error summary links past to the control."""
        return f"{self.auto_id}_error"

    @property
    def aria_describedby(self):
        """The hint and the error, whichever are on the page."""
        if not self.auto_id or self.is_hidden:
            return None
        ids = [self.hint_id] * bool(self.help_text) + [self.error_id] * bool(self.errors)
        return " ".join(ids) or None

    def build_widget_attrs(self, attrs, widget=None):
        """Bootstrap's classes and the aria attributes."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        given = attrs.get("class") or widget.attrs.get("class", "")
        marks = [_css(widget), given, "is-invalid" * bool(self.errors)]
        if any(marks):
            attrs["class"] = " ".join(filter(None, marks))
        if self.aria_describedby and not widget.use_fieldset:
            attrs["aria-describedby"] = self.aria_describedby
        return attrs


def _css(widget) -> str:
    if isinstance(widget, widgets.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, _CHOICES):
        return ""
    return "form-select" if isinstance(widget, widgets.Select) else "form-control"


class Renderer(TemplatesSetting):
    """Named by FORM_RENDERER, so plain Django forms of any room come out right."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = Field
