"""Forms of staff and members' pages, rendered with the KRDS pack."""
