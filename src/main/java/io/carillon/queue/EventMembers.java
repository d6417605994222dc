package io.carillon.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.crypto.Digests;
import io.carillon.json.Flaw;
import io.carillon.json.Integers;
import io.carillon.json.NotJson;
import io.carillon.json.Pointer;
import io.carillon.json.StrictJson;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Turns the attributes of a CloudEvent 1.0 into the members of a change, whose rules then apply. Extensions that mean nothing to
 * Carillon are left out: an event may have any.
 */
final class EventMembers {

    static final String VERSION = "specversion";
    static final String HEADER_PREFIX = "ce-";

    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";
    private static final String DATA_TYPE = "datacontenttype";
    private static final String ORGANIZATION = "organizationId";
    /** The names of attributes, by those of members. The id of a change is made of two attributes. */
    private static final Map<String, String> ATTRIBUTES = Map.of(ORGANIZATION, "organizationid", "eventType", "type",
            "resourceType", "resourcetype", "resourceOperation", "resourceoperation", "resourceId", "subject",
            "occurredAt", "time", ChangeMembers.ENDPOINTS, "carillonendpoints", ChangeMembers.RETRY, "carillonretry");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
    private static final Pattern JSON = Pattern.compile("[^/;\\s]+/([^/;\\s]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,100}");
    private static final String MEDIA_TYPE = "application/cloudevents";
    private static final int LONGEST_ID = 200;
    /** In a change, data are one level deeper. */
    private static final int DEEPEST = StrictJson.MAX_DEPTH - 1;

    private final JsonNode event;
    private final Location place;
    private final List<Flaw> flaws = new ArrayList<>();

    private EventMembers(JsonNode event, Location place) {
        this.event = event;
        this.place = place;
    }

    /** Whether {@code contentType}, which may be null, is that of an event in structured mode or of a batch. */
    static boolean isMediaType(String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
    }

    /** Whether a member of an event in JSON has its data, and is no attribute. */
    static boolean isData(String name) {
        return name.equals(DATA) || name.equals(BASE64);
    }

    /** The pointer to the attribute for the member of a change at {@code pointer}; other pointers stay as they are. */
    static String attributeOf(String pointer) {
        String attribute = pointer.isEmpty() ? null : ATTRIBUTES.get(pointer.substring(1));
        return attribute == null ? pointer : "/" + attribute;
    }

    /** Adds what binary mode has in the body to the attributes of an event. */
    static ObjectNode withData(ObjectNode attributes, byte[] data) {
        return data.length == 0 ? attributes : attributes.put(BASE64, data);
    }

    static ReadChange read(JsonNode event, Location place, byte[] source) {
        return read(event, place, source, List.of());
    }

    /** Reads {@code event} as a change; {@code found} are flaws that were found before and are included in the result. */
    static ReadChange read(JsonNode event, Location place, byte[] source, List<Flaw> found) {
        EventMembers attributes = new EventMembers(event, place);
        ChangeMembers members = new ChangeMembers(event.isObject() ? attributes.asChange() : event, place, true);
        List<Flaw> flaws = Stream.of(found, attributes.flaws, members.flaws()).flatMap(List::stream).toList();
        return new ReadChange(place, flaws.isEmpty() ? members.change() : null, flaws, source, members.readable());
    }

    private ObjectNode asChange() {
        ObjectNode change = StrictJson.mapper().createObjectNode();
        event.properties().forEach(attribute -> check(attribute.getKey(), attribute.getValue()));
        checkVersion();
        identify(change);
        ATTRIBUTES.forEach((member, attribute) -> {
            if (event.has(attribute)) {
                change.set(member, event.get(attribute));
            }
        });
        JsonNode organization = change.path(ORGANIZATION);
        if (organization.isTextual() && DIGITS.matcher(organization.textValue()).matches()) {
            change.put(ORGANIZATION, new BigInteger(organization.textValue()));
        }
        TextMembers.TERMS.forEach(name -> TextMembers.read(name, change));
        change.set(DATA, data());
        return change;
    }

