"""The made-up agency in the local Spott: its colleagues, candidates, jobs and applications, as the API returns them.

None of them exist; addresses and numbers are reserved for examples (RFC 2606, +1 555 01xx).
"""
