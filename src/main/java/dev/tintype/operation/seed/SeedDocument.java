package dev.tintype.operation.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The content of a seed file: a table, and rows of values as they are written.
 *
 * @param file its name
 * @param table the name of the table
 * @param id the column of the id
 * @param key columns that identify a row; empty for the default key of the table
 * @param rows values by column, in order
 */
record SeedDocument(String file, String table, String id, List<String> key, List<Map<String, Node>> rows) {

	private static final int MOST_BYTES = 32 << 20;

	/**
	 * Reads a file.
	 * @return its content
	 * @throws SeedException names the file and the line of a fault
	 */
	static SeedDocument read(SeedFile file) {
		return of(file.name(), text(file));
	}

	/**
	 * Reads a text.
	 * @return its content
	 * @throws SeedException names the file and the line of a fault
	 */
	static SeedDocument of(String file, String text) {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(MOST_BYTES);
		options.setAllowDuplicateKeys(false);
		try {
			Node root = new Yaml(options).compose(new StringReader(text));
			return of(file, mapping(file, root, "the file must have table: and rows:"));
		}
		catch (MarkedYAMLException ex) {
			int line = (ex.getProblemMark() != null) ? ex.getProblemMark().getLine() + 1 : 1;
			throw new SeedException(file + ", line " + line + ": " + ex.getProblem(), ex);
		}
		catch (YAMLException ex) {
			throw new SeedException(file + ": " + String.valueOf(ex.getMessage()).lines().findFirst().orElse(""), ex);
		}
	}

	private static SeedDocument of(String file, Map<String, Node> members) {
		for (String name : members.keySet()) {
			if (!List.of("table", "id", "key", "rows").contains(name)) {
				throw new SeedException(file + ": " + name + " is not one of table, id, key and rows");
			}
		}
		Node rows = members.get("rows");
		if (!(rows instanceof SequenceNode sequence)) {
			throw new SeedException(file + ": rows must be a list");
		}
		List<Map<String, Node>> read = new ArrayList<>();
		for (Node row : sequence.getValue()) {
			read.add(mapping(file, row, "row " + (read.size() + 1) + " must have columns and values"));
		}
		return new SeedDocument(file, word(file, "table", members.get("table"), null),
				word(file, "id", members.get("id"), "id"), key(file, members.get("key")), read);
	}

	private static List<String> key(String file, @Nullable Node node) {
		if (node instanceof SequenceNode sequence) {
			return sequence.getValue().stream().map((column) -> word(file, "key", column, null)).toList();
		}
		return (node != null) ? List.of(word(file, "key", node, null)) : List.of();
	}

	private static String word(String file, String name, @Nullable Node node, @Nullable String absent) {
		if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
			return scalar.getValue();
		}
		if (node == null && absent != null) {
			return absent;
		}
		throw new SeedException(file + ": " + name + " must be a name");
	}

	private static Map<String, Node> mapping(String file, @Nullable Node node, String otherwise) {
		if (!(node instanceof MappingNode mapping)) {
			throw new SeedException(file + ": " + otherwise);
		}
		Map<String, Node> members = new LinkedHashMap<>();
		for (NodeTuple tuple : mapping.getValue()) {
			String name = (tuple.getKeyNode() instanceof ScalarNode scalar) ? scalar.getValue() : "";
			if (members.put(name, tuple.getValueNode()) != null) {
				throw new SeedException(file + ", line " + (tuple.getKeyNode().getStartMark().getLine() + 1) + ": "
						+ name + " occurs twice");
			}
		}
		return members;
	}

	private static String text(SeedFile file) {
		try (InputStream in = file.resource().getInputStream()) {
			byte[] bytes = in.readNBytes(MOST_BYTES + 1);
			if (bytes.length > MOST_BYTES) {
				throw new SeedException(file.name() + " has more than " + MOST_BYTES + " bytes");
			}
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new SeedException(file.name() + " is not a text in UTF-8", ex);
		}
		catch (IOException ex) {
			throw new SeedException(file.name() + " cannot be read", ex);
		}
	}

}
