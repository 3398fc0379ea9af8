"""The reminders of one day: facts, findings and memory become digests and reasons why not.

`plan_reminders` in `planning` puts together what each kind of reminder has to say: `steps`,
`sessions`, `records`, `data`, `backlog`. A new kind is one file here and one line there.
"""
