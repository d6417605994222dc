package io.carillon.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.util.List;

/**
 * The answer to a question about an object.
 *
 * @param from      the start of the period that the answer covers; later than asked for if there was too much
 * @param truncated whether there was too much; then ask for a shorter period, an application or an endpoint
 * @param items     one verdict for each change and endpoint, the newest change first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationDocument(long organizationId, String resourceType, String resourceId, Instant from, Instant to,
        boolean truncated, List<Verdict> items) implements JsonDocument {

    private static final int MOST_ITEMS = 1_000;

    static ExplanationDocument of(Question question, Facts facts, List<Verdict> verdicts) {
        return new ExplanationDocument(question.organization(), question.resourceType(), question.resourceId(),
                facts.completeFrom(), question.to(), facts.completeFrom().isAfter(question.from())
                || verdicts.size() > MOST_ITEMS, verdicts.subList(0, Math.min(MOST_ITEMS, verdicts.size())));
    }
}