    private void check(String name, JsonNode value) {
        if (isData(name)) {
            return;
        }
        if (!NAME.matcher(name).matches()) {
            flaw(Flaw.UNKNOWN_MEMBER, name, "is not the name of an attribute, which has lower-case letters and digits only");
        } else if (value.isContainerNode() || value.isNumber() && !Integers.isInteger(value.decimalValue())) {
            flaw("type-wrong", name, "must be a string, a boolean or an integer");
        }
    }

    private void checkVersion() {
        String version = required(VERSION);
        if (version != null && !version.equals("1.0")) {
            flaw(Flaw.WRONG_VALUE, VERSION, "must be 1.0");
        }
    }

    /** An id counts together with its source. A URI has no space, so that no other pair has the same text. */
    private void identify(ObjectNode change) {
        String source = required("source");
        String id = required("id");
        if (source != null && !isUri(source)) {
            flaw(Flaw.WRONG_VALUE, "source", "must be a URI or a relative reference");
        } else if (source != null && id != null) {
            String both = source + " " + id;
            change.put("id", both.length() <= LONGEST_ID ? both
                    : "sha256:" + Digests.sha256(both.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static boolean isUri(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The attribute {@code name}, which is a text that is not empty; null if it has a flaw. */
    private String required(String name) {
        JsonNode value = event.path(name);
        if (value.isTextual() && !ChangeMembers.isUnusable(value.textValue(), Integer.MAX_VALUE)) {
            return value.textValue();
        }
        if (value.isMissingNode() || value.isNull()) {
            flaw("member-missing", name, "is required");
        } else if (value.isTextual()) {
            flaw(Flaw.WRONG_VALUE, name, "must have at least one character, no control characters and no unpaired surrogates");
        } else {
            flaw("type-wrong", name, "must be a string");
        }
        return null;
    }

    private JsonNode data() {
        boolean encoded = event.hasNonNull(BASE64);
        if (!encoded && !event.hasNonNull(DATA)) {
            return null;
        }
        if (event.hasNonNull(DATA_TYPE) && !JSON.matcher(event.get(DATA_TYPE).asText()).matches()) {
            flaw(Flaw.WRONG_VALUE, DATA_TYPE, "must be a media type of JSON, because the data of a change are a JSON object");
            return null;
        }
        if (encoded && event.hasNonNull(DATA)) {
            flaw(Flaw.WRONG_VALUE, BASE64, "must not be given together with data");
        }
        return encoded ? decoded() : event.get(DATA);
    }

    private JsonNode decoded() {
        try {
            JsonNode data = StrictJson.mapper().readTree(Utf8.decode(bytes()));
            if (!data.isObject()) {
                flaw("type-wrong", BASE64, "must be an object");
            } else if (isDeeper(data, DEEPEST)) {
                flaw(Flaw.WRONG_VALUE, BASE64, "may be nested at most " + DEEPEST + " levels deep");
            } else {
                return data;
            }
        } catch (MalformedChanges e) {
            flaw(Flaw.WRONG_VALUE, BASE64, e.flaw().detail());
        } catch (JsonProcessingException e) {
            flaw(Flaw.WRONG_VALUE, BASE64, NotJson.require(e));
        }
        return null;
    }

    private byte[] bytes() throws MalformedChanges {
        try {
            JsonNode encoded = event.get(BASE64);
            return encoded.isBinary() ? encoded.binaryValue() : Base64.getDecoder().decode(encoded.asText());
        } catch (IllegalArgumentException | IOException e) {
            throw new MalformedChanges("must be base64");
        }
    }

    private static boolean isDeeper(JsonNode node, int levels) {
        return node.isContainerNode() && (levels == 0
                || StreamSupport.stream(node.spliterator(), false).anyMatch(child -> isDeeper(child, levels - 1)));
    }

    private void flaw(String reason, String attribute, String detail) {
        flaws.add(flaw(place, reason, attribute, detail));
    }

    /** A flaw of an attribute, whatever members of a change are called. In binary mode, encoded data are the body. */
    static Flaw flaw(Location place, String reason, String attribute, String detail) {
        String pointer = place.notation() != Notation.HEADERS ? place.element() + Pointer.step(attribute)
                : attribute.equals(BASE64) ? place.element() : HEADER_PREFIX + attribute;
        return new Flaw(reason, pointer, detail);
    }
}
