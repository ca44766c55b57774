package dev.tintype.caption.sidecar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.caption.file.ImageName;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.CheckedFolder;
import dev.tintype.support.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The text file beside a picture, in a folder that is open. All methods access the disk,
 * and none follows a link.
 *
 * @param folder of the picture, below the roots
 * @param picture the name of the picture
 * @param name of the text file
 */
record SidecarFile(CheckedFolder folder, Path picture, Path name) {

	/** The most bytes of a caption, with a byte order mark and a line end. */
	private static final int MOST_BYTES = 4 * 20_000 + 8;

	/** A name of more bytes than this is replaced by a short one. */
	private static final int LONG_NAME = 240;

	private static final Set<PosixFilePermission> EXECUTE = Set.of(PosixFilePermission.OWNER_EXECUTE,
			PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

	/**
	 * Names the text file of a picture.
	 * @param path of the picture, absolute
	 */
	static SidecarFile of(CheckedFolder folder, Path path, String extension) {
		Path sidecar = FileNames.path(ImageName.stem(FileNames.text(path)) + extension);
		return new SidecarFile(folder, Objects.requireNonNull(path.getFileName()),
				Objects.requireNonNull(sidecar.getFileName()));
	}

	/**
	 * Looks at the file.
	 * @return null if it does not exist
	 * @throws IOException if it is a link or no regular file, or the disk fails. The
	 * message is for people
	 */
	@Nullable State look() throws IOException {
		try {
			BasicFileAttributes attributes = this.folder.attributes(this.name);
			if (attributes.isSymbolicLink()) {
				throw new IOException("It is a link.");
			}
			if (!attributes.isRegularFile()) {
				throw new IOException("It is not a regular file.");
			}
			return new State(attributes.size(),
					attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS));
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	/**
	 * Reads the file.
	 * @throws IOException as in {@link #look}, or if it is too long
	 */
	byte[] read(ImageRoots roots) throws IOException {
		try (CheckedFile file = roots.open(this.folder.path().resolve(this.name))) {
			if (!file.path().equals(this.folder.path().resolve(this.name))) {
				throw new IOException("It is a link.");
			}
			if (file.size() > MOST_BYTES) {
				throw new IOException("It is longer than " + MOST_BYTES + " bytes.");
			}
			return Channels.newInputStream(file.channel()).readNBytes(MOST_BYTES);
		}
	}

	/**
	 * Whether the picture is still there.
	 */
	boolean hasPicture() throws IOException {
		try {
			return this.folder.attributes(this.picture).isRegularFile();
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/**
	 * Replaces the file. Readers see either the former one or the whole new one. It has
	 * the permissions of the picture.
	 * @return the new file
	 */
	State write(byte[] bytes) throws IOException {
		// The name is always the same, so that another attempt removes what a killed one
		// has left.
		Path part = this.folder.entry(FileNames.path(partName(FileNames.text(this.name))));
		try {
			Files.deleteIfExists(part);
			try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
					LinkOption.NOFOLLOW_LINKS)) {
				ByteBuffer buffer = ByteBuffer.wrap(bytes);
				while (buffer.hasRemaining()) {
					channel.write(buffer);
				}
			}
			share(part);
			Files.move(part, this.folder.entry(this.name), StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AccessDeniedException ex) {
			throw new IOException("The folder is not writable.");
		}
		finally {
			deleteQuietly(part);
		}
		State written = look();
		if (written == null) {
			throw new IOException("It was deleted again.");
		}
		return written;
	}

	// A long name has no room for more characters.
	private static String partName(String name) {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		String middle = (bytes.length > LONG_NAME) ? UUID.nameUUIDFromBytes(bytes).toString() : name;
		return "." + middle + ".tintype";
	}

	// The service creates its own files for itself only.
	private void share(Path part) throws IOException {
		try {
			Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(this.folder.entry(this.picture),
					LinkOption.NOFOLLOW_LINKS);
			permissions.removeAll(EXECUTE);
			Files.setPosixFilePermissions(part, permissions);
		}
		catch (UnsupportedOperationException ex) {
			// This file system has no permissions.
		}
	}

	private static void deleteQuietly(Path part) {
		try {
			Files.deleteIfExists(part);
		}
		catch (IOException ex) {
			// The cause is already known, or the next attempt deletes it.
		}
	}

	/**
	 * A text file as it is on disk.
	 *
	 * @param size in bytes
	 * @param modifiedAt in whole microseconds
	 */
	record State(long size, Instant modifiedAt) {
	}

}
