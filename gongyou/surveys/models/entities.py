"""Lists of entities that forms read from and write to (workers of a panel, worksites)."""

from django.db import models

from gongyou.vault.public import KEPT, NaturalIdField, Part


class EntityList(Part):
    """A list by its name. Its entities are encrypted under the survey's list key."""

    merge_kind = KEPT
    id = NaturalIdField("survey", "name")
    compartment_path = "survey__compartment"

    survey = models.ForeignKey(
        "surveys.Survey", on_delete=models.PROTECT, related_name="entity_lists"
    )
    name = models.CharField(max_length=200)
    properties = models.JSONField(default=list)
    approval_required = models.BooleanField(default=False)
    # Counts changes: the token by which phones see that they must fetch again.
    change = models.PositiveIntegerField(default=0)  # type: ignore[assignment]
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="surveys_list_once")]

    def __str__(self):
        return self.name


class Entity(Part):
    """One entity at its current version. `data` is label and properties, sealed."""

    merge_kind = KEPT
    id = NaturalIdField("list", "uuid")
    compartment_path = "list__survey__compartment"

    list = models.ForeignKey(EntityList, on_delete=models.CASCADE, related_name="entities")
    uuid = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    data = models.BinaryField()
    # soft: another base; hard: the same property changed twice.
    conflict = models.CharField(max_length=4, blank=True)
    account = models.ForeignKey(
        "vault.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "uuid"], name="surveys_entity_once")]

    def __str__(self):
        return str(self.uuid)


class EntityVersion(Part):
    """What an entity was at each version, and which submission made it so."""

    merge_kind = KEPT
    compartment_path = "entity__list__survey__compartment"

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    base_version = models.PositiveIntegerField(null=True)
    branch_id = models.CharField(max_length=64, blank=True)
    trunk_version = models.PositiveIntegerField(null=True)
    data = models.BinaryField()
    submission = models.ForeignKey(
        "surveys.Submission", on_delete=models.PROTECT, null=True, related_name="+"
    )
    account = models.ForeignKey(
        "vault.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "version"], name="surveys_entity_version_once"
            )
        ]

    def __str__(self):
        return f"{self.version}"


class HeldChange(Part):
    """What a submission asks of an entity, kept until the change before it has come.

    Offline a phone counts its own changes of one entity along a branch; they arrive in any
    order. The content lies under the list key, since the server cannot open answers again.
    """

    merge_kind = KEPT
    id = NaturalIdField("list", "uuid", "submission")
    compartment_path = "list__survey__compartment"

    list = models.ForeignKey(EntityList, on_delete=models.CASCADE, related_name="held")
    uuid = models.UUIDField()
    branch_id = models.CharField(max_length=64, blank=True)
    base_version = models.PositiveIntegerField()
    trunk_version = models.PositiveIntegerField(null=True)
    data = models.BinaryField()
    submission = models.ForeignKey(
        "surveys.Submission", on_delete=models.CASCADE, related_name="held_changes"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list", "uuid", "submission"], name="surveys_held_change_once"
            )
        ]

    def __str__(self):
        return f"{self.branch_id} {self.base_version}"
