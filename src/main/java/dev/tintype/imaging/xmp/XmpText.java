package dev.tintype.imaging.xmp;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.tintype.support.Utf8;

/**
 * Decodes a packet and refuses what the XMP library does not limit: it recurses for each
 * level, and compares each property with its siblings.
 */
final class XmpText {

	/** Longest packet in bytes. */
	static final int LONGEST = 1024 * 1024;

	private static final int MOST_LEVELS = 64;

	private static final int MOST_ELEMENTS = 50_000;

	private static final int MOST_SIBLINGS = 1_000;

	private static final int MOST_NAMESPACES = 200;

	private static final XMLInputFactory PARSERS = parsers();

	private static final Charset WESTERN = Charset.forName("windows-1252");

	private final Deque<int[]> siblings = new ArrayDeque<>();

	private int elements;

	private int namespaces;

	private XmpText() {
	}

	private static XMLInputFactory parsers() {
		// The JDK's own parser, whatever else is in the class path.
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
		return factory;
	}

	/**
	 * Decodes and checks a packet.
	 * @return XML of bounded depth without DTD
	 * @throws BrokenXmpException if it is not
	 */
	static String of(byte[] packet) throws BrokenXmpException {
		if (packet.length > LONGEST) {
			throw new BrokenXmpException("The XMP packet has over 1 MiB.");
		}
		String text = decode(packet);
		try {
			new XmpText().check(text);
		}
		catch (XMLStreamException | RuntimeException ex) {
			throw new BrokenXmpException("The XMP packet is not well-formed XML.");
		}
		return text;
	}

	private static String decode(byte[] packet) {
		Charset charset = charset(packet);
		String text = (charset == StandardCharsets.UTF_8) ? Utf8.decode(packet) : new String(packet, charset);
		StringBuilder clean = new StringBuilder((text != null) ? text : new String(packet, WESTERN));
		int length = 0;
		for (int i = 0; i < clean.length(); i++) {
			char c = clean.charAt(i);
			if (isAllowed(c)) {
				clean.setCharAt(length++, c);
			}
		}
		clean.setLength(length);
		return clean.toString();
	}

	// Some writers leave control characters in texts and NULs after the packet.
	static boolean isAllowed(char c) {
		return (c >= ' ' || c == '\t' || c == '\n' || c == '\r') && c != '\uFEFF' && c < '\uFFFE';
	}

	// A packet begins with the mark of its byte order, or with an ASCII character.
	private static Charset charset(byte[] packet) {
		int first = (packet.length > 1) ? packet[0] & 0xFF : 0;
		int second = (packet.length > 1) ? packet[1] & 0xFF : 1;
		if ((first == 0xFE && second == 0xFF) || (first == 0 && second != 0)) {
			return StandardCharsets.UTF_16BE;
		}
		if ((first == 0xFF && second == 0xFE) || (first != 0 && second == 0)) {
			return StandardCharsets.UTF_16LE;
		}
		return StandardCharsets.UTF_8;
	}

	private void check(String text) throws XMLStreamException, BrokenXmpException {
		XMLStreamReader reader = PARSERS.createXMLStreamReader(new StringReader(text));
		try {
			while (reader.hasNext()) {
				switch (reader.next()) {
					case XMLStreamConstants.START_ELEMENT -> start(reader);
					case XMLStreamConstants.END_ELEMENT -> this.siblings.pop();
					case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
						throw new BrokenXmpException("The XMP packet has a DTD or entities.");
					default -> {
					}
				}
			}
		}
		finally {
			reader.close();
		}
	}

	private void start(XMLStreamReader reader) throws BrokenXmpException {
		int[] parent = this.siblings.peek();
		if (parent != null && !"li".equals(reader.getLocalName())) {
			parent[0]++;
		}
		this.elements++;
		for (int i = 0; i < reader.getNamespaceCount(); i++) {
			this.namespaces += XmpRegistry.isKnown(reader.getNamespaceURI(i)) ? 0 : 1;
		}
		this.siblings.push(new int[] { reader.getAttributeCount() });
		if (this.siblings.size() > MOST_LEVELS || this.elements > MOST_ELEMENTS
				|| (parent != null && parent[0] > MOST_SIBLINGS) || reader.getAttributeCount() > MOST_SIBLINGS
				|| this.namespaces > MOST_NAMESPACES) {
			throw new BrokenXmpException("The XMP packet has too many elements or levels.");
		}
	}

}
