package io.carillon.blackbox.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.blackbox.support.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Bodies of messages for one organization: changes in JSON or XML in many spellings, and what is no change at all. */
final class ChangeBodies {

    private static final List<String> TEXTS = List.of("", "Harbour Rowers", "\u00e9\u00df\u0416\u6f22", "\ud83d\ude80",
            "a\"b\\c/d", "<&>'", "\t\n", "null", "\u2028\u2029", "]]&gt;");
    private static final int ONE_IN_LARGE = 60;

    private final Random random;
    private final long organization;

    ChangeBodies(Random random, long organization) {
        this.random = random;
        this.organization = organization;
    }

    long organization() {
        return organization;
    }

    /** A document with these changes. */
    String good(List<String> ids) {
        boolean json = random.nextInt(3) > 0;
        if (ids.size() == 1 && random.nextBoolean()) {
            return blank() + (json ? json(ids.get(0)) : xml(ids.get(0))) + blank();
        }
        return json ? ids.stream().map(this::json).collect(Collectors.joining("," + blank(), blank() + "[" + blank(), "]"))
                : ids.stream().map(this::xml).collect(Collectors.joining(blank(), "<changes>", "</changes>"));
    }

    /** The same as bytes, now and then with a byte order mark. */
    byte[] goodBytes(List<String> ids) {
        return ((random.nextInt(8) == 0 ? "\ufeff" : "") + good(ids)).getBytes(UTF_8);
    }

    private String blank() {
        return random.nextInt(4) == 0 ? List.of(" ", "\n", "\r\n", "\t ").get(random.nextInt(4)) : "";
    }

    private String json(String id) {
        List<String> members = new ArrayList<>(List.of("\"organizationId\":" + organization, "\"resourceId\":\"" + id + "\""));
        if (random.nextBoolean()) {
            members.add("\"eventType\":\"team.updated\"");
        } else {
            members.addAll(List.of("\"resourceType\":\"team\"", "\"resourceOperation\":\"update\""));
        }
        if (random.nextInt(3) == 0) {
            members.add("\"id\":\"c-" + id + "\"");
        }
        if (random.nextInt(3) == 0) {
            members.add("\"occurredAt\":\"2025-06-09T10:30:00" + List.of("Z", ".5Z", "+02:00").get(random.nextInt(3)) + "\"");
        }
        if (random.nextBoolean()) {
            members.add("\"data\":" + data());
        }
        Collections.shuffle(members, random);
        return members.stream().collect(Collectors.joining("," + blank(), "{" + blank(), blank() + "}"));
    }

    private String xml(String id) {
        return "<change organizationId=\"%d\" resourceType='team'%s resourceOperation=\"update\" resourceId=\"%s\"%s"
                .formatted(organization, blank(), id, random.nextBoolean() ? "/>"
                        : "><data><![CDATA[" + data().replace("]]>", "") + "]]></data></change>");
    }

    /** A JSON object, now and then of more than 100 KB. */
    String data() {
        int large = random.nextInt(ONE_IN_LARGE) == 0 ? 100_000 + random.nextInt(200_000) : random.nextInt(200);
        return Json.object("text", text(), "filling", "x".repeat(large), "number", random.nextInt(),
                "list", List.of(random.nextBoolean(), random.nextInt(), text()), "nested", Json.raw(Json.object("a", text())));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** Text that contains {@code mark} and is no change. */
    String bad(String mark) {
        return switch (random.nextInt(9)) {
            case 0 -> mark;
            case 1 -> "{\"organizationId\":" + organization + ",\"resourceId\":\"" + mark;
            case 2 -> Json.object("organizationId", organization, "eventType", "no." + mark, "resourceId", "x");
            case 3 -> Json.object("organizationId", organization, "eventType", "team.updated", "resourceId", "x", "colour", mark);
            case 4 -> Json.object("organizationId", 9007199254740991L, "eventType", "team.updated", "resourceId", mark);
            case 5 -> "<change organizationId='" + organization + "' resourceId='" + mark + "'";
            case 6 -> "<!DOCTYPE change [<!ENTITY a 'b'>]><change resourceId='" + mark + "'/>";
            case 7 -> "[".repeat(1 + random.nextInt(3_000)) + '"' + mark + '"';
            default -> Json.object("organizationId", String.valueOf(mark), "eventType", "team.updated", "resourceId", "x");
        };
    }

    /** Bytes that contain {@code mark} and are no change. */
    byte[] badBytes(String mark) {
        return switch (random.nextInt(5)) {
            case 0 -> bad(mark).getBytes(random.nextBoolean() ? UTF_16LE : UTF_16BE);
            case 1 -> notUtf8(mark);
            case 2 -> joined(mark.getBytes(UTF_8), noise(random.nextInt(2_000)));
            case 3 -> joined(noise(random.nextInt(random.nextInt(20) == 0 ? 150_000 : 500)), mark.getBytes(UTF_8));
            default -> bad(mark).getBytes(UTF_8);
        };
    }

    /** A change that would be good if its {@code é} were not a single byte. */
    byte[] notUtf8(String mark) {
        return Json.object("organizationId", organization, "eventType", "team.updated", "resourceId", mark + "Jos\u00e9")
                .getBytes(ISO_8859_1);
    }

    byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
