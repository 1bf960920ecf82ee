"""Who is meant, and who that is."""
