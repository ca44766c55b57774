-- The statistics of the library count all photos. This index has all columns that they need, so they read a few pages
-- instead of the whole table.
CREATE INDEX file_versions_stats ON file_versions (listing, tier, is_reviewed, file_size);
