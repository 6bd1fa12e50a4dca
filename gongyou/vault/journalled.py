"""What both databases share: a transaction that changed rows without an entry is not committed."""

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper as _Wrapper
else:
    _Wrapper = object


class Journalled(_Wrapper):
    """For a database wrapper. The database refuses by itself too (see `Staged`); this names it."""

    journal_last = None
    _staged_before = 0

    def connect(self):
        """Look anew whether the tables of the journal are there."""
        self.__dict__.pop("_journalled", None)
        super().connect()

    def _commit(self):
        if self.connection is not None and self.journalled:
            self._settle()
        self.journal_last = None
        return super()._commit()  # type: ignore[misc]

    def _rollback(self):
        self.journal_last = None
        return super()._rollback()  # type: ignore[misc]

    @property
    def journalled(self) -> bool:
        """Whether the tables of the journal are there."""
        if not self.__dict__.get("_journalled"):
            with self.cursor() as cursor:
                names = self.introspection.table_names(cursor)
            self.__dict__["_journalled"] = "vault_staged" in names
        return self.__dict__["_journalled"]

    def savepoint(self):
        """In tests a savepoint right below the test's own transaction begins an act."""
        if self._is_an_act():
            from gongyou.vault.journal.staging import last_number

            self._staged_before, self.journal_last = last_number(), None
        return super().savepoint()

    def savepoint_commit(self, sid):
        """And its end is where the act would be committed."""
        if self._is_an_act():
            self._settle(self._staged_before)
            self.journal_last = None
        return super().savepoint_commit(sid)

    @property
    def acting(self) -> bool:
        """Whether a transaction runs that will have an entry of its own."""
        return self.in_atomic_block and not self._is_an_act()

    def _is_an_act(self) -> bool:
        """Whether only the transaction of a test is open, so that the next one is an act."""
        blocks = self.atomic_blocks
        return bool(blocks) and all(block._from_testcase for block in blocks)  # type: ignore[attr-defined]

    def _settle(self, after: int = 0) -> None:
        from django.db import DEFAULT_DB_ALIAS

        from gongyou.vault.journal.chain import settle

        if self.alias == DEFAULT_DB_ALIAS and settings.configured:
            settle(after)
