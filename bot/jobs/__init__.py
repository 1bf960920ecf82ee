"""The agency's jobs: finding one, and the candidates in each of its stages."""
