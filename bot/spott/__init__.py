"""Spott, the ATS and CRM of recruitment agencies: its API, its records and its ways to fail."""
