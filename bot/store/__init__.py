"""The data that outlives the process, in SQLite by default, or PostgreSQL. The only package that uses SQLAlchemy."""
