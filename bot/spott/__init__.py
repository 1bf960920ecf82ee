"""Spott, the ATS and CRM for recruitment agencies: its API, its records and its errors."""
