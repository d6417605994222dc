package io.carillon.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.CanonicalJson;
import io.carillon.json.NotJson;
import io.carillon.json.StrictJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values are written into a body, so that none can be mistaken for a part of the template. */
enum Markup {
    /** A value in three braces is the whole JSON value; in two, it is text inside a string. */
    JSON {
        @Override
        String raw(JsonNode value) {
            return value == null ? "null" : CanonicalJson.write(value);
        }

        @Override
        String escaped(String json) {
            String quoted = json.startsWith("\"") ? json : CanonicalJson.quote(json.equals("null") ? "" : json);
            return quoted.substring(1, quoted.length() - 1);
        }

        @Override
        void check(String body) {
            try {
                if (StrictJson.mapper().readTree(body).isMissingNode()) {
                    throw new TemplateFailure("gives an empty body, which is not JSON");
                }
            } catch (JsonProcessingException e) {
                throw new TemplateFailure("gives a body that " + NotJson.describe(e));
            }
        }
    },
    /** XML and HTML. */
    XML {
        @Override
        String escaped(String text) {
            StringBuilder escaped = new StringBuilder(text.length());
            text.codePoints().forEach(character -> {
                switch (character) {
                    case '&' -> escaped.append("&amp;");
                    case '<' -> escaped.append("&lt;");
                    case '>' -> escaped.append("&gt;");
                    case '"' -> escaped.append("&quot;");
                    case '\'' -> escaped.append("&#39;");
                    default -> escaped.appendCodePoint(isXml(character) ? character : '\ufffd');
                }
            });
            return escaped.toString();
        }
    },
    /** The fields of a form. */
    FORM {
        @Override
        String escaped(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    },
    /** Text without any markup. */
    TEXT {
        @Override
        String escaped(String text) {
            return text;
        }
    };

    private static final String NAME = "[a-z0-9][a-z0-9!#$&^_.+-]*";
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("(" + NAME + "/" + NAME + ")(?:; ?charset=utf-8)?", Pattern.CASE_INSENSITIVE);

    /** That of a value of {@code Content-Type}; empty if no template can make such a body. */
    static Optional<Markup> of(String contentType) {
        Matcher mediaType = MEDIA_TYPE.matcher(contentType);
        if (!mediaType.matches()) {
            return Optional.empty();
        }
        String name = mediaType.group(1).toLowerCase(Locale.ROOT);
        if (name.equals("application/json") || name.endsWith("+json")) {
            return Optional.of(JSON);
        }
        if (name.equals("application/xml") || name.equals("text/xml") || name.endsWith("+xml") || name.equals("text/html")) {
            return Optional.of(XML);
        }
        return name.equals("application/x-www-form-urlencoded") ? Optional.of(FORM)
                : Optional.of(TEXT).filter(text -> name.startsWith("text/"));
    }

    /** The form of {@code value} in three braces; null stands for a value that is not there. */
    String raw(JsonNode value) {
        return value == null || value.isNull() ? "" : value.isTextual() ? value.textValue() : CanonicalJson.write(value);
    }

    /** The form in two braces of a value whose form in three braces is {@code raw}. */
    abstract String escaped(String raw);

    /** Throws if the filled template is not what its media type says, as far as that is known. */
    void check(String body) {
        // only JSON is checked
    }

    /** The characters that XML 1.0 can have (section 2.2). */
    private static boolean isXml(int character) {
        return character == '\t' || character == '\n' || character == '\r' || character >= 0x20 && character <= 0xd7ff
                || character >= 0xe000 && character <= 0xfffd || character >= 0x10000;
    }
}
