"""What can go wrong while a store is copied; in each case everything is as it was."""

from __future__ import annotations

from storage.errors import StoreUnavailableError


class CopyError(StoreUnavailableError):
    """A store was not copied."""


class NoStoreError(CopyError):
    """Nothing is there to be copied."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no {name}. Nothing was copied; check its name and folder.")


class TargetThereError(CopyError):
    """A file has the name of the back-up."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is there already. Name another file, or say --replace to put the back-up in its place."
        )


class NoFileError(CopyError):
    """The name of the back-up is that of a folder, or of the store itself."""

    def __init__(self, name: str, is_what: str) -> None:
        super().__init__(f"{name} is {is_what}. Name another file.")


class StoreThereError(CopyError):
    """A store stands where the back-up would be brought to."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is there already. Say --replace to put the back-up in its place; "
            "what is there now is kept beside it under another name."
        )


class InUseError(CopyError):
    """Another process has the store open."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is in use by another process. Stop what serves it, then try again.")


class NotWritableError(CopyError):
    """A file can't be made or changed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} can't be written. Check that its folder exists and may be written to.")


class NotReadableError(CopyError):
    """A file can't be read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} can't be read. Check its permissions.")


class DiskFullError(CopyError):
    """No room is left for the copy."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The disk that holds {name} is full. Everything is as it was; make room and try again.")


class DamagedError(CopyError):
    """A check found the store damaged."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is damaged, so it was not copied. Everything is as it was; bring an older back-up.")


class NoServerError(CopyError):
    """The address that a store shall be moved to is none of a server."""

    def __init__(self) -> None:
        super().__init__(
            "A store is moved to a server: give its address, postgresql+psycopg://user:password@host/name."
        )


class NotEmptyError(CopyError):
    """The database that a store shall be moved to holds something."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The database {name} is not empty. Nothing was moved; name one that is.")


class OlderStoreError(CopyError):
    """The store is of an older release, and a move does not change it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f'{name} was written by an older release. Open it once with this one ("briefbot list"), then move it.'
        )


class UnfitRowError(CopyError):
    """A row can't be kept by the server."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f'A row of "{table}" can\'t be kept by the server: the store may be damaged. Nothing was moved.'
        )


class DifferingError(CopyError):
    """What arrived is not what was sent."""

    def __init__(self, table: str) -> None:
        super().__init__(f'The rows of "{table}" are not the same on the server. Nothing was moved; try again.')
