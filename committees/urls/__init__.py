"""Addresses: for the public, for staff, and for members who have no account."""
