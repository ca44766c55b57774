package dev.tintype.imaging.xmp;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.XMPSchemaRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of the XMP library. The library adds each namespace of each packet to a
 * table of the process, and never removes one. This class empties the table while no
 * packet is in use.
 */
final class XmpRegistry {

	static final String LIGHTROOM = "http://ns.adobe.com/lightroom/1.0/";

	static final String REGIONS = "http://www.metadataworkinggroup.com/schemas/regions/";

	static final String AREA = "http://ns.adobe.com/xmp/sType/Area#";

	static final String DIMENSIONS = "http://ns.adobe.com/xap/1.0/sType/Dimensions#";

	/**
	 * The namespace of this service. Its properties say which values a user has
	 * corrected. EXIF keeps those of the camera, and other readers prefer EXIF.
	 */
	static final String OURS = "urn:tintype:xmp:1.0/";

	/** Says that a user has corrected the date. */
	static final String DATE = "DateCorrected";

	/** Says that a user has corrected the place. */
	static final String PLACE = "PlaceCorrected";

	private static final int MOST = 1_000;

	private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();

	private static final XMPSchemaRegistry TABLE = XMPMetaFactory.getSchemaRegistry();

	private static final Set<String> OWN = own();

	private XmpRegistry() {
	}

	private static Set<String> own() {
		try {
			TABLE.registerNamespace(LIGHTROOM, "lr");
			TABLE.registerNamespace(REGIONS, "mwg-rs");
			TABLE.registerNamespace(AREA, "stArea");
			TABLE.registerNamespace(DIMENSIONS, "stDim");
			TABLE.registerNamespace(OURS, "tintype");
		}
		catch (XMPException ex) {
			throw new IllegalStateException(ex);
		}
		return new TreeSet<>(namespaces());
	}

	@SuppressWarnings("unchecked")
	private static Set<String> namespaces() {
		return TABLE.getNamespaces().keySet();
	}

	static boolean isKnown(@Nullable String namespace) {
		return namespace == null || OWN.contains(namespace);
	}

	/**
	 * Runs work that uses the library.
	 * @return the result of the work, which must not refer to a packet of the library
	 * @throws BrokenXmpException if the library or the work refuses a packet
	 */
	static <T> T use(Work<T> work) throws BrokenXmpException {
		LOCK.readLock().lock();
		try {
			return work.run();
		}
		// The library may throw any exception when a packet is damaged.
		catch (XMPException | RuntimeException ex) {
			throw new BrokenXmpException("The XMP packet is damaged.");
		}
		finally {
			LOCK.readLock().unlock();
			forget();
		}
	}

	private static void forget() {
		if (TABLE.getNamespaces().size() <= MOST) {
			return;
		}
		LOCK.writeLock().lock();
		try {
			namespaces().stream().filter((namespace) -> !OWN.contains(namespace)).forEach(TABLE::deleteNamespace);
		}
		finally {
			LOCK.writeLock().unlock();
		}
	}

	/**
	 * Work on packets.
	 *
	 * @param <T> type of the result
	 */
	@FunctionalInterface
	interface Work<T> {

		T run() throws XMPException, BrokenXmpException;

	}

}
