package dev.tintype.operation.seed;

import java.math.BigDecimal;
import java.util.Locale;

import dev.tintype.operation.seed.SeedTable.SeedFault;
import dev.tintype.support.Texts;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts a value of a seed file to JSON. A mapping or a list is converted with its
 * content; a scalar text must be JSON itself.
 */
final class SeedJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final int DEEPEST = 100;

	private SeedJson() {
	}

	/**
	 * Converts a value.
	 * @param node as it is written in YAML
	 * @return JSON
	 * @throws SeedFault if the value cannot be JSON
	 */
	static String of(String column, Node node) {
		try {
			String json = (node instanceof ScalarNode scalar) ? MAPPER.readTree(scalar.getValue()).toString()
					: json(column, node, 0).toString();
			String fault = json.contains("\\u0000") ? "must not contain a NUL character" : Texts.unstorable(json);
			if (fault != null) {
				throw new SeedFault(column, fault);
			}
			return json;
		}
		catch (JacksonException ex) {
			throw new SeedFault(column, "must be a mapping, a list, or a text that is JSON");
		}
	}

	private static JsonNode json(String column, Node node, int depth) {
		if (depth > DEEPEST) {
			throw new SeedFault(column, "is nested too deeply");
		}
		if (node instanceof MappingNode mapping) {
			ObjectNode object = NODES.objectNode();
			for (NodeTuple tuple : mapping.getValue()) {
				if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
					throw new SeedFault(column, "must have texts as names");
				}
				object.set(name.getValue(), json(column, tuple.getValueNode(), depth + 1));
			}
			return object;
		}
		if (node instanceof SequenceNode sequence) {
			ArrayNode array = NODES.arrayNode();
			for (Node element : sequence.getValue()) {
				array.add(json(column, element, depth + 1));
			}
			return array;
		}
		return scalar((ScalarNode) node);
	}

	private static JsonNode scalar(ScalarNode node) {
		String text = node.getValue();
		if (!node.isPlain()) {
			return NODES.stringNode(text);
		}
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "", "~", "null" -> NODES.nullNode();
			case "true" -> NODES.booleanNode(true);
			case "false" -> NODES.booleanNode(false);
			default -> text.matches("-?(?:0|[1-9][0-9]{0,30})(?:\\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
					? NODES.numberNode(new BigDecimal(text)) : NODES.stringNode(text);
		};
	}

}
