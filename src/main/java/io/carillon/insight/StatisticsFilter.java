package io.carillon.insight;

import io.carillon.http.IdParameter;
import io.carillon.http.TimeRange;
import io.carillon.http.WordParameter;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters that all statistics share: the period, its steps, and how many groups have a series of their own. */
public class StatisticsFilter {

    /** The longest series. */
    static final int MOST_POINTS = 1_500;

    private static final int POINTS = 120;
    private static final int MOST_GROUPS = 50;
    private static final String GROUPS = "10";
    private static final List<Duration> STEPS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
            Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(12), Duration.ofDays(1));
    private static final List<String> STEP_WORDS =
            List.of("PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D");

    @Parameter(description = "The start, rounded down to a multiple of `step`; an hour before `to` by default")
    @QueryParam("from")
    private String from;
    @Parameter(description = "The end, rounded up; now by default")
    @QueryParam("to")
    private String to;
    @Parameter(description = "The time between two points; by default the shortest with at most 120 points",
            schema = @Schema(type = SchemaType.STRING,
                    enumeration = {"PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"}))
    @QueryParam("step")
    private String step;
    @Parameter(description = "How many groups have a series of their own, the largest",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "50", defaultValue = "10"))
    @QueryParam("top")
    private String top;
    @Parameter(description = "The organization that is notified, or that reported the changes")
    @QueryParam("organization")
    private String organization;
    @QueryParam("eventType")
    private String eventType;

    /**
     * The times of a series.
     *
     * @param from a multiple of {@code step} since 1970
     * @param to   a multiple of {@code step} later
     * @param word of the step
     */
    record Times(Instant from, Instant to, Duration step, String word) {
    }

    /**
     * The times; 400 for those that cannot be understood or have too many points.
     *
     * @param minutes how long the statistics of minutes are kept
     */
    Times times(Clock clock, Duration minutes) {
        TimeRange range = TimeRange.read(from, to);
        Instant now = clock.instant();
        Instant latest = now.plus(Duration.ofDays(1));
        Instant end = range.to() == null ? now : earlier(range.to().toInstant(), latest);
        Instant first = range.from() == null ? end.minus(Duration.ofHours(1)) : earlier(range.from().toInstant(), latest);
        Instant last = end.isBefore(first) ? first : end;
        boolean needsHours = first.isBefore(now.minus(minutes));
        String word = WordParameter.read("step", step, STEP_WORDS);
        Times times = word == null ? shortest(first, last, needsHours) : times(STEP_WORDS.indexOf(word), first, last);
        if (needsHours && times.step.toHours() == 0) {
            throw invalid("step must be PT1H or longer, because minutes are kept for " + minutes + ".");
        }
        if (points(times) > MOST_POINTS) {
            throw invalid("step must be longer, or the period shorter: a series has at most " + MOST_POINTS + " points.");
        }
        return times;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Times shortest(Instant first, Instant last, boolean needsHours) {
        int i = needsHours ? STEP_WORDS.indexOf("PT1H") : 0;
        while (i < STEPS.size() - 1 && points(times(i, first, last)) > POINTS) {
            i++;
        }
        return times(i, first, last);
    }

    private static Times times(int index, Instant first, Instant last) {
        long seconds = STEPS.get(index).toSeconds();
        long end = last.getNano() == 0 ? last.getEpochSecond() : last.getEpochSecond() + 1;
        return new Times(Instant.ofEpochSecond(first.getEpochSecond() / seconds * seconds),
                Instant.ofEpochSecond((end + seconds - 1) / seconds * seconds), STEPS.get(index), STEP_WORDS.get(index));
    }

    private static long points(Times times) {
        return Duration.between(times.from, times.to).dividedBy(times.step);
    }

    /** How many groups have a series of their own; 400 for another value. */
    int groups() {
        String text = top == null ? GROUPS : top;
        if (!text.matches("[1-9][0-9]?") || Integer.parseInt(text) > MOST_GROUPS) {
            throw invalid("top must be a number from 1 to " + MOST_GROUPS + ".");
        }
        return Integer.parseInt(text);
    }

    /** The organization, or null; 400 if it is not an id. */
    Long organization() {
        return IdParameter.read("organization", organization);
    }

    String eventType() {
        return eventType;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, detail);
    }
}
