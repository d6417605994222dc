package io.carillon.insight;

import static io.carillon.insight.Code.DEAD_LETTER;
import static io.carillon.insight.Code.EXPIRED;
import static io.carillon.insight.Code.LIMITED;
import static io.carillon.insight.Code.NOT_ENABLED;
import static io.carillon.insight.Code.NOT_RECEIVED;
import static io.carillon.insight.Code.NO_ENDPOINT;
import static io.carillon.insight.Code.PARENT_ONLY;
import static io.carillon.insight.Code.PART_OF;
import static io.carillon.insight.Code.REFUSED;
import static io.carillon.insight.Code.REJECTED;
import static io.carillon.insight.Code.REPEATED;
import static io.carillon.insight.Code.SILENT;
import static io.carillon.insight.Code.UNAVAILABLE;
import static io.carillon.insight.Code.UNCLEAR;

import io.carillon.insight.Facts.Refusal;
import io.carillon.insight.Facts.Rejected;
import io.carillon.insight.Registry.App;
import io.carillon.insight.Registry.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The answer to a question: a verdict for each change and endpoint, or for a change alone when it was stopped before any endpoint
 * could matter. It depends on its arguments only. An application that the organization has not enabled gets one verdict, whatever
 * there is.
 */
final class Explanation {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Question question;
    private final Viewer viewer;
    private final Facts facts;
    private final Limits limits;
    private final Remedies remedies;
    private final Map<ObjectHistory.Key, ObjectHistory> histories = new HashMap<>();

    Explanation(Question question, Viewer viewer, Facts facts, Limits limits) {
        this.question = question;
        this.viewer = viewer;
        this.facts = facts;
        this.limits = limits;
        this.remedies = new Remedies(question, viewer);
    }

    /** The verdicts, the newest change first. */
    static List<Verdict> of(Question question, Viewer viewer, Facts facts, Limits limits) {
        return new Explanation(question, viewer, facts, limits).verdicts();
    }

    private List<Verdict> verdicts() {
        if (viewer.isApplication() && own().enabledAt() == null) {
            return List.of(notEnabled(viewer, remedies));
        }
        List<ReportedChange> asked = asked().filter(change -> !change.receivedAt().isBefore(facts.completeFrom()))
                .sorted(Comparator.comparing(ReportedChange::receivedAt).reversed()).toList();
        List<Verdict> all = new ArrayList<>();
        asked.forEach(change -> all.addAll(of(change)));
        facts.rejected().stream().filter(rejected -> question.isInPeriod(rejected.at())).forEach(one -> all.add(of(one)));
        facts.refusals().stream().filter(refusal -> !viewer.isApplication()).forEach(one -> all.add(of(one)));
        all.sort(Comparator.<Verdict, Instant>comparing(Explanation::placeOf).reversed());
        if (all.isEmpty()) {
            all.add(asked().findAny().isPresent() ? tooMuch() : nothing());
            facts.elsewhere().stream().filter(any -> viewer.isOperator()).forEach(one -> all.add(of(one).inexact()));
            facts.refusedElsewhere().stream().filter(any -> viewer.isOperator()).forEach(one -> all.add(of(one).inexact()));
        }
        if (viewer.isApplication() && own().enabledAt().isAfter(question.from())) {
            all.add(notEnabledUntil(own().enabledAt()));
        }
        return all;
    }

    /** The changes in question. An application sees nothing of an event type whose flags it lacks. */
    private Stream<ReportedChange> asked() {
        return facts.changes().stream().filter(change -> question.isAbout(change) && question.isInPeriod(change.receivedAt())
                && (!viewer.isApplication() || own().flags().containsAll(change.flags())));
    }

    /** A change with a repeated id came after the one that had the effect, if perhaps in the same minute. */
    private static Instant placeOf(Verdict verdict) {
        return verdict.receivedAt() != null ? verdict.receivedAt()
                : verdict.code() == REPEATED ? verdict.at().plus(MINUTE) : verdict.at();
    }

