-- A contact reads who of their colleagues has left, so that nobody is asked who will not answer.
GRANT SELECT (active) ON person TO signoff_contact;
