package io.carillon.rejected;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.database.Binder;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import io.carillon.json.Flaw;
import io.carillon.json.Json;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.platform.Text;
import io.carillon.queue.QueuedMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what the queue brought and nobody could use: reason, place, origin and the body exactly as it came. What is
 * rejected again after it was put back is the same row with its newest reason; what is used then leaves.
 */
@ApplicationScoped
public class RejectedMessages {

    private static final FactLog LOG = FactLog.of(RejectedMessages.class);
    private static final int MAX_PROPERTIES_LENGTH = 20_000;
    private static final int MAX_PROPERTY_LENGTH = 1_000;
    private static final String INSERT = """
            INSERT INTO rejected_message (id, reason, detail, pointer, jms_message_id, jms_type, protocol, client_id,
                                          sent_at, properties, origin, element_index, body, rejected_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())
            ON CONFLICT DO NOTHING""";
    private static final String AGAIN = """
            UPDATE rejected_message
            SET reason = ?, detail = ?, pointer = ?, rejected_at = clock_timestamp(), requeued_at = NULL
            WHERE id = ?""";
    private static final String USED = "DELETE FROM rejected_message WHERE id = ?";

    @Inject
    private Database database;

    /** Writes {@code rejections} of parts of {@code message} in the caller's transaction. */
    public void keep(List<Rejection> rejections, QueuedMessage message) {
        boolean first = message.requeued().isEmpty();
        if (first && rejections.isEmpty()) {
            return;
        }
        try (Connection connection = database.connection()) {
            boolean again = !first && settle(rejections, message, connection);
            for (Rejection rejection : rejections) {
                if (!again || rejection.element() != message.requeued().orElseThrow().element()) {
                    insert(rejection, message, connection);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot keep rejected messages", e);
        }
    }

    /** Shows the row of a message that was put back once more, or removes it; whether it is shown. */
    private static boolean settle(List<Rejection> rejections, QueuedMessage message, Connection connection)
            throws SQLException {
        String id = message.requeued().orElseThrow().rejectedId();
        int element = message.requeued().orElseThrow().element();
        for (Rejection rejection : rejections) {
            if (rejection.element() == element) {
                Flaw flaw = rejection.flaw();
                LOG.warn("message.rejected-again", "id", id, "reason", flaw.reason(), "detail", stored(flaw.detail(), 500));
                try (PreparedStatement update = connection.prepareStatement(AGAIN)) {
                    Binder.of(update).add(flaw.reason()).add(stored(flaw.detail(), 2_000))
                            .add(stored(flaw.pointer(), 2_000)).add(id);
                    return update.executeUpdate() == 1;
                }
            }
        }
        try (PreparedStatement delete = connection.prepareStatement(USED)) {
            Binder.of(delete).add(id);
            LOG.info("rejected.used", "id", id, "count", delete.executeUpdate());
            return false;
        }
    }

    private static void insert(Rejection rejection, QueuedMessage message, Connection connection) throws SQLException {
        String id = Ids.next("rm");
        Flaw flaw = rejection.flaw();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Binder.of(insert).add(id).add(flaw.reason()).add(stored(flaw.detail(), 2_000)).add(stored(flaw.pointer(), 2_000))
                    .add(message.id()).add(message.type()).add(stored(message.protocol().orElse(null), 40))
                    .add(stored(message.clientId().orElse(null), 300)).add(message.sentAt()).add(propertiesOf(message))
                    .add(message.origin()).add(rejection.element()).add(rejection.body());
            if (insert.executeUpdate() == 1) {
                LOG.warn("message.rejected", "id", id, "reason", flaw.reason(), "pointer", stored(flaw.pointer(), 200),
                        "detail", stored(flaw.detail(), 500), "jms-message", message.id());
            }
        }
    }

    /** {@code text} as a database takes it: without NUL and unpaired surrogates, and not too long. */
    static String stored(String text, int length) {
        if (text == null) {
            return null;
        }
        StringBuilder stored = new StringBuilder();
        text.codePoints().map(c -> c == 0 || Text.isUnpairedSurrogate(c) ? 0xFFFD : c)
                .takeWhile(c -> stored.length() + Character.charCount(c) <= length).forEach(stored::appendCodePoint);
        return stored.toString();
    }

    /** As many as fit, in the order of their names. */
    private static String propertiesOf(QueuedMessage message) {
        try {
            Map<String, String> kept = new TreeMap<>();
            String json = "{}";
            for (Map.Entry<String, String> property : message.properties().entrySet()) {
                kept.put(stored(property.getKey(), MAX_PROPERTY_LENGTH), stored(property.getValue(), MAX_PROPERTY_LENGTH));
                String more = Json.strict().writeValueAsString(kept);
                if (more.length() > MAX_PROPERTIES_LENGTH) {
                    return json;
                }
                json = more;
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }
}
