"""What can go wrong in the store; `str(error)` is a sentence fit for the user."""

from __future__ import annotations


class StorageError(Exception):
    """The family of everything that the store raises."""


class NoSuchStatementError(StorageError):
    """No statement with this number can be seen from here; `count` is how many can."""

    def __init__(self, number: int, count: int) -> None:
        self.number = number
        self.count = count
        there = {0: "There are none yet.", 1: '"list" shows the one there is.'}
        several = f'"list" shows the {count} there are.'
        super().__init__(f"No statement S{number} here. {there.get(count, several)}")


class NoSuchVersionError(StorageError):
    """A version that was forgotten, or that can't be seen from here."""

    def __init__(self, version_id: int) -> None:
        self.version_id = version_id
        super().__init__("That text is no longer kept here.")


class NotAllowedError(StorageError):
    """Only who added a statement, or an admin, may forget it."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"S{number} can be forgotten by who added it, or by an admin.")


class NoPredecessorError(StorageError):
    """A statement can't follow another: itself, one that follows it, or one that not all of its readers may see."""

    def __init__(self, number: int, after: int, reason: str) -> None:
        self.number = number
        self.after = after
        super().__init__(f"S{number} can't follow S{after}: {reason}.")


class StoreUnavailableError(StorageError):
    """The store can't be used now; what was kept is as it was."""


class StoreUnreadableError(StoreUnavailableError):
    """The file is no store, or is damaged."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is not a store of statements, or it is damaged. Name another file, or bring a back-up."
        )


class StoreNewerError(StoreUnavailableError):
    """The store was written by a newer release."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was written by a newer release of Briefbot. Update Briefbot to open it.")


class StoreUnreachableError(StoreUnavailableError):
    """The file can't be opened or made."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} can't be opened. Check that its folder exists and may be written to.")


class StoreReadOnlyError(StoreUnavailableError):
    """The file, or its folder, may only be read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} may only be read. Nothing was stored; check the permissions of the file and its folder."
        )


class StoreFullError(StoreUnavailableError):
    """No room is left on the disk."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The disk that holds {name} is full. Nothing was stored; what is there can still be read.")


class StoreBusyError(StoreUnavailableError):
    """Another process held the store for too long."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is in use by another process. Nothing was stored; try again in a moment.")


class StoreAddressError(StoreUnavailableError):
    """The address of the database is none that a store can be kept at."""

    def __init__(self) -> None:
        super().__init__(
            "The address of the database can't be used. Name a file, or postgresql+psycopg://user:password@host/name."
        )


class StoreAwayError(StoreUnavailableError):
    """The database's server can't be reached, or broke off."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The database {name} can't be reached now. Check that its server runs and that its address is right."
        )


class StoreRefusedError(StoreUnavailableError):
    """The database's server does not let us in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The database {name} lets nobody in with this user and password, or is not there. "
            "Check its address, and that the user may make tables in it."
        )
