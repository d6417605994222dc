package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.database.MigratedDatabase;
import io.carillon.json.Flaw;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueueUnavailable;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.Requeued;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One rejected message goes back on the queue, whatever the listener or another operator does at the same moment. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class RequeueingTest {

    private static final byte[] CORRECTION = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> STAMP = Map.of("carillon_rejected", "rm_1", "carillon_origin", "o",
            "carillon_element", "-1", "carillon_sent_at", "0", "carillon_type", "text", "carillon_producer", "p");

    private final MigratedDatabase database = MigratedDatabase.of("h2");
    private final RejectedMessages messages = new RejectedMessages();
    private final Requeueing requeueing = new Requeueing();
    private final List<String> sent = new ArrayList<>();
    private Consumer<Requeued> broker = stamp -> { };

    @BeforeEach
    void aRejectedMessage() throws SQLException {
        messages.database = database;
        requeueing.database = database;
        requeueing.messages = messages;
        requeueing.queue = new ChangeQueue() {
            @Override
            public void requeue(Requeued stamp, byte[] body) {
                sent.add(stamp.rejectedId() + " " + stamp.type() + " " + new String(body, StandardCharsets.UTF_8));
                broker.accept(stamp);
            }
        };
        database.execute("""
                INSERT INTO rejected_message (id, reason, detail, jms_message_id, jms_type, properties, sent_at, origin,
                    element_index, producer, body, rejected_at)
                VALUES ('rm_1', 'malformed', 'd', 'ID:1', 'map', '{}', CURRENT_TIMESTAMP, 'o', -1, 'p', X'5b5d',
                    CURRENT_TIMESTAMP)""");
    }

    @AfterEach
    void end() throws SQLException {
        database.close();
    }

    @Test
    void aMessageThatTakesEffectBeforeSendingReturnsIsStillReportedAsRequeued() {
        broker = stamp -> messages.delete(stamp.rejectedId());
        PutBack result = requeueing.putBack(messages.find("rm_1").orElseThrow());
        assertThat(result.result(), is(PutBack.Result.DONE));
        assertThat(result.at(), notNullValue());
        assertThat(messages.find("rm_1"), is(Optional.empty()));
    }

    @Test
    void theTimeThatIsReportedIsTheOneInTheRow() {
        PutBack result = requeueing.putBack(messages.find("rm_1").orElseThrow());
        assertThat(messages.find("rm_1").orElseThrow().requeuedAt(), is(result.at()));
    }

    @Test
    void aMessageThatWasDeletedSinceItWasReadIsNotSent() {
        RejectedMessage read = messages.find("rm_1").orElseThrow();
        messages.delete("rm_1");
        assertThat(requeueing.putBack(read), is(PutBack.GONE));
        assertThat(sent, is(List.of()));
    }

    @Test
    void aMessageThatTheBrokerDoesNotConfirmIsNotMarked() {
        broker = stamp -> {
            throw new QueueUnavailable(new IllegalStateException("no answer"));
        };
        PutBack result = requeueing.putBack(messages.find("rm_1").orElseThrow());
        assertThat(result.result(), is(PutBack.Result.UNCONFIRMED));
        assertThat(result.reason(), is("was not confirmed by the broker: no answer"));
        assertThat(messages.find("rm_1").orElseThrow().requeuedAt(), nullValue());
    }

    @Test
    void aCorrectedMessageIsTextAndStaysAsItWasReceived() {
        PutBack result = requeueing.correct(messages.find("rm_1").orElseThrow(), CORRECTION);
        RejectedMessage stored = messages.find("rm_1").orElseThrow();
        assertThat(sent, is(List.of("rm_1 text {}")));
        assertThat(stored.requeuedAt(), is(result.at()));
        assertThat(stored.jmsType(), is("map"));
        assertThat(new String(stored.body(), StandardCharsets.UTF_8), is("[]"));
    }

    @Test
    void aMessageOnTheQueueIsNotCorrected() {
        requeueing.putBack(messages.find("rm_1").orElseThrow());
        sent.clear();
        PutBack result = requeueing.correct(messages.find("rm_1").orElseThrow(), CORRECTION);
        assertThat(result, is(PutBack.impossible("is already on the queue.")));
        assertThat(sent, is(List.of()));
    }

    @Test
    void aMessageWhoseMarkIsTooOldToBeTrueIsCorrected() throws SQLException {
        database.execute("UPDATE rejected_message SET requeued_at = CURRENT_TIMESTAMP - INTERVAL '11' MINUTE");
        assertThat(requeueing.correct(messages.find("rm_1").orElseThrow(), CORRECTION).result(), is(PutBack.Result.DONE));
    }

    @Test
    void aMessageThatIsGoneIsNotCorrected() {
        RejectedMessage read = messages.find("rm_1").orElseThrow();
        messages.delete("rm_1");
        assertThat(requeueing.correct(read, CORRECTION), is(PutBack.GONE));
        assertThat(sent, is(List.of()));
    }

    @Test
    void aCorrectionThatIsRejectedIsWhatIsKept() {
        requeueing.correct(messages.find("rm_1").orElseThrow(), CORRECTION);
        QueuedMessage again = new QueuedMessage("ID:2", "text", Instant.EPOCH, CORRECTION, STAMP);
        messages.keep(List.of(Rejection.ofMalformed(again, Flaw.ofValue("", "must not be empty"))), again);
        RejectedMessage stored = messages.find("rm_1").orElseThrow();
        assertThat(stored.detail(), is("must not be empty"));
        assertThat(stored.requeuedAt(), nullValue());
        assertThat(stored.jmsType(), is("text"));
        assertThat(stored.body(), is(CORRECTION));
    }
}
