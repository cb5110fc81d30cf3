"""What applicants do: answer, attach, sign, submit, complain."""
