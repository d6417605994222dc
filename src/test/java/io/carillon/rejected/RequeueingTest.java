package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.database.MigratedDatabase;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueueUnavailable;
import io.carillon.queue.Requeued;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One rejected message goes back on the queue, whatever the listener or another operator does at the same moment. */
class RequeueingTest {

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
                sent.add(stamp.rejectedId());
                broker.accept(stamp);
            }
        };
        database.execute("""
                INSERT INTO rejected_message (id, reason, detail, jms_message_id, jms_type, properties, sent_at, origin,
                    element_index, producer, body, rejected_at)
                VALUES ('rm_1', 'malformed', 'd', 'ID:1', 'text', '{}', CURRENT_TIMESTAMP, 'o', -1, 'p', X'7b7d',
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
}
