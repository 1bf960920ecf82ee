"""`make bench`: how fast and how dear a look-up is, beside what people would use instead."""
