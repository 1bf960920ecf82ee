"""The process: how requests come in, health checks, start and stop."""
