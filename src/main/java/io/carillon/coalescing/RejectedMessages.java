package io.carillon.coalescing;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.platform.Binder;
import io.carillon.platform.Database;
import io.carillon.platform.DatabaseFailure;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.platform.Json;
import io.carillon.queue.QueuedMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Keeps what the queue brought and nobody could use: reason, place, origin and the body exactly as it came. */
@ApplicationScoped
class RejectedMessages {

    private static final FactLog LOG = FactLog.of(RejectedMessages.class);
    private static final String INSERT = """
            INSERT INTO rejected_message (id, reason, detail, pointer, jms_message_id, jms_type, properties, body,
                                          rejected_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())""";

    @Inject
    private Database database;

    /** Writes {@code rejections} of parts of {@code origin} in the caller's transaction. */
    void keep(List<Rejection> rejections, QueuedMessage origin) {
        if (rejections.isEmpty()) {
            return;
        }
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Rejection rejection : rejections) {
                String id = Ids.next("rm");
                Binder.of(insert).add(id).add(rejection.reason()).add(cut(rejection.detail(), 2_000))
                        .add(cut(rejection.pointer(), 2_000)).add(cut(origin.id(), 300)).add(origin.type())
                        .add(properties(origin)).add(rejection.body());
                insert.addBatch();
                LOG.warn("message.rejected", "id", id, "reason", rejection.reason(), "pointer", rejection.pointer(),
                        "detail", rejection.detail(), "jms-message", origin.id());
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot keep rejected messages", e);
        }
    }

    private static String cut(String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }

    private static String properties(QueuedMessage origin) {
        try {
            String json = Json.strict().writeValueAsString(origin.properties());
            return json.length() <= 20_000 ? json : "{}";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }
}
