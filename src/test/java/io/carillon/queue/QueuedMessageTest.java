package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SecretCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueuedMessageTest {

    private static final String TEAM =
            "{\"organizationId\":1,\"resourceType\":\"team\",\"resourceOperation\":\"create\",\"resourceId\":\"t\"}";
    private static final Map<String, String> STAMP = Map.of("carillon_rejected", "rm_1", "carillon_origin", "ID:first",
            "carillon_element", "3", "carillon_sent_at", "1000",
            "carillon_type", "text", "carillon_producer", "key_1");

    @ParameterizedTest
    @ValueSource(strings = {TEAM, " \n[" + TEAM + "]", "\uFEFF" + TEAM,
        "\uFEFF \n<change organizationId='1' resourceType='team' resourceOperation='create' resourceId='t'/>"})
    void theFirstCharacterDecidesWhatIsInside(String text) throws MalformedChanges {
        for (String type : new String[] {"text", "bytes"}) {
            assertThat(message(type, text, Map.of()).changes().get(0).change(),
                    is(new Change(null, 1, null, "team", "create", "t", null, null)));
        }
    }

    @ParameterizedTest
    @CsvSource({"object, is a message of type object", "stream, type stream", "empty, type empty"})
    void whatIsNeitherTextNorBytesNorMapIsUnusable(String type, String detail) {
        MalformedChanges refused = assertThrows(MalformedChanges.class, () -> message(type, "", Map.of()).changes());
        assertThat(refused.flaw().reason(), is("type-unusable"));
        assertThat(refused.flaw().detail(), containsString(detail));
    }

    @Test
    void aMessageIsKnownByItsDuplicateIdBeforeItsOwn() {
        assertThat(message("text", TEAM, Map.of()).changeId(2), is("ID:own#2"));
        assertThat(message("text", TEAM, Map.of("_AMQ_DUPL_ID", "d")).changeId(0), is("duplicate:d#0"));
        assertThat(message("text", TEAM, Map.of("_AMQ_DUPL_ID", "d".repeat(1_000))).origin().length() <= 150, is(true));
    }

    @Test
    void theIdsOfEachUserOfTheBrokerCountSeparately() {
        assertThat(origin(Map.of("carillon_duplicate_id", "d", "carillon_user", "a")), is("duplicate:a/d"));
        assertThat(origin(Map.of("carillon_duplicate_id", "d", "carillon_user", "b")), is("duplicate:b/d"));
        assertThat(origin(Map.of("carillon_user", "a")), is("a/ID:own"));
        assertThat(origin(Map.of("carillon_duplicate_id", "c/d", "carillon_user", "a"))
                .equals(origin(Map.of("carillon_duplicate_id", "d", "carillon_user", "a/c"))), is(false));
        assertThat(origin(Map.of("carillon_duplicate_id", "kept", "_AMQ_DUPL_ID", "sent")), is("duplicate:kept"));
        assertThat(origin(Map.of("carillon_duplicate_id", "d", "carillon_user", "u".repeat(255))).length() <= 150, is(true));
    }

    @Test
    void theIdsThatEachProducerChoosesCountSeparately() {
        Change change = new Change("c/1", 1, null, "team", "create", "t", null, null);
        Map<String, String> ofKey = Map.of("carillon_producer", "key_1");
        assertThat(message("text", TEAM, ofKey).changeId(change, 0), is("key_1/c/1"));
        assertThat(message("text", TEAM, Map.of("carillon_user", "key_1/c")).changeId(change.withId("1"), 0), is("key_1%2Fc/1"));
        assertThat(message("text", TEAM, Map.of()).changeId(change, 0), is("/c/1"));
        assertThat("put back", message("text", TEAM, STAMP).changeId(change, 0), is("key_1/c/1"));
        assertThat("none of its own", message("text", TEAM, ofKey).changeId(change.withId(null), 2), is("ID:own#2"));
        assertThat(message("text", TEAM, ofKey).changeId(change.withId("c".repeat(200)), 0).length() <= 200, is(true));
    }

    private static String origin(Map<String, String> properties) {
        return message("text", TEAM, properties).origin();
    }

    @Test
    void whatWasPutBackHasTheIdentityOfItsFirstLife() {
        QueuedMessage again = message("text", TEAM, STAMP);
        assertThat(again.requeued().orElseThrow(),
                is(new Requeued("rm_1", "ID:first", 3, Instant.ofEpochSecond(1), "text", "key_1")));
        assertThat(again.changeId(0), is("ID:first#3"));
        Map<String, String> whole = new HashMap<>(STAMP);
        whole.put("carillon_element", String.valueOf(Requeued.WHOLE));
        assertThat(message("text", TEAM, whole).changeId(1), is("ID:first#1"));
    }

    @Test
    void oneElementCannotBecomeMany() {
        assertThrows(MalformedChanges.class, () -> message("text", "[" + TEAM + "," + TEAM + "]", STAMP).changes());
    }

    @Test
    void anUnpairedSurrogateIsRejectedAndNotReplaced() throws MalformedChanges {
        for (String half : List.of("\uD83D", "\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00")) {
            byte[] body = Utf8.encode(TEAM.replace("\"t\"", "\"" + half + "\""));
            assertThrows(MalformedChanges.class,
                    () -> new QueuedMessage("ID:own", "text", Instant.EPOCH, body, Map.of()).changes());
        }
        assertThat(Utf8.decode(Utf8.encode("a\uD83D\uDE00b")), is("a\uD83D\uDE00b"));
    }

    /** Any other exception would bring the message back again and again. */
    @Test
    void brokenChangesAreReadOrMalformedAndNothingElse() {
        Random random = new Random(11);
        List<String> whole = List.of("[" + TEAM + "," + TEAM + "]",
                "<changes><!-- c --><change organizationId='1' eventType='team.created' resourceId='t'>"
                        + "<data><![CDATA[{\"a\":[1.0]}]]></data></change>"
                        + "<?pi x?><change organizationId=\"1\" resourceId=\"&lt;&#x41;\"/></changes>");
        for (int i = 0; i < 60_000; i++) {
            byte[] bytes = whole.get(i % 2).getBytes(StandardCharsets.UTF_8);
            for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
                bytes = mutated(bytes, random);
            }
            QueuedMessage message = new QueuedMessage("ID:own", "bytes", Instant.EPOCH, bytes, Map.of());
            try {
                message.changes().forEach(change -> assertThat(change.isUsable(), is(change.flaws().isEmpty())));
            } catch (MalformedChanges expected) {
                assertThat(expected.flaw().detail().isBlank(), is(false));
            }
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] marks = "<>&\"'{}[]!?/#;:x0\0\n\t ".getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length + 1);
        byte[] inserted = {random.nextInt(10) == 0 ? (byte) random.nextInt() : marks[random.nextInt(marks.length)]};
        int skipped = random.nextInt(4) == 0 ? random.nextInt(bytes.length - at + 1) : random.nextInt(2);
        byte[] tail = Arrays.copyOfRange(bytes, Math.min(at + skipped, bytes.length), bytes.length);
        ByteBuffer mutated = ByteBuffer.allocate(at + 1 + tail.length);
        return mutated.put(bytes, 0, at).put(inserted).put(tail).array();
    }

    @Test
    void propertiesOfOursCountOnlyUnderASealOfBodyAndProperties() {
        SecretCipher cipher = Ciphers.withKeyOf(1);
        OriginSeal seal = new OriginSeal(cipher);
        byte[] body = TEAM.getBytes(StandardCharsets.UTF_8);
        Map<String, String> genuine = new HashMap<>(STAMP);
        genuine.put("carillon_seal", cipher.seal(sealed(genuine, body)));
        Map<String, String> kept = new HashMap<>(genuine);
        seal.removeForged(kept, body);
        assertThat(kept, is(genuine));
        assertThat(Requeued.of(kept).isPresent(), is(true));
        for (String changed : STAMP.keySet()) {
            Map<String, String> forged = new HashMap<>(genuine);
            forged.put(changed, "7");
            seal.removeForged(forged, body);
            assertThat(changed, forged, is(Map.of()));
        }
        Map<String, String> forged = new HashMap<>(Map.of("carillon_protocol", "http", "own", "stays"));
        seal.removeForged(forged, body);
        assertThat(forged, is(Map.of("own", "stays")));
    }

    /** The content of a seal, written down once more: nodes of different versions must agree about it. */
    private static byte[] sealed(Map<String, String> properties, byte[] body) {
        StringBuilder stamps = new StringBuilder();
        List.of("protocol", "rejected", "origin", "element", "sent_at", "type", "producer").forEach(name -> stamps
                .append("carillon_")
                .append(name).append('=').append(properties.getOrDefault("carillon_" + name, "")).append('\n'));
        byte[] first = stamps.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(first.length + body.length).put(first).put(body).array();
    }

    private static QueuedMessage message(String type, String body, Map<String, String> properties) {
        return new QueuedMessage("ID:own", type, Instant.EPOCH, body.getBytes(StandardCharsets.UTF_8), properties);
    }
}
