-- Filters compare texts in any case that have no folded column beside them. H2 has no such function of its own.
CREATE ALIAS fold_case FOR 'dev.tintype.search.regex.H2Function.foldCase';
CREATE ALIAS contains_folded FOR 'dev.tintype.search.regex.H2Function.containsFolded';
