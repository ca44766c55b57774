package dev.tintype.imaging.decode;

import java.nio.file.Path;
import java.util.function.Predicate;

import com.luciad.imageio.webp.internal.NativeLoader;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.leptonica.global.leptonica;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native libraries of this process: the WebP codec, and the decoder that reduces
 * JPEG. They are in the jar and are unpacked into a folder from which the system can load
 * them. The first use of a library loads it, which blocks.
 */
public final class NativeCode {

	private static final Logger LOG = LoggerFactory.getLogger(NativeCode.class);

	private static final String WEBP_FOLDER = "com.luciad.imageio.webp.tmpdir";

	private static final String JPEG_FOLDER = "org.bytedeco.javacpp.cachedir";

	private static final NativeCode INSTANCE = new NativeCode(NativeCode::loadWebp, NativeCode::loadJpeg);

	private final Predicate<NativeFolder> webpLoader;

	private final Predicate<NativeFolder> jpegLoader;

	private @Nullable Path preferred;

	private @Nullable NativeFolder chosen;

	private @Nullable Boolean webp;

	private @Nullable Boolean jpeg;

	/**
	 * Native code that is not loaded yet.
	 * @param webpLoader loads the WebP codec; returns false if it cannot
	 * @param jpegLoader loads the JPEG decoder; returns false if it cannot
	 */
	NativeCode(Predicate<NativeFolder> webpLoader, Predicate<NativeFolder> jpegLoader) {
		this.webpLoader = webpLoader;
		this.jpegLoader = jpegLoader;
	}

	/**
	 * The native code of this process.
	 * @return always the same object
	 */
	public static NativeCode get() {
		return INSTANCE;
	}

	/**
	 * Sets the folder for the libraries. Call it before the first library is loaded. If
	 * programs cannot run from this folder, a folder in the temporary folder is used.
	 * @param folder a folder of the service; it may not exist yet
	 */
	public synchronized void unpackInto(Path folder) {
		this.preferred = folder;
		this.chosen = null;
	}

	private NativeFolder chosen() {
		NativeFolder folder = this.chosen;
		if (folder == null) {
			Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
			folder = (this.preferred != null) ? NativeFolder.choose(this.preferred, temporary)
					: NativeFolder.unprepared();
			this.chosen = folder;
			if (!folder.isUsable()) {
				LOG.warn("Native code can be loaded neither from {} nor from {}: thumbnails are JPEG by default, WebP "
						+ "images cannot be shown, and JPEG images take longer. Programs must be able to run from one "
						+ "of the two folders (writable, and mounted without noexec).", this.preferred, temporary);
			}
		}
		return folder;
	}

	/**
	 * Whether WebP can be decoded and encoded.
	 * @return false when the codec could not be loaded, now or earlier
	 */
	public synchronized boolean hasWebp() {
		Boolean loaded = this.webp;
		if (loaded == null) {
			NativeFolder folder = chosen();
			loaded = folder.isUsable() && this.webpLoader.test(folder);
			this.webp = loaded;
			folder.protect();
		}
		return loaded;
	}

	/**
	 * Whether JPEG can be reduced while it is decoded. If not, the JDK's decoder is used.
	 * @return false when the decoder could not be loaded, now or earlier
	 */
	public synchronized boolean hasJpeg() {
		Boolean loaded = this.jpeg;
		if (loaded == null) {
			NativeFolder folder = chosen();
			loaded = folder.isUsable() && this.jpegLoader.test(folder);
			this.jpeg = loaded;
			folder.protect();
		}
		return loaded;
	}

	private static boolean loadWebp(NativeFolder folder) {
		folder.announce(WEBP_FOLDER);
		try {
			return NativeLoader.initialize();
		}
		catch (LinkageError | RuntimeException ex) {
			LOG.warn("The service cannot decode or encode WebP: its native code cannot be loaded ({})", ex.toString());
			return false;
		}
	}

	private static boolean loadJpeg(NativeFolder folder) {
		folder.announce(JPEG_FOLDER);
		// JavaCPP would limit the memory of the whole process; the decoder limits its
		// own.
		System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
		System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
		// The code that allocates memory also frees it.
		System.setProperty("org.bytedeco.javacpp.noPointerGC", "true");
		try {
			Loader.load(leptonica.class);
			leptonica.setMsgSeverity(leptonica.L_SEVERITY_NONE);
			return true;
		}
		catch (LinkageError | RuntimeException ex) {
			LOG.info("ImageIO decodes JPEG, which takes longer: the native decoder cannot be loaded ({})",
					ex.toString());
			return false;
		}
	}

}
