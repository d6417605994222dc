package io.carillon.insight;

import io.carillon.http.ApiPath;
import io.carillon.insight.Verdict.Remedy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the caller may do about a verdict; each method returns null if the caller may do nothing. */
record Remedies(Question question, Viewer viewer) {

    Remedy enable(String application) {
        String organization = "/organizations/" + question.organization();
        if (viewer.isApplication()) {
            return viewer.seesContacts() ? get("Ask the organization's contact to enable your application.", organization)
                    : null;
        }
        return remedy("Enable the application, if the organization agrees. It then gets later changes; report this one again.",
                "PUT", organization + "/applications/" + application);
    }

    Remedy enableSome() {
        return viewer.isApplication() ? enable(viewer.application())
                : get("Choose an application, and enable it with PUT " + ApiPath.ROOT + "/organizations/"
                + question.organization() + "/applications/{id}.", "/applications");
    }

    Remedy createEndpoint(Registry.App app) {
        return viewer.manages(app) ? remedy("Create an endpoint.", "POST", "/applications/" + app.id() + "/endpoints") : null;
    }

    Remedy select(Registry.App app, Registry.Endpoint endpoint, String eventType) {
        return viewer.manages(app) ? remedy("Add " + eventType + " to the endpoint's eventTypes. It then gets later changes;"
                + " report this one again.", "PATCH", "/endpoints/" + endpoint.id()).with(Map.of("eventTypes",
                Stream.concat(endpoint.state().eventTypes().stream(), Stream.of(eventType)).toList())) : null;
    }

    /** Nothing if the application has got them meanwhile. */
    Remedy giveFlags(Registry.App app, Set<String> lacking) {
        Set<String> all = new TreeSet<>(app.flags());
        return viewer.isOperator() && all.addAll(lacking) ? remedy("Give the application the flags, if it may have the event"
                + " type. It then gets later changes; report this one again.", "PATCH", "/applications/" + app.id())
                .with(Map.of("flags", List.copyOf(all))) : null;
    }

    Remedy tryFilter(Registry.App app, Registry.Endpoint endpoint) {
        return viewer.manages(app) ? remedy("Try its filter on the change. If it should pass, correct the filter, and report the"
                + " change again.", "POST", "/endpoints/" + endpoint.id() + "/filter-checks") : null;
    }

    Remedy changeUrl(Registry.App app, Registry.Endpoint endpoint) {
        return viewer.manages(app) ? remedy("Give the endpoint a URL that webhooks may go to, then redeliver.", "PATCH",
                "/endpoints/" + endpoint.id()) : null;
    }

    Remedy endPause(Registry.Endpoint endpoint) {
        return remedy("Set paused to false, and it is sent.", "PATCH", "/endpoints/" + endpoint.id());
    }

    Remedy poll(Registry.App app, Registry.Endpoint endpoint) {
        return viewer.manages(app) ? get("Poll the endpoint's messages; the poll after that confirms them.",
                "/endpoints/" + endpoint.id() + "/messages") : null;
    }

    Remedy raiseLimit(Registry.Endpoint endpoint) {
        return remedy("Wait, or raise the endpoint's rateLimit.", "PATCH", "/endpoints/" + endpoint.id());
    }

    Remedy switchOn(Registry.App app, Registry.Endpoint endpoint) {
        return viewer.manages(app) ? remedy("Switch the endpoint on.", "POST", "/endpoints/" + endpoint.id() + "/enable") : null;
    }

    /** For a delivery that ended; to an endpoint that is off, it must be switched on first. */
    Remedy redeliver(Registry registry, Registry.App app, SentDelivery delivery) {
        if (!viewer.manages(app) || app.enabledAt() == null) {
            return null;
        }
        return registry.endpoint(delivery.endpointId()).map(endpoint -> switch (endpoint.state().status()) {
            case ACTIVE -> remedy("Redeliver it, once the receiver works; its attempts show what was answered.", "POST",
                    redelivery(delivery));
            case DELETED -> null;
            default -> remedy("Once the receiver works, switch the endpoint on; then POST " + ApiPath.ROOT + redelivery(delivery)
                    + ".", "POST", "/endpoints/" + endpoint.id() + "/enable");
        }).orElse(null);
    }

    private static String redelivery(SentDelivery delivery) {
        return "/deliveries/" + delivery.id() + "/redeliver";
    }

    Remedy attempts(Registry.App app, SentDelivery delivery) {
        return viewer.manages(app) || !viewer.isApplication()
                ? get("See the attempts.", "/deliveries/" + delivery.id() + "/attempts") : null;
    }

    Remedy before(Registry.App app, SentDelivery delivery) {
        return viewer.manages(app) || !viewer.isApplication()
                ? get("See the delivery before it.", "/deliveries/" + delivery.waitsFor()) : null;
    }

    Remedy rejected(Facts.Rejected rejected) {
        if (viewer.isOperator()) {
            return remedy(rejected.reason().equals("organization-unknown")
                    ? "If the organization is wrong, report the change again; if it is missing, create it, then requeue this."
                    : "Mend the cause, then requeue it.", "POST", "/rejected-messages/" + rejected.id() + "/requeue");
        }
        return viewer.isApplication() ? null : get("See what was rejected; an operator can requeue it.",
                "/rejected-messages/" + rejected.id());
    }

    /** For a request that was refused. */
    Remedy mend(Facts.Refusal refusal) {
        if (refusal.reason().equals("organization-unknown") && viewer.isOperator()) {
            return remedy("If the organization is wrong, mend the change; if it is missing, create it. Then report the change"
                    + " again.", "POST", "/changes");
        }
        return refusal.reason().equals("operation-absent") && refusal.resourceType() != null
                ? get("See which operations this resource type has.", "/resource-types/" + encoded(refusal.resourceType()))
                : report("Mend the change and send it again.");
    }

    Remedy report(String text) {
        return viewer.isApplication() ? null : remedy(text, "POST", "/changes");
    }

    Remedy rules(String resourceType) {
        return get("See which of its operations notify an organization.", "/resource-types/" + encoded(resourceType));
    }

    Remedy organizations() {
        return get("See which there are.", "/organizations");
    }

    Remedy resourceTypes() {
        return get("See which there are.", "/resource-types");
    }

    Remedy askFor(String resourceType) {
        return askFor(question.organization(), resourceType);
    }

    Remedy askParent(long parent, String resourceType) {
        return viewer.isOperator() ? askFor(parent, resourceType) : null;
    }

    private Remedy askFor(long organization, String resourceType) {
        return get("Ask about it there.", "/explanations?organization=" + organization + "&resourceType="
                + encoded(resourceType) + "&resourceId=" + encoded(question.resourceId())
                + (question.application() == null ? "" : "&application=" + encoded(question.application()))
                + (question.endpoint() == null ? "" : "&endpoint=" + encoded(question.endpoint())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Remedy get(String text, String path) {
        return remedy(text, "GET", path);
    }

    private static Remedy remedy(String text, String method, String path) {
        return new Remedy(text, method, ApiPath.ROOT + path, null);
    }
}
