"""What outlives the process: a database, SQLite by default or PostgreSQL. The only package that knows SQLAlchemy."""
