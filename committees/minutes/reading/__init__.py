"""From a file to a draft of minutes: pure, without a database.

`files` opens a file and yields its lines, `sections` parts them at the heads, `schedule`,
`attendance`, `agenda` and `discussion` recognise what stands in each part, `reader` runs them in
order and `isolated` runs `reader` in a process of its own. Nothing may disappear: every line ends
in a field, or is a head, or is listed as unplaced.
"""
