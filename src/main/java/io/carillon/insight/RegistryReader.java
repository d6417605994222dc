package io.carillon.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.endpoint.EventTypesConverter;
import io.carillon.insight.Registry.App;
import io.carillon.insight.Registry.Endpoint;
import io.carillon.insight.Registry.Entry;
import io.carillon.insight.Registry.State;
import io.carillon.json.StrictJson;
import io.carillon.platform.EnumWords;
import io.carillon.tenant.Flags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the applications that may have been notified of an organization's objects, and their past, with two statements: those
 * that are enabled, were enabled or disabled in the period, got a delivery, or are asked about.
 */
@ApplicationScoped
public class RegistryReader {

    private static final int MOST_ENDPOINTS = 1_000;
    private static final int MOST_ENTRIES = 2_000;
    private static final String APPLICATIONS = """
            SELECT a.id, a.owner_organization_id, n.enabled_at, a.flags, e.id, e.status, e.delivery, e.event_types,
                e.content_filter, e.disabled_reason, e.created_at, e.paused_until, e.failing_since, e.is_paused, p.next_at
            FROM application a LEFT JOIN enablement n ON n.application_id = a.id AND n.organization_id = ?
                LEFT JOIN endpoint e ON e.application_id = a.id LEFT JOIN pace p ON p.endpoint_id = e.id
            WHERE a.id IN (
                    SELECT application_id FROM enablement WHERE organization_id = ?
                    UNION SELECT application_id FROM endpoint WHERE id = ?
                    UNION SELECT id FROM application WHERE id = ANY (CAST(? AS VARCHAR ARRAY))
                    UNION SELECT SUBSTRING(object_id FROM CAST(? AS INTEGER)) FROM audit_entry
                        WHERE at >= ? AND object_id LIKE ? AND action IN ('enablement.created', 'enablement.deleted'))
                AND (CAST(? AS VARCHAR(40)) IS NULL OR a.id = ?)
            ORDER BY a.id, e.id LIMIT ?""";
    /** The entry of a redelivery has what was asked for in place of the endpoint. */
    private static final String ENTRIES = """
            SELECT object_id, at, action, state_before FROM audit_entry
            WHERE object_id = ANY (CAST(? AS VARCHAR ARRAY)) AND at >= ? AND action <> 'endpoint.redelivered'
            ORDER BY id DESC LIMIT ?""";

    private Database database;

    protected RegistryReader() {
    }

    @Inject
    RegistryReader(Database database) {
        this.database = database;
    }

    /** Reads it as of {@code since} and later, in the caller's transaction. */
    Registry read(Question question, Instant since, List<SentDelivery> deliveries) {
        String prefix = question.organization() + "/";
        String[] known = Stream.concat(Stream.of(question.application()).filter(Objects::nonNull),
                deliveries.stream().map(SentDelivery::applicationId)).distinct().toArray(String[]::new);
        Map<String, App> apps = new LinkedHashMap<>();
        database.sql(APPLICATIONS).within(FactsReader.SECONDS)
                .with(question.organization(), question.organization(), question.endpoint()).with((Object) known)
                .with(prefix.length() + 1, since, prefix + "%", question.application(), question.application(), MOST_ENDPOINTS)
                .list(row -> addTo(apps, row));
        String[] objects = apps.values().stream().flatMap(app -> Stream.concat(Stream.of(prefix + app.id(), app.id()),
                app.endpoints().stream().map(Endpoint::id))).toArray(String[]::new);
        return new Registry(question.organization(), List.copyOf(apps.values()), objects.length == 0 ? List.of()
                : database.sql(ENTRIES).within(FactsReader.SECONDS).with((Object) objects).with(since, MOST_ENTRIES)
                .list(row -> new Entry(row.text(), row.time(), row.text(), document(row.text()))));
    }

    private static App addTo(Map<String, App> apps, Row row) {
        String id = row.text();
        Long owner = row.numberOrNull();
        Instant enabledAt = row.time();
        String flags = row.text();
        App app = apps.computeIfAbsent(id, any -> new App(id, owner, enabledAt, Flags.of(flags), new ArrayList<>()));
        endpoint(id, row).ifPresent(app.endpoints()::add);
        return app;
    }

    private static Optional<Endpoint> endpoint(String application, Row row) {
        String id = row.text();
        return id == null ? Optional.empty() : Optional.of(new Endpoint(id, application,
                new State(EnumWords.read(EndpointStatus.class, row.text()), EnumWords.read(DeliveryMode.class, row.text()),
                        new EventTypesConverter().convertToEntityAttribute(row.text()), row.text(), row.text()),
                row.time(), row.time(), row.time(), row.flag(), row.time()));
    }

    private static JsonNode document(String text) {
        try {
            return text == null ? null : StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the audit log has text that is not JSON", e);
        }
    }
}
