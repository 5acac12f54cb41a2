"""Documents for offices as HWPX, PDF and XLSX: the same bytes for the same content.

`document` says what a report in the city's form (개조식, □ ○ -) is made of; `hwpx`, `pdf` and
`workbook` only draw it. The rest is shared with whoever draws documents of another form.
"""
