package io.carillon.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.carillon.json.Flaw;
import io.carillon.json.Integers;
import io.carillon.json.StrictJson;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageEOFException;
import jakarta.jms.StreamMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map or stream message as bytes: a JSON array with the name, type and value of each member, so that the message can be kept
 * and restored exactly. A map is a change: its members are strings or integers, {@code data} is JSON text, and {@code retry} may
 * be a boolean. A floating-point number without a fraction is an integer too, because some producers know no other numbers.
 */
final class TypedMembers {

    private static final Set<String> TEXTS = Set.of("string", "char", "byte", "short", "int", "long");
    private static final Set<String> FLOATS = Set.of("float", "double");

    private TypedMembers() {
    }

    /** One member; {@code name} is null in a stream; {@code value} is base64 for {@code bytes} and null for {@code null}. */
    record Member(String name, String type, String value) {

        static Member of(String name, Object value) {
            if (value instanceof byte[] bytes) {
                return new Member(name, "bytes", Base64.getEncoder().encodeToString(bytes));
            }
            return new Member(name, typeOf(value), value == null ? null : value.toString());
        }

        private static String typeOf(Object value) {
            return value == null ? "null" : value instanceof Integer ? "int" : value instanceof Character ? "char"
                    : value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
    }

    static byte[] write(MapMessage message) throws JMSException {
        List<Member> members = new ArrayList<>();
        for (Enumeration<?> names = message.getMapNames(); names.hasMoreElements();) {
            String name = (String) names.nextElement();
            members.add(Member.of(name, message.getObject(name)));
        }
        return json(members);
    }

    static byte[] write(StreamMessage message) throws JMSException {
        List<Member> members = new ArrayList<>();
        try {
            while (true) {
                members.add(Member.of(null, message.readObject()));
            }
        } catch (MessageEOFException endOfStream) {
            return json(members);
        }
    }

    private static byte[] json(List<Member> members) {
        try {
            return StrictJson.mapper().writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of strings is always JSON", e);
        }
    }

    static ReadChange change(byte[] body) {
        Location place = new Location("", Notation.POINTER);
        List<Flaw> flaws = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Member member : members(body)) {
            Optional<Long> integer = FLOATS.contains(member.type()) ? integer(member.value()) : Optional.empty();
            if (TEXTS.contains(member.type()) || isFlag(member)) {
                texts.put(member.name(), member.value());
            } else if (integer.isPresent()) {
                texts.put(member.name(), integer.get().toString());
            } else if (!member.type().equals("null")) {
                flaws.add(place.flaw("type-wrong", member.name(),
                        "must be a string or an integer, not of type " + member.type()));
            }
        }
        return TextMembers.read(texts, place, flaws, body);
    }

    private static boolean isFlag(Member member) {
        return member.type().equals("boolean") && ChangeMembers.RETRY.equals(member.name());
    }

    /** The integer in the text of a floating-point number; empty for a fraction, infinity and NaN. */
    private static Optional<Long> integer(String value) {
        return Character.isLetter(value.charAt(value.length() - 1)) ? Optional.empty() : Integers.of(new BigDecimal(value));
    }

    private static List<Member> members(byte[] body) {
        try {
            return StrictJson.mapper().readValue(body, new TypeReference<List<Member>>() { });
        } catch (IOException e) {
            throw new IllegalStateException("stored typed members cannot be read", e);
        }
    }
}
