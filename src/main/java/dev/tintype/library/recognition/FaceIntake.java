package dev.tintype.library.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.FaceDraft;
import dev.tintype.library.face.FaceLocks;
import dev.tintype.library.face.FaceWriter;
import dev.tintype.library.face.NewFace;
import dev.tintype.library.face.PersonFaces;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Stores the faces that a client sends, each chunk in a transaction. A faulty face does
 * not affect the others.
 */
@Component
class FaceIntake {

	/** Faces with embeddings are large. */
	static final int CHUNK = 200;

	private static final String ASSETS = "/* findAssetsOfPhotos */ SELECT DISTINCT v.media_asset_id FROM file_versions v %s";

	private static final String PHOTOS = """
			/* findPhotosForFaces */
			SELECT v.id, b.id, a.deleted_at IS NOT NULL, i.width, i.height
			FROM file_versions v JOIN media_assets a ON a.id = v.media_asset_id
			  LEFT JOIN file_versions b ON b.media_asset_id = a.id AND b.is_best
			  LEFT JOIN images i ON i.image_id = a.image_id %s
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	private final FaceLocks locks;

	private final PersonFaces people;

	private final FaceWriter writer;

	FaceIntake(Statements statements, Dialect dialect, Transactions transactions, FaceLocks locks, PersonFaces people,
			FaceWriter writer) {
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
		this.locks = locks;
		this.people = people;
		this.writer = writer;
	}

	/**
	 * Stores faces.
	 * @return a list of results for each chunk, in order, after its commit
	 */
	Flux<List<FaceResult>> store(Flux<List<FaceItem>> chunks) {
		return Chunks.run(chunks, 1, (chunk) -> this.transactions.run(Mono.defer(() -> store(chunk))));
	}

	private Mono<List<FaceResult>> store(List<FaceItem> items) {
		UUID[] photos = items.stream().map(FaceItem::photoId).filter(Objects::nonNull).distinct().toArray(UUID[]::new);
		List<UUID> owners = items.stream().map(FaceItem::personId).filter(Objects::nonNull).distinct().toList();
		return lockAssets(photos).then(Mono.defer(() -> Mono.zip(photos(photos), this.people.lock(owners))))
			.flatMap((found) -> {
				List<NewFace> faces = new ArrayList<>();
				List<FaceResult> results = items.stream()
					.map((item) -> decide(item, found.getT1(), found.getT2(), faces))
					.toList();
				return this.writer.insert(faces).thenReturn(results);
			});
	}

	private Mono<Void> lockAssets(UUID[] photos) {
		if (photos.length == 0) {
			return Mono.empty();
		}
		return this.statements.sql(ASSETS.formatted(this.dialect.among("v.id", "UUID", "ids")))
			.bind("ids", photos)
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList()
			.flatMap(this.locks::lockAssets)
			.then();
	}

	private Mono<Map<UUID, Photo>> photos(UUID[] photos) {
		if (photos.length == 0) {
			return Mono.just(Map.of());
		}
		return this.statements.sql(PHOTOS.formatted(this.dialect.among("v.id", "UUID", "ids")))
			.bind("ids", photos)
			.<Photo>all(Photo::of)
			.collectMap(Photo::id);
	}

	private static FaceResult decide(FaceItem item, Map<UUID, Photo> photos, Set<UUID> people, List<NewFace> faces) {
		if (item.fault() != null) {
			return FaceResult.invalid(null, item.fault());
		}
		Photo photo = (item.photoId() != null) ? photos.get(item.photoId()) : null;
		if (photo == null) {
			return FaceResult.missing("No photo has the id " + item.photo() + ".");
		}
		UUID person = item.personId();
		if (item.person() != null && (person == null || !people.contains(person))) {
			return FaceResult.missing("No person has the id " + item.person() + ".");
		}
		if (photo.trashed()) {
			return FaceResult.invalid(null, "The asset of the photo is in the trash.");
		}
		if (!photo.contains(item.draft())) {
			return FaceResult.invalid("/bounding_box", FaceDraft.OUTSIDE);
		}
		NewFace face = item.draft().of(photo.best(), person);
		faces.add(face);
		return FaceResult.created(face.id());
	}

	/**
	 * A photo that a face names.
	 *
	 * @param best the best photo of its asset
	 */
	private record Photo(UUID id, UUID best, boolean trashed, @Nullable Integer width, @Nullable Integer height) {

		static Photo of(Readable row) {
			UUID id = Columns.get(row, 0, UUID.class);
			return new Photo(id, Objects.requireNonNullElse(row.get(1, UUID.class), id),
					Columns.get(row, 2, Boolean.class), row.get(3, Integer.class), row.get(4, Integer.class));
		}

		boolean contains(FaceDraft draft) {
			return this.width == null || this.height == null || draft.box().isInside(this.width, this.height);
		}

	}

}
