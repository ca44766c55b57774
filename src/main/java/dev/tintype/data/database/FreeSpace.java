package dev.tintype.data.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import dev.tintype.data.sql.Recurring;
import dev.tintype.data.sql.Room;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.unit.DataSize;

/**
 * Measures the free space of the embedded database's disk, so that writes are refused
 * before H2 runs out of it. H2 would then close itself under all readers.
 */
final class FreeSpace extends Recurring {

	private static final Duration EVERY = Duration.ofSeconds(1);

	/**
	 * Measures the disk of a database file.
	 * @param least the free space that a write needs
	 */
	FreeSpace(Path file, DataSize least, Room room) {
		this(room, measure(Objects.requireNonNull(file.getParent()), least, room));
	}

	private FreeSpace(Room room, Mono<Void> measuring) {
		super("Measuring the free space of the disk", EVERY, () -> measuring);
		room.lookBy(measuring);
	}

	private static Mono<Void> measure(Path folder, DataSize least, Room room) {
		return Mono.<Void>fromRunnable(() -> room.isLacking(free(folder) < least.toBytes()))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private static long free(Path folder) {
		try {
			return Files.getFileStore(folder).getUsableSpace();
		}
		catch (IOException ex) {
			// A failed measurement does not stop writes.
			return Long.MAX_VALUE;
		}
	}

}
