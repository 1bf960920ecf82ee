"""Work that is repeated on a schedule."""
