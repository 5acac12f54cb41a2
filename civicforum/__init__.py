"""CivicForum: what citizens said in a room becomes a record anyone can follow."""
