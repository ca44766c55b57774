-- H2's own regular expressions can take exponential time, which its query timeout does not end.
CREATE ALIAS matches_regex FOR 'dev.tintype.search.regex.H2Function.matches';
