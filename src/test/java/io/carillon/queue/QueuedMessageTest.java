package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueuedMessageTest {

    private static final String TEAM = "{\"organizationId\":1,\"resourceType\":\"team\",\"resourceOperation\":\"create\",\"resourceId\":\"t\"}";
    private static final Map<String, String> STAMP = Map.of("carillon_rejected", "rm_1", "carillon_origin", "ID:first",
            "carillon_element", "3", "carillon_sent_at", "1000");

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
    void whatIsNeitherTextNorBytesNorMapIsUnusable(String type, String told) {
        MalformedChanges refused = assertThrows(MalformedChanges.class, () -> message(type, "", Map.of()).changes());
        assertThat(refused.flaw().reason(), is("type-unusable"));
        assertThat(refused.flaw().detail(), containsString(told));
    }

    @Test
    void aMessageIsKnownByItsDuplicateIdBeforeItsOwn() {
        assertThat(message("text", TEAM, Map.of()).changeId(2), is("ID:own#2"));
        assertThat(message("text", TEAM, Map.of("_AMQ_DUPL_ID", "d")).changeId(0), is("duplicate:d#0"));
        assertThat(message("text", TEAM, Map.of("_AMQ_DUPL_ID", "d".repeat(1_000))).origin().length() <= 150, is(true));
    }

    @Test
    void whatWasPutBackHasTheIdentityOfItsFirstLife() {
        QueuedMessage again = message("text", TEAM, STAMP);
        assertThat(again.requeued().orElseThrow(), is(new Requeued("rm_1", "ID:first", 3, Instant.ofEpochSecond(1))));
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
    void aStampThatIsNotOursIsNone() {
        Map<String, String> forged = new HashMap<>(STAMP);
        forged.put("carillon_element", "many");
        assertThat(message("text", TEAM, forged).requeued().isPresent(), is(false));
    }

    private static QueuedMessage message(String type, String body, Map<String, String> properties) {
        return new QueuedMessage("ID:own", type, Instant.EPOCH, body.getBytes(StandardCharsets.UTF_8), properties);
    }
}
