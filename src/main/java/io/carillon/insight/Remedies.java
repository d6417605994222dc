package io.carillon.insight;

import io.carillon.http.ApiPath;
import io.carillon.insight.Verdict.Remedy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What the caller may do about a verdict; each method returns null if the caller may do nothing. */
record Remedies(Question question, Viewer viewer) {

    Remedy enable(String application) {
        String organization = "/organizations/" + question.organization();
        if (viewer.isApplication()) {
            return viewer.seesContacts() ? get("Ask the organization's contact to enable your application.", organization)
                    : null;
        }
        return remedy("Enable the application.", "PUT", organization + "/applications/" + application);
    }

    Remedy enableSome() {
        return viewer.isApplication() ? enable(viewer.application())
                : get("Enable an application: PUT it below this list.", "/organizations/" + question.organization()
                + "/applications");
    }

    Remedy createEndpoint(Registry.App app) {
        return viewer.manages(app) ? remedy("Create an endpoint.", "POST", "/applications/" + app.id() + "/endpoints") : null;
    }

    Remedy select(Registry.App app, Registry.Endpoint endpoint, String eventType) {
        return viewer.manages(app) ? remedy("Add " + eventType + " to the endpoint's eventTypes.", "PATCH",
                "/endpoints/" + endpoint.id()) : null;
    }

    Remedy changeUrl(Registry.App app, Registry.Endpoint endpoint) {
        return viewer.manages(app) ? remedy("Give the endpoint a URL that webhooks may go to, then redeliver.", "PATCH",
                "/endpoints/" + endpoint.id()) : null;
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
            case ACTIVE -> remedy("Redeliver it.", "POST", "/deliveries/" + delivery.id() + "/redeliver");
            case DELETED -> null;
            default -> remedy("Switch the endpoint on, then redeliver.", "POST", "/endpoints/" + endpoint.id() + "/enable");
        }).orElse(null);
    }

    Remedy attempts(Registry.App app, SentDelivery delivery) {
        return viewer.manages(app) || !viewer.isApplication()
                ? get("See the attempts.", "/deliveries/" + delivery.id() + "/attempts") : null;
    }

    Remedy rejected(String id) {
        if (viewer.isOperator()) {
            return remedy("Mend the cause, then requeue it.", "POST", "/rejected-messages/" + id + "/requeue");
        }
        return viewer.isApplication() ? null : get("See what was rejected; an operator can requeue it.",
                "/rejected-messages/" + id);
    }

    Remedy report(String text) {
        return viewer.isApplication() ? null : remedy(text, "POST", "/changes");
    }

    Remedy notify(String resourceType) {
        return viewer.isOperator() ? remedy("Change who is notified.", "PATCH", "/resource-types/" + resourceType) : null;
    }

    Remedy askFor(String resourceType) {
        return askFor(question.organization(), resourceType);
    }

    Remedy askParent(long parent, String resourceType) {
        return viewer.isOperator() ? askFor(parent, resourceType) : null;
    }

    private Remedy askFor(long organization, String resourceType) {
        return get("Ask about it there.", "/explanations?organization=" + organization + "&resourceType="
                + encoded(resourceType) + "&resourceId=" + encoded(question.resourceId()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Remedy get(String text, String path) {
        return remedy(text, "GET", path);
    }

    private static Remedy remedy(String text, String method, String path) {
        return new Remedy(text, method, ApiPath.ROOT + path);
    }
}
