package dev.tintype.imaging.thumbnail;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import dev.tintype.support.Hashes;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks stored thumbnails. Each can be made again from its image.
 */
@Repository
@Order(30)
class ThumbnailIntegrity implements IntegrityChecks {

	/** Few, because each thumbnail is read as a whole. */
	private static final int WINDOW = 50;

	private static final String ROW = """
			'thumbnail ' || CAST(t.image_id AS VARCHAR) || '/' || CAST(t.size AS VARCHAR) || '/' || t.format""";

	private static final String BYTES = "t.image_id, t.size, t.format, t.mime_type, t.width, t.height, t.etag, t.data";

	private static final String DELETE_LOST = "/* deleteLostThumbnails */ DELETE FROM thumbnails t WHERE {rows}";

	private static final String DELETE_DAMAGED = """
			/* deleteDamagedThumbnail */
			DELETE FROM thumbnails WHERE image_id = :id AND size = :size AND format = :format AND data = :data
			""";

	private final Statements statements;

	private final Transactions transactions;

	private final PictureProbe probe;

	ThumbnailIntegrity(Statements statements, Transactions transactions, PictureProbe probe) {
		this.statements = statements;
		this.transactions = transactions;
		this.probe = probe;
	}

	@Override
	public List<IntegrityCheck> all() {
		RowScan lost = new RowScan(this.statements, this.transactions, new Rows("thumbnails t", "t.image_id",
				UUID.class, "NOT EXISTS (SELECT 1 FROM images i WHERE i.image_id = t.image_id)"));
		return List.of(
				IntegrityCheck.quick("thumbnails.image",
						"Thumbnails whose image no longer exists. Repair deletes them.", lost.tell(ROW),
						lost.repair(DELETE_LOST)),
				IntegrityCheck.deep("thumbnails.bytes", """
						Thumbnails whose bytes do not match their etag, format, media type or size. Repair deletes \
						them; the next request makes them again.""", damaged().map(Stored::text),
						damaged().concatMap(this::delete, 1).reduce(0L, Long::sum)));
	}

	private Flux<Stored> damaged() {
		RowScan all = new RowScan(this.statements, this.transactions,
				new Rows("thumbnails t", "t.image_id", UUID.class, "TRUE", WINDOW));
		return all.read(BYTES, Stored::of).publishOn(Schedulers.boundedElastic(), 1).filter(this::isDamaged);
	}

	private boolean isDamaged(Stored stored) {
		try {
			if (!Hashes.sha256(stored.data()).equals(stored.etag())) {
				return true;
			}
			PictureHeader header = this.probe.read(stored.data());
			return !header.format().name().equals(stored.format())
					|| !header.format().mimeType().equals(stored.mimeType()) || header.width() != stored.width()
					|| header.height() != stored.height();
		}
		catch (PictureException ex) {
			return true;
		}
	}

	private Mono<Long> delete(Stored stored) {
		return this.transactions.runSingle(this.statements.sql(DELETE_DAMAGED)
			.bind("id", stored.imageId())
			.bind("size", stored.size())
			.bind("format", stored.format())
			.bind("data", stored.data())
			.update());
	}

	/** A row. */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Stored(UUID imageId, int size, String format, String mimeType, int width, int height, String etag,
			byte[] data) {

		static Stored of(Readable row) {
			return new Stored(get(row, 0, UUID.class), get(row, 1, Integer.class), get(row, 2, String.class),
					get(row, 3, String.class), get(row, 4, Integer.class), get(row, 5, Integer.class),
					get(row, 6, String.class), get(row, 7, byte[].class));
		}

		String text() {
			return "thumbnail " + this.imageId + "/" + this.size + "/" + this.format;
		}

		private static <T> T get(Readable row, int index, Class<T> type) {
			return Columns.get(row, index, type);
		}

	}

}
