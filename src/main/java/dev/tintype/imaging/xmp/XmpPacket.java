package dev.tintype.imaging.xmp;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.ParseOptions;
import com.adobe.internal.xmp.options.SerializeOptions;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes XMP packets (ISO 16684-1). A packet may be of a picture or of a
 * sidecar file. This may take long, so do not call it on an event loop.
 */
public final class XmpPacket {

	/** Longest packet that is read, in bytes. */
	public static final int LONGEST = XmpText.LONGEST;

	private XmpPacket() {
	}

	/**
	 * Reads a packet.
	 * @param packet its bytes
	 * @return what it says
	 * @throws BrokenXmpException if it cannot be read, has a DTD, or is over a limit; the
	 * message is for people
	 */
	public static XmpFields read(byte[] packet) throws BrokenXmpException {
		String text = XmpText.of(packet);
		return XmpRegistry.use(() -> new XmpReading(parse(text)).fields());
	}

	/**
	 * Makes a packet that contains new values. All other properties stay.
	 * @param existing the packet of the file; null if there is none
	 * @param fields the values
	 * @return the packet, the same bytes if it has these values already
	 * @throws BrokenXmpException if the existing packet cannot be read
	 */
	public static byte[] with(byte @Nullable [] existing, EmbeddedFields fields) throws BrokenXmpException {
		String text = (existing != null) ? XmpText.of(existing) : null;
		return XmpRegistry.use(() -> {
			XMPMeta meta = (text != null) ? parse(text) : XMPMetaFactory.create();
			new XmpWriting(meta).write(fields);
			return serialize(meta);
		});
	}

	private static XMPMeta parse(String text) throws XMPException {
		return XMPMetaFactory.parseFromString(text, new ParseOptions().setDisallowDoctype(true));
	}

	// Sorted properties make the same bytes from the same values. The library takes a
	// padding of 0 for 2 KiB.
	private static byte[] serialize(XMPMeta meta) throws XMPException {
		SerializeOptions options = new SerializeOptions();
		options.setUseCompactFormat(true);
		options.setPadding(1);
		options.setSort(true);
		return XMPMetaFactory.serializeToBuffer(meta, options);
	}

}
