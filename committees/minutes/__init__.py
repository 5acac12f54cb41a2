"""Minutes as a document: read from the files cities have, written in the forms cities use.

Pure: nothing here knows the database. `document` is what minutes are made of, `reading`
makes one from a file, `writing` makes a file from one, `names` finds likely personal data.
"""
