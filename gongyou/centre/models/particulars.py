"""What an authority asks for on paper, beside what the law needs to reckon."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import KEPT, NaturalIdField, Part, Record, SealedTextField

# The sealed texts of each, in the order of the forms.
OF_CASE = (
    "occupation",
    "workplace",
    "service_address",
    "agent_name",
    "agent_about",
    "agent_phone",
    "facts",
)
OF_OPPONENT = ("address", "head_name", "head_post", "phone")
OF_WITNESS = ("name", "address", "phone", "can_say")


class Particulars(Record):
    """Of one case: the applicant's occupation and addresses, the agent, the facts as told."""

    merge_kind = KEPT
    sealed_under = "case__worker"

    id = NaturalIdField("case")
    case = models.OneToOneField("centre.Case", models.PROTECT, related_name="particulars")
    occupation = SealedTextField()
    workplace = SealedTextField()
    service_address = SealedTextField()
    agent_name = SealedTextField()
    agent_about = SealedTextField()
    agent_phone = SealedTextField()
    facts = SealedTextField()

    def __str__(self):
        return str(self.case_id)


class Opponent(Record):
    """Of one employer, as the other side: its seat and who answers for it."""

    merge_kind = KEPT

    id = NaturalIdField("employer")
    employer = models.OneToOneField("centre.Employer", models.PROTECT, related_name="opponent")
    address = SealedTextField()
    head_name = SealedTextField()
    head_post = SealedTextField()
    phone = SealedTextField()

    def __str__(self):
        return str(self.employer_id)


class Witness(Part):
    """Someone who can say something in a case."""

    merge_kind = KEPT
    compartment_path = "case__compartment"
    sealed_under = "case__worker"

    case = models.ForeignKey("centre.Case", models.PROTECT, related_name="witnesses")
    name = SealedTextField()
    address = SealedTextField()
    phone = SealedTextField()
    can_say = SealedTextField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return str(self.pk)


class Letterhead(Record):
    """What the centre is called on papers, and how to reach it."""

    merge_kind = KEPT

    id = NaturalIdField("compartment")
    name = models.CharField(_("name of the centre"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)

    def __str__(self):
        return self.name
