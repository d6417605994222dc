package io.carillon.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads changes from an HTTP request: changes in JSON, or CloudEvents in each mode of their binding. In structured mode, and for
 * batches, the content type says so; in binary mode, headers whose names begin with {@code ce-} are the attributes, and the body
 * is the data.
 */
public final class HttpChanges {

    private static final String PREFIX = EventMembers.HEADER_PREFIX;
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern VISIBLE = Pattern.compile("[ -~]*");
    private static final Location PLACE = new Location("", Notation.HEADERS);

    private HttpChanges() {
    }

    /**
     * Reads one change or several.
     *
     * @param headers by name, without regard to case
     * @param max     the largest number of changes that is accepted
     * @throws MalformedChanges when the document as a whole cannot be used; flaws of one element are in its {@link ReadChange}
     */
    public static List<ReadChange> read(Map<String, List<String>> headers, byte[] body, int max) throws MalformedChanges {
        List<String> contentType = headers.get("Content-Type");
        if (contentType != null && EventMembers.isMediaType(contentType.get(0))) {
            return ChangesDocument.readEvents(body, max);
        }
        List<Flaw> flaws = new ArrayList<>();
        ObjectNode event = attributes(headers, flaws);
        return event.isEmpty() ? ChangesDocument.read(body, max)
                : List.of(EventMembers.read(EventMembers.withData(event, body), PLACE, body, flaws));
    }

    private static ObjectNode attributes(Map<String, List<String>> headers, List<Flaw> flaws) {
        ObjectNode event = StrictJson.mapper().createObjectNode();
        headers.forEach((header, values) -> {
            if (header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                String attribute = header.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                if (EventMembers.isData(attribute)) {
                    flaws.add(new Flaw(Flaw.UNKNOWN_MEMBER, PREFIX + attribute, "is not an attribute; the body is the data"));
                } else {
                    event.put(attribute, value(attribute, values, flaws));
                }
            }
        });
        return event;
    }

    private static String value(String attribute, List<String> values, List<Flaw> flaws) {
        if (values.size() > 1) {
            flaws.add(EventMembers.flaw(PLACE, "member-twice", attribute, "must be given once"));
        }
        try {
            return decoded(values.get(0).strip());
        } catch (IllegalArgumentException | MalformedChanges e) {
            flaws.add(EventMembers.flaw(PLACE, Flaw.WRONG_VALUE, attribute,
                    "must be visible ASCII, with other characters as percent-encoded UTF-8"));
            return values.get(0);
        }
    }

    /** Older versions of the binding quoted a value instead of encoding it. */
    private static String decoded(String value) throws MalformedChanges {
        var quoted = QUOTED.matcher(value);
        String text = quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : value;
        if (!VISIBLE.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(hex(text, i + 1) << 4 | hex(text, i + 2));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return Utf8.decode(bytes.toByteArray());
    }

    private static int hex(String text, int index) {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException(text);
        }
        return digit;
    }
}