    /** Verdicts of one change, whatever the period is; for its endpoints, if it gets that far. */
    List<Verdict> of(ReportedChange change) {
        if (isBeforeConsent(change)) {
            return ofEndpoints(change).filter(verdict -> verdict.deliveryId() != null)
                    .map(verdict -> verdict.about(change, viewer)).toList();
        }
        Verdict stopped = stopped(change);
        return (stopped == null ? ofEndpoints(change) : Stream.of(stopped))
                .map(verdict -> verdict.about(change, viewer)).toList();
    }

    /** An application learns nothing about the time before it was enabled, unless a tick announced it later. */
    private boolean isBeforeConsent(ReportedChange change) {
        return viewer.isApplication() && change.receivedAt().isBefore(own().enabledAt());
    }

    private Verdict stopped(ReportedChange change) {
        if (change.notified() == null) {
            return Verdict.of(SILENT, change.receivedAt(), silence(change.reportedAs(), change.reportedType()),
                    remedies.rules(change.reportedType()));
        }
        if (change.reportedBy() == question.organization() && change.notified() != question.organization()) {
            return Verdict.of(PARENT_ONLY, change.receivedAt(), "Changes of " + change.announcedType()
                    + " are announced to the parent organization only"
                    + (viewer.isApplication() ? "." : ", " + change.notified() + "."),
                    remedies.askParent(change.notified(), change.announcedType()));
        }
        if (change.isPart() && change.reportedType().equals(question.resourceType())) {
            return Verdict.of(PART_OF, change.receivedAt(), "A " + change.reportedType() + " is part of a "
                    + change.announcedType() + ": the change is announced as " + change.announcedAs() + ".",
                    remedies.askFor(change.announcedType()));
        }
        return null;
    }

    static String silence(String eventType, String resourceType) {
        return "No organization is notified of " + eventType + "; the resource type " + resourceType + " decides that.";
    }

    private Stream<Verdict> ofEndpoints(ReportedChange change) {
        List<App> apps = facts.registry().apps().stream()
                .filter(app -> question.application() == null || app.id().equals(question.application()))
                .filter(app -> question.endpoint() == null || app.endpoints().stream()
                        .anyMatch(endpoint -> endpoint.id().equals(question.endpoint())))
                .filter(app -> !viewer.isApplication() || app.id().equals(viewer.application())).toList();
        ChangeFate fate = new ChangeFate(change, histories.computeIfAbsent(
                new ObjectHistory.Key(change.notified(), change.announcedType()), key -> ObjectHistory.of(key, facts, limits)),
                viewer, facts, limits, remedies);
        List<Verdict> verdicts = apps.stream().flatMap(app -> ofApplication(fate, app).stream()).toList();
        return verdicts.isEmpty() ? Stream.of(Verdict.of(NOT_ENABLED, change.receivedAt(),
                "The organization had enabled no application.", remedies.enableSome())) : verdicts.stream();
    }

    private List<Verdict> ofApplication(ChangeFate fate, App app) {
        List<Endpoint> asked = app.endpoints().stream()
                .filter(endpoint -> question.endpoint() == null || endpoint.id().equals(question.endpoint())).toList();
        if (asked.stream().noneMatch(fate::hasDelivery) && !fate.wasEnabled(app)) {
            return List.of(Verdict.of(NOT_ENABLED, fate.decidedAt(),
                    "The organization had not enabled the application then"
                            + (app.enabledAt() == null ? "." : "; it has since " + app.enabledAt() + "."),
                    app.enabledAt() == null ? remedies.enable(app.id()) : null).of(app.id(), null));
        }
        List<Endpoint> relevant = asked.stream()
                .filter(endpoint -> question.endpoint() != null || endpoint.state().exists() || fate.concerned(endpoint))
                .toList();
        return relevant.isEmpty() ? List.of(Verdict.of(NO_ENDPOINT, fate.decidedAt(), "The application had no endpoint then.",
                remedies.createEndpoint(app)).of(app.id(), null))
                : relevant.stream().map(endpoint -> fate.of(app, endpoint)).toList();
    }

