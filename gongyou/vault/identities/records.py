"""Records: rows that stand in a compartment and may hold sealed fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.http import Http404

from gongyou.vault.accounts.actor import NotYours
from gongyou.vault.accounts.members import is_proved, key_in_use, prove, prove_now
from gongyou.vault.identities.fields import SealedTextField, in_place_of
from gongyou.vault.identities.registry import registered
from gongyou.vault.ids import new_id, to_ref
from gongyou.vault.journal.chain import housekeeping
from gongyou.vault.keys.aead import place, seal
from gongyou.vault.keys.data_keys import (
    OpenKey,
    make,
    make_keyless,
    open_key,
    rewrap,
    successor,
    unseal_by,
)
from gongyou.vault.keys.errors import Locked, Shredded, Tampered
from gongyou.vault.keys.models import Wrapped
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor


class RecordQuerySet(models.QuerySet):
    """Need-to-know in the query layer."""

    def visible_to(self, actor: Actor, right: Right = Right.READ):
        """Only what stands in compartments where the actor has the right."""
        lookup = f"{self.model.compartment_path}__in"  # type: ignore[attr-defined]
        return self.filter(**{lookup: actor.compartment_ids(right)})

    def get_for(self, actor: Actor, right: Right = Right.READ, **lookup):
        """Fetch one and ask "may this person?" in one call.

        Raises:
            Http404: not there, or not theirs: nobody can tell which.
        """
        if actor is None:
            raise NotYours
        try:
            return self.visible_to(actor, right).get(**lookup)
        except (self.model.DoesNotExist, ValueError, TypeError):  # type: ignore[attr-defined]
            raise Http404 from None


class NeedToKnow(models.Model):
    """What Record and Part share."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    objects = RecordQuerySet.as_manager()

    # Where the compartment is found, and on which related record the data key lies (None: own).
    compartment_path = "compartment"
    sealed_under: str | None = None

    class Meta:
        abstract = True

    @property
    def ref(self) -> str:
        """For addresses, exports, file names (see `<ref:pk>`)."""
        return to_ref(self.pk)

    # --- what is sealed ------------------------------------------------------------------

    @classmethod
    def sealed_names(cls) -> list[str]:
        """The names of the sealed fields."""
        return [field.name for field in cls._meta.fields if isinstance(field, SealedTextField)]

    @classmethod
    def sealed_field(cls, name: str) -> SealedTextField:
        """One sealed field."""
        field = cls._meta.get_field(name)
        if not isinstance(field, SealedTextField):
            raise FieldDoesNotExist(f"{cls.__name__}.{name} is not sealed")
        return field

    def _where(self, field: SealedTextField, key: OpenKey) -> bytes:
        return place(self._meta.db_table, field.column, self.pk.bytes, key.id.bytes)  # type: ignore[arg-type]

    def compartment_id_of(self):
        """The id of the compartment this record stands in."""
        *steps, last = self.compartment_path.split("__")
        holder = self
        for step in steps:
            holder = getattr(holder, step)
        return getattr(holder, f"{last}_id")

    def key_holder(self) -> Record:
        """The record on which the data key lies."""
        holder: Any = self
        for step in (self.sealed_under or "").split("__"):
            holder = getattr(holder, step) if step else holder
        return holder.key_holder() if holder is not self else holder  # type: ignore[return-value]

    def open_data_key(self, actor: Actor | None, *, writing: bool = False) -> OpenKey:
        """D of this record, made now if there is none.

        Args:
            writing: something new will lie under it. Whoever was removed since D was made may
                hold it in an old copy, so it is made anew; older values stay under the older D.
        """
        holder = self.key_holder()
        fresh = holder.__dict__.get("_fresh_key")
        if fresh is not None and fresh.id == holder.data_key_id:
            return fresh
        if holder.data_key_id is None:
            return holder._make_data_key(actor)
        if actor is None:
            raise Locked("the keys are locked")
        if writing and (key := _renewed(actor, holder)):
            return key
        return _current(actor, holder.data_key)

    # --- write ---------------------------------------------------------------------------

    def seal(self, actor: Actor, **values) -> NeedToKnow:
        """Seal values into fields of this record (save it afterwards).

        None or "" empties a field. What changed is remembered for the journal entry. A value that
        cannot be opened is written over, unless what comes back is empty or as a page showed it.

        Raises:
            NotYours: the actor may not write here.
            Locked: the keys are not at hand.
        """
        actor.require(Right.WRITE, self.compartment_id_of())
        key = self.open_data_key(actor, writing=True)
        for name, value in values.items():
            field = self.sealed_field(name)
            try:
                old = self._open(field, key)
            except Tampered:
                if not value or value == in_place_of(field):
                    continue
                old = None
            if old != (value or None):
                self._put(field, key, value)
                self._note(name, old, value or None)
        self._index(values)
        return self

    def seal_keyless(self, **values) -> NeedToKnow:
        """Seal by a writer without keys (public form, ODK, import): nobody here can read it back.

        The first member who opens the record re-wraps its key.
        """
        key = self.open_data_key(None)
        for name, value in values.items():
            self._put(self.sealed_field(name), key, value)
            self._note(name, None, value or None)
        self._index(values)
        return self

    def change(self, actor: Actor, **values) -> dict:
        """Set plain and sealed fields; give {field: (old, new)} of the plain ones that changed."""
        sealed = {name: value for name, value in values.items() if name in self.sealed_names()}
        changes = {}
        for name in values.keys() - sealed.keys():
            old, new = getattr(self, name), values[name]
            if old != new:
                changes[name] = (old, new)
                setattr(self, name, new)
        if sealed:
            self.seal(actor, **sealed)
        return changes

    def _put(self, field, key: OpenKey, value) -> None:
        empty = value is None or value == ""
        data = None if empty else seal(key.secret, field.encode(value), self._where(field, key))
        setattr(self, field.attname, data)

    def _note(self, name: str, old, new) -> None:
        notes = self.__dict__.setdefault("_sealed_changes", {})
        first = notes[name][0] if name in notes else old
        notes[name] = (first, new)

    def _index(self, values) -> None:
        """Tell the index of names that they changed."""
        from gongyou.vault.identities.index import note_change

        entry = registered(type(self))
        if entry and not values.keys().isdisjoint(entry.fields):
            note_change(self)

    def take_sealed_changes(self) -> dict:
        """What `seal` changed since the last journal entry."""
        return self.__dict__.pop("_sealed_changes", {})

    # --- read ----------------------------------------------------------------------------

    def reveal(self, actor: Actor, name: str):
        """The value of a sealed field.

        None when it is empty, destroyed, or when the reader sees the record but may not read
        identities (a researcher). Reading is noted in the journal.

        Raises:
            NotYours: the reader doesn't see this record.
            Locked: the keys are not at hand.
            Tampered: the value was changed or moved. A page shows that instead.
        """
        compartment = self.compartment_id_of()
        actor.require(Right.READ, compartment)
        field = self.sealed_field(name)
        if getattr(self, field.attname) is None or not actor.may(Right.READ_IDENTITY, compartment):
            return None
        try:
            value = self._open(field, self.open_data_key(actor))
        except Shredded:
            return None
        except Tampered as damaged:
            if actor.shown_damaged is None:
                raise
            damaged.record = str(self)
            actor.shown_damaged.append(damaged)
            actor.damaged.add((self._meta.label_lower, self.pk, name))
            return in_place_of(field)
        if field.identity:
            from gongyou.vault.identities.reads import note

            note(actor, type(self), compartment, [self.pk], [name])
        return value

    def _open(self, field, key: OpenKey):
        sealed = getattr(self, field.attname)
        if sealed is None:
            return None
        try:
            return field.decode(unseal_by(key, sealed, lambda each: self._where(field, each)))
        except Tampered as damaged:
            damaged.record = str(self)
            raise

    @property
    def shredded(self) -> bool:
        """Whether the identity behind this record was destroyed."""
        holder = self.key_holder()
        return holder.data_key_id is not None and holder.data_key.how == Wrapped.SHREDDED  # type: ignore[union-attr]


