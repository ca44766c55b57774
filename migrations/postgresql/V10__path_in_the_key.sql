-- A batch of paths is answered from the key's index alone, where no save has touched the images' pages since the last
-- vacuum; else from the row, as before. The tables that refer to the key refer to the new one.
ALTER TABLE thumbnails DROP CONSTRAINT thumbnails_image_fkey;
ALTER TABLE prompt_images DROP CONSTRAINT prompt_images_image_id_fkey;
ALTER TABLE images DROP CONSTRAINT images_pkey, ADD PRIMARY KEY (image_id) INCLUDE (file_path);
ALTER TABLE thumbnails ADD CONSTRAINT thumbnails_image_fkey
  FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE;
ALTER TABLE prompt_images ADD CONSTRAINT prompt_images_image_id_fkey
  FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE;
