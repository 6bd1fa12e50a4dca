"""Money in the database as whole ten-thousandths, so that SQL sums it exactly."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

UNIT = Decimal(10000)


class MoneyField(models.BigIntegerField):
    """A Decimal amount in the currency of the law; kept as an integer of 1/10000 units."""

    description = _("amount of money")

    # What type checkers know of values: given, and read back.
    _pyi_private_set_type: Decimal | int | str | None  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value, expression, connection):
        """Integer of the column to Decimal with two places, or four where needed."""
        return None if value is None else tidy(Decimal(int(value)) / UNIT)

    def to_python(self, value):
        """Whatever a form or a fixture gives, as Decimal."""
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError as error:
            raise ValidationError(_("This is not an amount.")) from error

    def get_prep_value(self, value):
        """Decimal to the integer of the column."""
        return None if value is None else int((Decimal(str(value)) * UNIT).to_integral_value())

    def formfield(self, **kwargs):
        """A decimal field in forms."""
        from django import forms

        defaults = {"max_digits": 14, "decimal_places": 2}
        return models.Field.formfield(self, form_class=forms.DecimalField, **(defaults | kwargs))

    @property
    def validators(self):
        """None of the integer ones."""
        return self._validators  # type: ignore[attr-defined]


def tidy(amount: Decimal) -> Decimal:
    """Two decimals, more only where there are any."""
    cents = amount.quantize(Decimal("0.01"))
    return cents if cents == amount else amount.normalize()
