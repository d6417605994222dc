package io.carillon.insight;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.Meaning;
import io.carillon.catalog.NotificationRule;
import io.carillon.catalog.OperationalEvents;
import io.carillon.catalog.Validation;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.endpoint.NamedEndpoints;
import io.carillon.filter.Envelope;
import io.carillon.filter.Filter;
import io.carillon.insight.Facts.OpenBucket;
import io.carillon.insight.Registry.App;
import io.carillon.insight.Registry.Endpoint;
import io.carillon.json.Flaw;
import io.carillon.queue.Change;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.ReadChange;
import io.carillon.settings.Settings;
import io.carillon.tenant.KnownOrganizations;
import io.carillon.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what would become of a change, by the same rules as intake, queue and tick, with at most seven statements. */
@ApplicationScoped
public class DryRun {

    private static final String UNREADABLE_FILTER =
            " The endpoint's filter cannot be read, because another version of Carillon wrote it; it stops nothing.";

    @Inject
    Database database;
    @Inject
    Catalog catalog;
    @Inject
    OperationalEvents operationalEvents;
    @Inject
    Tenants tenants;
    @Inject
    KnownOrganizations organizations;
    @Inject
    NamedEndpoints endpoints;
    @Inject
    FactsReader reader;
    @Inject
    RegistryReader registries;
    @Inject
    Settings settings;

    /** The verdicts about {@code read}, reported by {@code producer} and shown to {@code viewer}. */
    @Transactional
    public List<Verdict> of(ReadChange read, Viewer viewer, String producer) {
        if (!read.isUsable()) {
            return read.flaws().stream().map(DryRun::refused).toList();
        }
        Change change = read.change();
        Question question = new Question(change.organizationId(), null, change.resourceId(), Instant.EPOCH, Instant.EPOCH,
                viewer.application(), null, null);
        Instant now = database.now();
        Remedies remedies = new Remedies(question, viewer);
        Registry registry = registries.read(question, now, List.of());
        if (viewer.isApplication() && registry.app(viewer.application()).map(App::enabledAt).isEmpty()) {
            return List.of(Explanation.notEnabled(viewer, remedies));
        }
        CatalogSnapshot matrix = viewer.isApplication() ? catalog.fresh().openTo(tenants.flagsOf(viewer.application()))
                : catalog.fresh();
        Meaning meaning = matrix.meaningOf(change.eventType(), change.resourceType(), change.resourceOperation());
        List<Flaw> violations = matrix.violations(meaning, change.data(), Validation.REJECT);
        if (!violations.isEmpty()) {
            return violations.stream().map(read.place()::ofData).map(DryRun::refused).toList();
        }
        Optional<Verdict> stopped = stopped(change, meaning, viewer, producer, remedies);
        return stopped.isPresent() ? List.of(stopped.get())
                : perEndpoint(change, (Meaning.Known) meaning, new Context(now, viewer, remedies, registry,
                        matrix.flagsOf(((Meaning.Known) meaning).eventType())));
    }

    /** {@code flags} are those that an application needs for the event type. */
    private record Context(Instant now, Viewer viewer, Remedies remedies, Registry registry, Set<String> flags) {
    }

    private static Verdict refused(Flaw flaw) {
        return Verdict.of(Code.REFUSED, null, refusal(flaw), null);
    }

    private static String refusal(Flaw flaw) {
        return "The request would be refused: " + flaw.pointer() + " " + flaw.detail() + ".";
    }

    private Optional<Verdict> stopped(Change change, Meaning meaning, Viewer viewer, String producer, Remedies remedies) {
        if (viewer.organization() != null && viewer.organization() != change.organizationId()) {
            return Optional.of(refused(new Flaw("organization-unknown", "/organizationId",
                    "must be " + viewer.organization() + ", the organization of the key or token")));
        }
        Optional<Flaw> flaw = meaning.findFlaw().or(() -> unknownEndpoint(change, viewer))
                .or(() -> operationalEvents.flawOf(change.organizationId(), meaning).filter(any -> !viewer.isOperator()));
        if (flaw.isPresent()) {
            return flaw.map(DryRun::refused);
        }
        Map<Long, Optional<Long>> parents = tenants.parentsOf(List.of(change.organizationId()));
        if (parents.isEmpty()) {
            String sentence = organizations.areRequired() ? refusal(KnownOrganizations.flawOf(change.organizationId()))
                    : "The change could not be used: there is no organization " + change.organizationId() + ".";
            return Optional.of(Verdict.of(organizations.areRequired() ? Code.REFUSED : Code.REJECTED, null, sentence,
                    viewer.isApplication() ? null : remedies.organizations()));
        }
        Optional<Instant> before = change.id() == null || viewer.isApplication() ? Optional.empty() : database.sql(
                "SELECT received_at FROM inbox WHERE organization_id = ? AND change_id = ?")
                .with(change.organizationId(), QueuedMessage.changeId(producer, change.id())).first(Row::time);
        if (before.isPresent()) {
            return before.map(at -> Verdict.of(Code.REPEATED, at, "A change with this id had its effect at " + at
                    + ", so this one would have none.", remedies.report("Report it with another id.")));
        }
        return unannounced((Meaning.Known) meaning, parents.get(change.organizationId()), change, viewer, remedies);
    }