    private App own() {
        return facts.registry().app(viewer.application()).orElse(new App(viewer.application(), null, null, Set.of(), List.of()));
    }

    /** In the same words whether the organization exists or not, and whatever it reported. */
    static Verdict notEnabled(Viewer viewer, Remedies remedies) {
        return Verdict.of(NOT_ENABLED, null, "The organization has not enabled your application, if it exists.",
                remedies.enable(viewer.application())).of(viewer.application(), null);
    }

    private Verdict notEnabledUntil(Instant enabledAt) {
        return Verdict.of(NOT_ENABLED, enabledAt, "Until this time the organization had not enabled your application.", null)
                .of(viewer.application(), null);
    }

    /** The verdict of a rejected message. */
    Verdict of(Rejected rejected) {
        Code code = switch (rejected.reason()) {
            case "dead-letter" -> DEAD_LETTER;
            case "expired" -> EXPIRED;
            default -> REJECTED;
        };
        String what = switch (code) {
            case DEAD_LETTER -> "The message failed repeatedly, and the broker gave up on it";
            case EXPIRED -> "The message expired before it was handled";
            default -> "The change could not be used: " + rejected.reason();
        };
        String where = viewer.isApplication() ? "" : code == REJECTED ? " (" + (rejected.pointer() == null ? ""
                : rejected.pointer() + " ") + rejected.detail() + ")" : "";
        Verdict verdict = Verdict.of(code, rejected.at(), what + where + "."
                + (rejected.requeuedAt() == null ? "" : " It is on the queue again since " + rejected.requeuedAt() + "."),
                remedies.rejected(rejected));
        return viewer.isApplication() ? verdict : verdict.ofRejected(rejected.id()).withId(rejected.changeId());
    }

    private Verdict of(Refusal refusal) {
        String times = refusal.count() == 1 ? "" : " (" + refusal.count() + " times in this minute)";
        Verdict verdict = switch (refusal.status()) {
            case 202 -> Verdict.of(REPEATED, refusal.at(), "A change with this id had its effect before, so this one had none"
                    + times + ".", remedies.report("Report it with another id, if it is another change."));
            case 429 -> Verdict.of(LIMITED, refusal.at(), "The request was answered 429" + times
                    + ": the key sent too many changes.", remedies.report("Send the changes again, more slowly."));
            case 503 -> Verdict.of(UNAVAILABLE, refusal.at(), "The request was answered 503" + times
                    + ": the broker did not confirm the changes.", remedies.report("Send the changes again with the same ids."));
            default -> Verdict.of(REFUSED, refusal.at(), "The request was answered " + refusal.status() + times + ": "
                    + (refusal.pointer() == null ? "" : refusal.pointer() + " ") + refusal.detail() + ".",
                    remedies.mend(refusal));
        };
        return verdict.withId(refusal.changeId());
    }

    private static Verdict tooMuch() {
        return Verdict.of(UNCLEAR, null, "More happened to this object at once than one answer can explain. Ask about one of the"
                + " changes, with changeId.", null).inexact();
    }

    private Verdict nothing() {
        Instant kept = facts.now().minus(limits.keepsChanges());
        if (!question.to().isAfter(kept)) {
            return Verdict.of(EXPIRED, kept, "Carillon keeps changes for " + limits.keepsChanges().toHours()
                    + " hours; this period is older.", null);
        }
        if (!viewer.isApplication() && !facts.names().organization()) {
            return Verdict.of(NOT_RECEIVED, null, "There is no organization " + question.organization() + ".",
                    remedies.organizations());
        }
        if (!facts.names().resourceType()) {
            return Verdict.of(NOT_RECEIVED, null, "There is no resource type " + question.resourceType() + ".",
                    remedies.resourceTypes());
        }
        return Verdict.of(NOT_RECEIVED, null, "Nothing about this object had an effect in this period"
                + (question.from().isBefore(kept) ? ", as far as Carillon keeps changes" : "")
                + (facts.isQueueWaiting() ? ". Messages wait in the queue; one of them may be about it." : "."),
                remedies.report("Report the change."));
    }
}
