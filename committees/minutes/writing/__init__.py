"""Minutes in the forms cities use: bytes from a `Minutes`, the same bytes for the same minutes.

`form` says what stands where in the council's own layout; `hwpx`, `pdf` and `docx` only draw
it. `fee_sheet` and `sign_in` are the two sheets that go with a meeting. The documents are
Korean whatever the language of the portal.
"""
