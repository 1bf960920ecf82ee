"""Pages of a list, with all the ways in which Spott's answers say whether there are more."""

from bot.spott.fields import Flag, Maybe, Text
from bot.spott.models import Record


class _Next(Record):
    next_cursor: Text = None
    cursor: Text = None
    has_next_page: Flag = None
    has_more: Flag = None


class Page(Record):
    """A page; its subclass has the items."""

    page_info: Maybe[_Next] = None
    pagination: Maybe[_Next] = None

    @property
    def has_more(self) -> bool | None:
        """Whether there is another page; None if the answer does not say."""
        info = self.page_info or self.pagination or _Next()
        return info.has_more if info.has_next_page is None else info.has_next_page

    @property
    def next_cursor(self) -> str | None:
        """The cursor of the next page; None on the last one."""
        info = self.page_info or self.pagination or _Next()
        return None if self.has_more is False else info.next_cursor or info.cursor
