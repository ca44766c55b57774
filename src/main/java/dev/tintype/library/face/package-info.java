/**
 * The faces in photos: where they are, whose they are, and how alike they are.
 *
 * <p>
 * {@code FaceBox} computes with boxes, and {@code FaceDraft} reads what a client sends.
 * {@code FaceWriter} writes the rows, and {@code PersonFaces} keeps what follows from
 * them: the counts of people and the sums of their embeddings (ADR 28).
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.change", "data.sql", "imaging.xmp", "library.version",
		"operation.integrity", "support", "web.http" })
@NullMarked
package dev.tintype.library.face;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
