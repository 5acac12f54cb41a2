"""From a fresh clone to a project that runs; the system's own Python, standard library only."""
