package io.carillon.insight;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.catalog.Operation;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.filter.Envelope;
import io.carillon.filter.Filter;
import io.carillon.insight.FilterCheckDocument.Item;
import io.carillon.json.Flaw;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tries filters on a change, or on messages that an endpoint got. Of these it tries only those of organizations that enable the
 * application now, because the verdicts say something about their data.
 */
@ApplicationScoped
public class FilterChecks {

    /** The most messages that one check tries. */
    static final int MOST_MESSAGES = 100;
    private static final String NEWEST = """
            SELECT m.id FROM delivery d JOIN message m ON m.id = d.message_id
                JOIN enablement n ON n.organization_id = m.organization_id AND n.application_id = ?
            WHERE d.endpoint_id = ? AND m.content_removed_at IS NULL ORDER BY d.id DESC LIMIT ?""";
    /** One by one, because each may have a megabyte of data. */
    private static final String MESSAGE = """
            SELECT organization_id, resource_type, operation, resource_id, event_type, created_at, data
            FROM message WHERE id = ?""";

    @Inject
    Database database;
    @Inject
    Catalog catalog;
    @Inject
    Tenants tenants;
    @Inject
    VisibleEndpoints endpoints;

    /** What the filter in {@code request}, or else that of the endpoint, says. */
    @Transactional
    public FilterCheckDocument check(String reference, FilterCheckRequest request) {
        Endpoint endpoint = endpoints.endpoint(reference);
        Filter filter = filter(endpoint, request);
        if (request.change() == null == (request.messages() == null)) {
            throw ProblemException.invalid("", "must have either change or messages");
        }
        if (request.change() != null) {
            CatalogSnapshot matrix = catalog.fresh().openTo(tenants.flagsOf(endpoint.applicationId()));
            return FilterCheckDocument.of(List.of(ofChange(filter, request.change(), matrix)));
        }
        return FilterCheckDocument.of(sql(NEWEST).with(endpoint.applicationId(), endpoint.id(), request.messages())
                .list(Row::text).stream().distinct().map(id -> ofMessage(filter, id)).flatMap(Optional::stream).toList());
    }

    private static Filter filter(Endpoint endpoint, FilterCheckRequest request) {
        JsonNode filter = request.filter() == null ? endpoint.filter() : request.filter();
        if (filter == null) {
            throw ProblemException.invalid("/filter", "is required, because the endpoint has none");
        }
        List<Flaw> flaws = Filter.flawsOf(filter, "/filter");
        if (!flaws.isEmpty()) {
            throw ProblemException.invalid(flaws);
        }
        return Filter.of(filter);
    }

    private static Item ofChange(Filter filter, TriedChangeRequest change, CatalogSnapshot matrix) {
        if (change.data() != null && !change.data().isObject()) {
            throw ProblemException.invalid("/change/data", "must be an object");
        }
        Optional<String> failedAt = filter.failureOf(envelope(change, matrix).with(change.data()));
        return new Item(failedAt.isEmpty(), failedAt.orElse(null), null, null, null, null, null, null);
    }

    /** As it would be announced; what is not known is missing. */
    private static Envelope envelope(TriedChangeRequest change, CatalogSnapshot matrix) {
        if (change.resourceOperation() != null && Operation.ofWord(change.resourceOperation()).isEmpty()) {
            throw ProblemException.invalid("/change/resourceOperation", "must be create, update or delete");
        }
        if (change.eventType() == null && (change.resourceType() == null || change.resourceOperation() == null)) {
            return new Envelope(change.organizationId(), change.resourceType(), change.resourceOperation(), change.resourceId(),
                    null);
        }
        Meaning meaning = matrix.meaningOf(change.eventType(), change.resourceType(), change.resourceOperation());
        meaning.findFlaw().ifPresent(flaw -> {
            throw ProblemException.invalid("/change" + flaw.pointer(), flaw.detail());
        });
        Meaning.Known known = (Meaning.Known) meaning;
        return new Envelope(change.organizationId(), known.resourceType(), known.operation().word(), change.resourceId(),
                known.eventType());
    }

    /** Nothing if the message has been removed meanwhile. */
    private Optional<Item> ofMessage(Filter filter, String id) {
        return sql(MESSAGE).with(id).first(row -> {
            Envelope envelope = new Envelope(row.number(), row.text(), row.text(), row.text(), row.text());
            Instant createdAt = row.time();
            Optional<String> failedAt = filter.failureOf(envelope.with(row.text()));
            return new Item(failedAt.isEmpty(), failedAt.orElse(null), id, envelope.organizationId(), envelope.resourceType(),
                    envelope.resourceId(), envelope.eventType(), createdAt);
        });
    }

    private Sql sql(String text) {
        return database.sql(text).within(FactsReader.SECONDS);
    }
}