    /** An application learns only of its own endpoints; whether there are others is none of its business. */
    private Optional<Flaw> unknownEndpoint(Change change, Viewer viewer) {
        return viewer.isApplication() ? Optional.empty() : NamedEndpoints.flawOf(change.endpoints(),
                endpoints.unknown(Set.copyOf(change.endpoints()), viewer.organization()));
    }

    private static Optional<Verdict> unannounced(Meaning.Known meaning, Optional<Long> parent, Change change, Viewer viewer,
            Remedies remedies) {
        if (meaning.audience() == NotificationRule.SILENT) {
            return Optional.of(Verdict.of(Code.SILENT, null, Explanation.silence(meaning.reported(), meaning.resourceType()),
                    remedies.rules(meaning.resourceType())));
        }
        return parent.filter(id -> meaning.audience() == NotificationRule.NOTIFY_PARENT && id != change.organizationId())
                .map(id -> Verdict.of(Code.PARENT_ONLY, null, "Changes of " + meaning.resourceType()
                        + " are announced to the parent organization only" + (viewer.isApplication() ? "." : ", " + id + "."),
                        remedies.askParent(id, meaning.resourceType())));
    }

    private List<Verdict> perEndpoint(Change change, Meaning.Known meaning, Context context) {
        Optional<OpenBucket> open = reader.buckets(change.organizationId(), meaning.resourceType(), change.resourceId()).stream()
                .findFirst();
        List<App> enabled = context.registry.apps().stream().filter(app -> app.enabledAt() != null).toList();
        if (enabled.isEmpty()) {
            return List.of(Verdict.of(Code.NOT_ENABLED, null, "The organization has enabled no application.",
                    context.remedies.enableSome()));
        }
        return enabled.stream().flatMap(app -> {
            List<Verdict> verdicts = app.endpoints().stream().filter(endpoint -> endpoint.state().exists())
                    .map(endpoint -> of(endpoint, app, change, meaning, open, context).of(app.id(), endpoint.id())).toList();
            return verdicts.isEmpty() ? List.of(Verdict.of(Code.NO_ENDPOINT, null, "The application has no endpoint.",
                    context.remedies.createEndpoint(app)).of(app.id(), null)).stream() : verdicts.stream();
        }).map(verdict -> verdict.as(meaning.reported(), meaning.eventType())).toList();
    }

    private Verdict of(Endpoint endpoint, App app, Change change, Meaning.Known meaning, Optional<OpenBucket> open,
            Context context) {
        boolean manages = context.viewer.manages(app);
        if (!endpoint.state().selects(meaning.eventType())) {
            return Verdict.of(Code.NOT_SELECTED, null, "The endpoint does not select " + meaning.eventType()
                    + (manages ? ", only " + String.join(", ", endpoint.state().eventTypes()) : "") + ".",
                    context.remedies.select(app, endpoint, meaning.eventType()));
        }
        if (!change.endpoints().isEmpty() && !change.endpoints().contains(endpoint.id())) {
            return Verdict.of(Code.NOT_NAMED, null, ChangeFate.NAMES_OTHERS, null);
        }
        Set<String> lacking = context.registry.lacking(app, context.flags, context.now);
        if (!lacking.isEmpty()) {
            return Verdict.of(Code.LACKS_FLAGS, null, "The application lacks flags that " + meaning.eventType() + " needs: "
                    + String.join(", ", lacking) + ".", context.remedies.giveFlags(app, lacking));
        }
        Optional<Filter> filter = Optional.ofNullable(endpoint.state().filter()).flatMap(Filter::readable);
        String note = filter.isPresent() || endpoint.state().filter() == null ? "" : UNREADABLE_FILTER;
        if (filter.isPresent() && !filter.get().passes(envelope(change, meaning))) {
            return Verdict.of(Code.FILTERED_OUT, null, change.data() == null
                    ? "The change, which has no data, would not pass the endpoint's filter."
                    : "The change would not pass the endpoint's filter.", context.remedies.tryFilter(app, endpoint));
        }
        if (endpoint.state().status() != EndpointStatus.ACTIVE) {
            return Verdict.of(Code.SWITCHED_OFF, null, "The endpoint is switched off: its delivery would be kept, not sent."
                    + note,
                    context.remedies.switchOn(app, endpoint));
        }
        if (endpoint.state().mode() == DeliveryMode.INSTANT) {
            return Verdict.of(Code.INSTANT, context.now, "It would be sent at once." + note, null);
        }
        Limits limits = Limits.of(settings);
        Instant tick = limits.tickAfter(open.map(OpenBucket::openedAt).orElse(context.now));
        return Verdict.of(Code.WAITING, tick, "It would be announced at " + tick
                + (open.isPresent() ? ", together with the changes that wait already." : ".") + note, null);
    }

    /** The organization that is notified is the one that reports: what only its parent hears of does not get this far. */
    private static JsonNode envelope(Change change, Meaning.Known meaning) {
        return new Envelope(change.organizationId(), meaning.resourceType(), meaning.operation().word(), change.resourceId(),
                meaning.eventType()).with(change.data());
    }
}
