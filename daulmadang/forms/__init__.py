"""The forms of the staff pages of panels."""
