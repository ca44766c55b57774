-- What is compared in any case is compared by one rule, which the service applies: the normal form NFC, Unicode's full
-- case folding, and NFC again. LOWER follows the locale of the Java that runs H2. The folded texts stand in columns
-- that the service writes together with their sources. The function folds the rows that are there.
CREATE ALIAS fold_case FOR 'dev.tintype.search.regex.H2Function.foldCase';

ALTER TABLE images DROP COLUMN filename_lower, caption_lower;
ALTER TABLE images ADD (filename_folded VARCHAR, caption_folded VARCHAR);
UPDATE images SET filename_folded = fold_case(filename), caption_folded = fold_case(caption);
ALTER TABLE images ALTER COLUMN filename_folded SET NOT NULL;
ALTER TABLE images ADD CONSTRAINT images_caption_folded_check CHECK ((caption IS NULL) = (caption_folded IS NULL));

UPDATE prompts SET search_text = fold_case(search_text) WHERE search_text <> fold_case(search_text);

ALTER TABLE document ADD COLUMN name_folded VARCHAR;
UPDATE document SET name_folded = fold_case(name);
ALTER TABLE document ALTER COLUMN name_folded SET NOT NULL;

DROP ALIAS fold_case;

-- The indexes of words beside the database hold words and names that were folded otherwise: of another token, they
-- are made anew.
UPDATE text_index SET token = RANDOM_UUID();
