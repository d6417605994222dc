package io.carillon.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Javadoc comments of a class, which the compiler's annotation processor keeps next to it, as Markdown. */
final class Comments {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TAG = Pattern.compile("(?s)(?:^|\\n)\\s*@(param|return|throws)\\s(.*?)(?=\\n\\s*@|$)");
    private static final Pattern CODE = Pattern.compile("(?s)\\{@code\\s+((?:[^{}]|\\{[^{}]*})*)}");
    private static final Pattern LINK =
            Pattern.compile("(?s)\\{@link(?:plain)?\\s+([\\w.]*)(?:#\\w+)?(?:\\([^)]*\\))?\\s*([^}]*)}");

    private final JsonNode document;
    private final UnaryOperator<String> typeName;

    /**
     * Reads the comments of {@code type}; there may be none.
     *
     * @param typeName what {@code /openapi} calls the class of this name
     */
    Comments(Class<?> type, UnaryOperator<String> typeName) {
        this.typeName = typeName;
        String binaryName = type.getName().substring(type.getPackageName().length() + 1);
        try (InputStream file = type.getResourceAsStream(binaryName + "__Javadoc.json")) {
            document = file == null ? MAPPER.createObjectNode() : MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the class is for, without its tags. */
    Optional<String> ofType() {
        return text(document.path("doc").asText());
    }

    /** What the method does, and what it returns. */
    Optional<String> of(Method method) {
        for (JsonNode one : document.path("methods")) {
            if (one.path("name").asText().equals(method.getName())
                    && one.path("paramTypes").size() == method.getParameterCount()) {
                String comment = one.path("doc").asText();
                String result = tag(comment, "return", "").map(text -> "\n\nReturns " + text + ".").orElse("");
                return text(comment).map(text -> text + result);
            }
        }
        return Optional.empty();
    }

    /** What the record's {@code component} means. */
    Optional<String> ofComponent(String component) {
        return tag(document.path("doc").asText(), "param", component);
    }

    /** What the constant of the enum means. */
    Optional<String> ofConstant(String constant) {
        for (JsonNode one : document.path("enumConstants")) {
            if (one.path("name").asText().equals(constant)) {
                return text(one.path("doc").asText());
            }
        }
        return Optional.empty();
    }

    private Optional<String> tag(String comment, String tag, String name) {
        Matcher tags = TAG.matcher(comment);
        while (tags.find()) {
            String text = tags.group(2).strip();
            if (tags.group(1).equals(tag) && (name.isEmpty() || text.split("\\s", 2)[0].equals(name))) {
                return text(text.substring(name.length()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> text(String comment) {
        String words = TAG.matcher(comment).replaceAll("").strip();
        words = CODE.matcher(words).replaceAll(found -> Matcher.quoteReplacement("`" + found.group(1).strip() + "`"));
        words = LINK.matcher(words).replaceAll(found -> Matcher.quoteReplacement(
                found.group(2).isBlank() ? "`" + typeName.apply(found.group(1)) + "`" : found.group(2).strip()));
        words = words.replaceAll("\\s+", " ").replace("<p>", "\n\n").replace("&lt;", "<").replace("&gt;", ">");
        return Optional.of(words.strip()).filter(found -> !found.isEmpty());
    }
}
