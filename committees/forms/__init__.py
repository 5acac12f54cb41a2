"""The forms of the staff pages and of the members' own, rendered with the KRDS pack."""
