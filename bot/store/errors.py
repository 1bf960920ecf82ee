"""What can go wrong with the database, as one small tree; `bot.store.translation` maps the drivers' errors to it.

StoreError
├── NewerSchemaError
└── RefusedValueError
"""


class StoreError(Exception):
    """The database failed; trying again later may succeed.

    Attributes:
        word: What is wrong, in a few words of ours, such as "locked"; never the database's message, since that can
            contain values.
    """

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


class NewerSchemaError(StoreError):
    """The database was migrated by a newer version of this app, so this one must leave it alone."""

    def __init__(self) -> None:
        super().__init__("written by a newer version of this app")


class RefusedValueError(StoreError):
    """The database will never accept a value, so trying again is pointless."""

    def __init__(self) -> None:
        super().__init__("a value is refused")
