package io.carillon.intake;

import io.carillon.access.Caller;
import io.carillon.json.Flaw;
import io.carillon.problem.ProblemException;
import io.carillon.queue.ReadChange;
import io.carillon.queue.Subject;
import io.carillon.rejected.Refusals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes what intake refused, so that a missing webhook can be explained. All changes of a refused request are noted, because one
 * bad change refuses all; the flawed ones first, as only some are kept.
 */
@ApplicationScoped
class RefusedRequests {

    private static final int MOST_CHANGES = 40;
    private static final int TOO_MANY = 429;
    /** Of a change without a flaw; what is wrong with the other one may be another organization's. */
    private static final Flaw OF_ANOTHER = new Flaw("refused", null, "another change of the request cannot be used");

    @Inject
    private Refusals refusals;

    /** Notes that {@code read}, which is empty if nothing could be read, was refused because of {@code problem}. */
    void note(Caller caller, List<ReadChange> read, ProblemException problem) {
        List<Flaw> flaws = problem.flaws().isEmpty() ? List.of(new Flaw(reasonOf(problem.status()), null, problem.getMessage()))
                : problem.flaws();
        Map<Subject, Flaw> subjects = new LinkedHashMap<>();
        flaws.stream().limit(MOST_CHANGES).forEach(flaw -> read.stream().filter(one -> isIn(one, flaw)).findFirst()
                .ifPresent(one -> subjects.putIfAbsent(visible(caller, one.subject()), flaw)));
        Flaw ofAll = flaws.stream().limit(MOST_CHANGES).filter(flaw -> read.stream().noneMatch(one -> isIn(one, flaw)))
                .findFirst().orElse(OF_ANOTHER);
        read.stream().limit(MOST_CHANGES).forEach(one -> subjects.putIfAbsent(visible(caller, one.subject()), ofAll));
        if (read.isEmpty()) {
            subjects.put(visible(caller, Subject.NONE), flaws.get(0));
        }
        refusals.note(caller.keyId(), problem.status(), subjects);
    }

    /** Whether it is worth reading what a caller sent too much of: only to keep the first samples in a minute. */
    boolean wantsSamples(Caller caller, ProblemException problem) {
        return problem.status() == TOO_MANY && refusals.hasRoom(caller.keyId(), TOO_MANY, reasonOf(TOO_MANY));
    }

    private static boolean isIn(ReadChange change, Flaw flaw) {
        String element = change.place().element();
        return flaw.pointer() != null && (flaw.pointer().equals(element) || flaw.pointer().startsWith(element + "/"));
    }

    /** An organization's key is refused changes of another organization: that must not learn of it, but the key's own may. */
    private static Subject visible(Caller caller, Subject subject) {
        return caller.scope().organization().map(own -> subject.organizationId() == null || own.equals(subject.organizationId())
                ? subject.of(own) : Subject.NONE.of(own)).orElse(subject);
    }

    private static String reasonOf(int status) {
        return switch (status) {
            case TOO_MANY -> "too-many";
            case 503 -> "unavailable";
            default -> "refused";
        };
    }
}
