package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import io.carillon.json.CanonicalJson;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code uniqueItems}. The library compares by hash codes, which a producer can choose to be equal; that takes quadratic time.
 * This one sorts the items.
 */
final class UniqueItems extends AbstractKeyword {

    UniqueItems() {
        super("uniqueItems");
    }

    @Override
    public KeywordValidator newValidator(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        return new Check(this, value, location, parent, context);
    }

    private static final class Check extends BaseKeywordValidator {

        private final boolean isOn;

        private Check(UniqueItems keyword, JsonNode value, SchemaLocation location, Schema parent, SchemaContext context) {
            super(keyword, value, location, parent, context);
            isOn = value.asBoolean();
        }

        @Override
        public void validate(ExecutionContext context, JsonNode node, JsonNode root, NodePath place) {
            if (isOn && node.isArray() && hasTwins(node)) {
                context.addError(error().instanceNode(node).instanceLocation(place)
                        .evaluationPath(context.getEvaluationPath()).build());
            }
        }

        private static boolean hasTwins(JsonNode array) {
            TreeSet<String> seen = new TreeSet<>();
            for (JsonNode item : array) {
                if (!seen.add(sorted(item))) {
                    return true;
                }
            }
            return false;
        }

        /** Equal for items that are: numbers of data are canonical, and the order of members does not matter. */
        private static String sorted(JsonNode item) {
            StringBuilder text = new StringBuilder();
            write(item, text);
            return text.toString();
        }

        private static void write(JsonNode item, StringBuilder text) {
            if (item.isObject()) {
                Map<String, JsonNode> members = new TreeMap<>();
                item.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
                members.forEach((name, value) -> {
                    text.append(CanonicalJson.quote(name)).append(':');
                    write(value, text);
                    text.append(',');
                });
                text.append('}');
            } else if (item.isArray()) {
                item.forEach(one -> {
                    write(one, text);
                    text.append(',');
                });
                text.append(']');
            } else {
                text.append(item);
            }
        }
    }
}
