"""The only writers of what meets: each a transaction that checks rights and state."""