class Record(NeedToKnow):
    """A row that stands in a compartment by itself."""

    compartment = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    data_key = models.ForeignKey(
        "vault.DataKey", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def _make_data_key(self, actor: Actor | None) -> OpenKey:
        from gongyou.vault.accounts.models import Compartment

        where = self.compartment_id_of()
        if actor is None or not actor.unlocked:
            compartment = Compartment.objects.select_related("current_key").get(pk=where)
            row, opened = make_keyless(compartment.current_key)
            self.__dict__["_fresh_key"] = opened
        else:
            row, opened = make(actor.keyring, prove_now(actor.keyring, where))
            actor.keyring.opened[row.pk] = opened
        row.save(force_insert=True)
        self.data_key = row
        if not self._state.adding:
            type(self)._base_manager.filter(pk=self.pk).update(data_key=row)
        return opened


class Part(NeedToKnow):
    """A row that belongs to a record: give `compartment_path`, and `sealed_under` if it seals.

    Example: `compartment_path = "employment__compartment"`, `sealed_under = "employment__worker"`.
    """

    class Meta:
        abstract = True


def _current(actor: Actor, row) -> OpenKey:
    """D, put under W of the compartment's current key if it isn't yet (lazy re-wrapping)."""
    opened = open_key(actor.keyring, row)
    in_use = {row.compartment.current_key_id for row in actor.memberships.values()}
    if row.how == Wrapped.SYMMETRIC and row.key_id in in_use:
        return opened
    compartment = row.key.compartment
    current = compartment.current_key_id
    stale = current != row.key_id or row.how == Wrapped.BOX
    if stale and actor.keyring.holds(current) and is_proved(actor.keyring, compartment):
        with housekeeping("vault.rewrap", compartment.pk):
            rewrap(actor.keyring, row, current, opened.secret)
    return opened


def _renewed(actor: Actor, holder: Record) -> OpenKey | None:
    """A D made under the key in use, for a record whose D is older than that; None: it isn't."""
    from gongyou.vault.accounts.models import Compartment

    row = holder.data_key
    if holder.compartment_id not in actor.memberships or row.how == Wrapped.SHREDDED:  # type: ignore[union-attr]
        return None
    # Asked anew: what the actor remembers may be older than a removal.
    if row.made_under == key_in_use(holder.compartment_id)[0]:  # type: ignore[union-attr]
        return None
    compartment = Compartment.objects.select_related("current_key").get(pk=holder.compartment_id)
    if row.made_under is None and compartment.keys.count() == 1:  # type: ignore[union-attr]
        return None
    current = prove(actor.keyring, compartment)
    open_key(actor.keyring, row)  # type: ignore[arg-type]
    with housekeeping("vault.rewrap", compartment.pk), transaction.atomic():
        locked = type(row).objects.select_for_update().get(pk=row.pk)  # type: ignore[union-attr]
        made, opened = successor(actor.keyring, locked, current)
        type(holder)._base_manager.filter(pk=holder.pk).update(data_key=made)
    holder.data_key = made
    return opened
