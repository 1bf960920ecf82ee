"""The process: incoming requests, health checks, start and stop."""
