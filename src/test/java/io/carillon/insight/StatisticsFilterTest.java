package io.carillon.insight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.problem.ProblemException;
import java.lang.reflect.Field;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsFilterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T12:34:56Z"), ZoneOffset.UTC);
    private static final Duration MINUTES = Duration.ofDays(2);

    @ParameterizedTest
    @CsvSource({
        ",,, 2026-11-26T11:34:00Z, 2026-11-26T12:35:00Z, PT1M",
        "2026-11-26T00:00:00Z,,, 2026-11-26T00:00:00Z, 2026-11-26T12:45:00Z, PT15M",
        "2026-11-26T12:01:00Z, 2026-11-26T12:10:00Z, PT5M, 2026-11-26T12:00:00Z, 2026-11-26T12:10:00Z, PT5M",
        "2026-11-25T12:00:00Z, 2026-11-26T12:30:00Z, PT1H, 2026-11-25T12:00:00Z, 2026-11-26T13:00:00Z, PT1H",
        "2026-11-24T12:00:00Z,,, 2026-11-24T12:00:00Z, 2026-11-26T13:00:00Z, PT1H",
        "2026-11-20T12:00:00Z,,, 2026-11-20T12:00:00Z, 2026-11-26T18:00:00Z, PT6H",
        "2020-01-01T00:00:00Z, 2020-04-01T00:00:00Z,, 2020-01-01T00:00:00Z, 2020-04-01T00:00:00Z, P1D",
        "9999-01-01T00:00:00Z,, PT1H, 2026-11-27T12:00:00Z, 2026-11-27T13:00:00Z, PT1H",
        "2026-11-26T12:40:00Z,,, 2026-11-26T12:40:00Z, 2026-11-26T12:40:00Z, PT1M",
        "2026-11-26T12:00:00Z, 9999-01-01T00:00:00Z, PT1H, 2026-11-26T12:00:00Z, 2026-11-27T13:00:00Z, PT1H"})
    void aPeriodIsRoundedToItsSteps(String from, String to, String step, String first, String end, String word)
            throws ReflectiveOperationException {
        StatisticsFilter.Times times = filter(from, to, step, null).times(CLOCK, MINUTES);
        assertThat(times, is(new StatisticsFilter.Times(Instant.parse(first), Instant.parse(end), Duration.parse(word), word)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2026-11-26|||| from must be",
        "| yesterday ||| to must be",
        "2026-11-26T12:00:00Z | 2026-11-26T11:00:00Z ||| from must not be after to",
        "|| PT2M || step must be one of",
        "2026-11-25T00:00:00Z || PT1M || step must be longer",
        "2026-11-23T00:00:00Z || PT30M || step must be PT1H or longer",
        "1999-01-01T00:00:00Z || P1D || step must be longer",
        "||| 0 | top must be a number from 1 to 50",
        "||| 51 | top must be a number from 1 to 50",
        "||| many | top must be a number from 1 to 50"})
    void aProblemNamesTheParameter(String from, String to, String step, String top, String detail)
            throws ReflectiveOperationException {
        StatisticsFilter filter = filter(from, to, step, top);
        ProblemException problem = assertThrows(ProblemException.class, () -> {
            filter.times(CLOCK, MINUTES);
            filter.groups();
        });
        assertThat(problem.getMessage(), containsString(detail));
    }

    private static StatisticsFilter filter(String from, String to, String step, String top) throws ReflectiveOperationException {
        StatisticsFilter filter = new StatisticsFilter();
        set(filter, "from", from);
        set(filter, "to", to);
        set(filter, "step", step);
        set(filter, "top", top);
        return filter;
    }

    private static void set(StatisticsFilter filter, String name, String value) throws ReflectiveOperationException {
        Field field = StatisticsFilter.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(filter, value);
    }
}
