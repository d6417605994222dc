package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.json.Flaw;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.ReadChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rejected message was about is kept as far as it can be read, so that it is found by its object. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class RejectedObjectTest {

    private static final RejectedSelection EVERYTHING = new RejectedSelection(null, null, null, null);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'organizationId':7,'resourceType':'team','resourceOperation':'no','resourceId':'t'}       | 7 team t",
        "{'organizationId':7,'eventType':'score.updated','resourceId':'t','x':1}                    | 7 score t",
        "{'organizationId':7,'eventType':'no.such','resourceId':'t','x':1}                          | 7 null t",
        "{'organizationId':0,'resourceType':'','resourceOperation':'no','resourceId':'t'}           | null null t",
        "{'organizationId':'7','resourceType':'team','resourceOperation':'create','resourceId':5}   | null team null",
        "<change organizationId='7' resourceType='team' resourceOperation='no' resourceId='t'/>     | 7 team t",
        "<change organizationId='7' resourceId='t' eventType='score.updated' x='1'/>                | 7 score t",
        "'text'                                                                                     | null"})
    void anElementIsKeptWithItsObject(String body, String expected) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("h2")) {
            QueuedMessage message = message(body.replace(body.startsWith("<") ? "\u0000" : "'", "\""));
            on(database).keep(rejections(message), message);
            assertThat(stored(database), is(expected.equals("null") ? List.of() : List.of(expected)));
        }
    }

    /** The broker gave up on the whole message: what all of its changes share. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[{'organizationId':7,'eventType':'team.updated','resourceId':'t'}]                                  | 7 team t",
        "[{'organizationId':7,'eventType':'team.updated','resourceId':'t'},"
                + "{'organizationId':7,'eventType':'team.updated','resourceId':'u'}]                         | 7 team null",
        "[{'organizationId':7,'eventType':'team.updated','resourceId':'t'},"
                + "{'organizationId':8,'eventType':'score.updated','resourceId':'t'}]                        | null null t"})
    void aMessageIsKeptWithWhatItsChangesShare(String body, String expected) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("h2")) {
            QueuedMessage message = message(body.replace("'", "\""));
            on(database).keep(List.of(Rejection.ofWhole(message, new Flaw("dead-letter", "", "x"))), message);
            assertThat(stored(database), contains(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theListIsRestrictedToAnObjectAndToAnOwner(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            RejectedMessages messages = on(database);
            for (String id : List.of("t", "u")) {
                QueuedMessage message = message("{\"organizationId\":7,\"eventType\":\"team.updated\",\"resourceId\":\"" + id
                        + "\",\"x\":1}");
                messages.keep(rejections(message), message);
            }
            assertThat(ids(messages, new RejectedObject(7L, "team", "t"), null), contains("t"));
            assertThat(ids(messages, new RejectedObject(null, null, "u"), 7L), contains("u"));
            assertThat(ids(messages, new RejectedObject(null, null, null), 7L), contains("u", "t"));
            assertThat(ids(messages, new RejectedObject(null, "score", null), 7L), empty());
            assertThat(ids(messages, new RejectedObject(8L, null, null), null), empty());
            assertThat(ids(messages, new RejectedObject(7L, null, null), 8L), empty());
        }
    }

    @Test
    void anOrganizationDoesNotSeeWhatIsTheOperators() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("h2")) {
            QueuedMessage message = message("{\"organizationId\":7,\"x\":1}");
            on(database).keep(rejections(message), message);
            RejectedMessage row = on(database).list(EVERYTHING, new RejectedObject(null, null, null), null, "", 9).get(0);
            RejectedMessageDocument whole = RejectedMessageDocument.of(row);
            assertThat(whole.properties(), is("{\"p\":\"v\"}"));
            RejectedMessageDocument own = whole.forOrganization();
            assertThat(own.properties() == null && own.clientId() == null && own.jmsMessageId() == null, is(true));
            assertThat(own.body(), is(whole.body()));
        }
    }

    private static List<String> ids(RejectedMessages messages, RejectedObject object, Long owner) {
        return messages.list(EVERYTHING, object, owner, "", 9).stream().map(RejectedMessage::resourceId).toList();
    }

    private static RejectedMessages on(MigratedDatabase database) {
        RejectedMessages messages = new RejectedMessages();
        messages.database = database;
        return messages;
    }

    private static QueuedMessage message(String body) {
        return new QueuedMessage("ID:" + body.hashCode(), "text", Instant.EPOCH, body.getBytes(StandardCharsets.UTF_8),
                Map.of("p", "v"));
    }

    private static List<Rejection> rejections(QueuedMessage message) {
        try {
            ReadChange element = message.changes().get(0);
            return List.of(Rejection.ofElement(message, 0, element, element.flaws().get(0)));
        } catch (MalformedChanges e) {
            return List.of();
        }
    }

    private static List<String> stored(MigratedDatabase database) throws Exception {
        return database.query("SELECT organization_id, resource_type, resource_id FROM rejected_message");
    }
}
