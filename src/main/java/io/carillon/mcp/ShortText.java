package io.carillon.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.carillon.json.StrictJson;
import io.carillon.platform.Text;
import java.util.Map;

/**
 * Answers of the API as text that a model has room for: without the members that a tool leaves out, with long texts cut, and
 * never longer than {@link #MOST} characters.
 */
final class ShortText {

    /** The longest answer, in characters. */
    static final int MOST = 40_000;
    /** The longest text in an answer, such as what a receiver said. */
    static final int LONGEST_TEXT = 2_000;

    private ShortText() {
    }

    /**
     * The text of {@code answer} to a call of {@code tool}.
     *
     * @throws UnusableCall if it is too long
     */
    static String of(JsonNode answer, Tool tool) {
        String text = write(shortened(answer, tool));
        if (text.length() > MOST) {
            throw new UnusableCall("The answer has " + text.length() + " characters, and at most " + MOST + " are sent. "
                    + tool.shorter());
        }
        return text;
    }

    private static String write(JsonNode node) {
        try {
            return StrictJson.mapper().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    private static JsonNode shortened(JsonNode node, Tool tool) {
        if (node instanceof ObjectNode object) {
            object.remove(tool.without());
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                member.setValue(shortened(member.getValue(), tool));
            }
        } else if (node instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                items.set(i, shortened(items.get(i), tool));
            }
        } else if (node.isTextual() && node.textValue().length() > LONGEST_TEXT) {
            return TextNode.valueOf(Text.stored(node.textValue(), LONGEST_TEXT) + "… (" + node.textValue().length()
                    + " characters in all)");
        }
        return node;
    }
}
