"""Accounts, organisations, membership, roles and permissions as code, the protection flag."""
