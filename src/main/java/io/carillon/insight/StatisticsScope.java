package io.carillon.insight;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.statistics.GroupBy;
import io.carillon.statistics.Selection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of the statistics a viewer may see, by the same rule as the list of deliveries: an organization what it is notified of and
 * what goes to endpoints of its applications, an application what goes to its endpoints. What it may not see does not count, as
 * if it did not exist.
 */
@ApplicationScoped
public class StatisticsScope {

    private static final String OF_APPLICATION = "SELECT id FROM endpoint WHERE application_id = ?";
    private static final String OF_OWNER = "SELECT e.id FROM endpoint e JOIN application a ON a.id = e.application_id"
            + " WHERE a.owner_organization_id = ?";

    private Database database;

    protected StatisticsScope() {
    }

    @Inject
    StatisticsScope(Database database) {
        this.database = database;
    }

    /** The constant of a parameter such as {@code eventType}. */
    static GroupBy groupBy(String word) {
        return GroupBy.valueOf(word.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    /** The deliveries that a viewer may see and asks for; each parameter that is null restricts nothing. */
    @Transactional
    public List<Selection> deliveries(Viewer viewer, Long organization, String application, String endpoint, String eventType) {
        Set<String> asked = asked(application, endpoint);
        if (viewer.isApplication()) {
            Set<String> own = common(endpoints(OF_APPLICATION, viewer.application()), asked);
            return withEndpoints(new Selection(organization, null, own, eventType));
        }
        Long own = viewer.organization();
        if (own == null) {
            return withEndpoints(new Selection(organization, null, asked, eventType));
        }
        List<Selection> selections = new ArrayList<>();
        if (organization == null || organization.equals(own)) {
            selections.addAll(withEndpoints(new Selection(own, null, asked, eventType)));
        }
        if (!own.equals(organization)) {
            Set<String> owned = common(endpoints(OF_OWNER, own), asked);
            selections.addAll(withEndpoints(new Selection(organization, own, owned, eventType)));
        }
        return selections;
    }

    /** The changes that a viewer may see and asks for: those that its organization reported. */
    List<Selection> changes(Viewer viewer, Long organization, String eventType) {
        Long own = viewer.organization();
        boolean isForeign = own != null && organization != null && !own.equals(organization);
        return isForeign ? List.of() : List.of(new Selection(own == null ? organization : own, null, null, eventType));
    }

    private Set<String> asked(String application, String endpoint) {
        Set<String> asked = application == null ? null : endpoints(OF_APPLICATION, application);
        return endpoint == null ? asked : common(Set.of(endpoint), asked);
    }

    private Set<String> endpoints(String sql, Object owner) {
        return new HashSet<>(database.sql(sql).within(FactsReader.SECONDS).with(owner).list(Row::text));
    }

    /** Those of {@code some} that are in {@code asked}, which is null for all. */
    private static Set<String> common(Set<String> some, Set<String> asked) {
        Set<String> common = new HashSet<>(some);
        if (asked != null) {
            common.retainAll(asked);
        }
        return common;
    }

    private static List<Selection> withEndpoints(Selection selection) {
        return selection.endpointIds() != null && selection.endpointIds().isEmpty() ? List.of() : List.of(selection);
    }
}
