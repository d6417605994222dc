package io.carillon.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.carillon.benchmark.Row.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the table says of figures that are known. */
class TableTest {

    private static final Costs COSTS = new Costs(900, 100, 7.5, 400.0);

    @Test
    void aRowIsTheMedianOfItsRepetitionsWithTheLowestAndTheHighest() {
        assertThat(Spread.of(List.of(sample(300), sample(100), sample(120)), Sample::figure), is(new Spread(120, 100, 300)));
        assertThat(Spread.of(List.of(sample(100), sample(300)), Sample::figure), is(new Spread(200, 100, 300)));
    }

    @Test
    void aRatioIsTakenInEachRepetitionAndJudgedByItsMedian() {
        Station station = new Known(new Goal(Goal.Kind.RATIO_AT_LEAST, 0.5));
        String row = Row.of("h2", "known", station,
                List.of(new Sample(60, 100.0, COSTS), new Sample(40, 100.0, COSTS), new Sample(55, 100.0, COSTS))).markdown();
        assertThat(row, containsString("| 0.55 (0.40–0.60) | ratio ≥ 0.5 | yes | 1000 / change | 100 | 7.50 | 400 |"));
    }

    @Test
    void aGoalThatIsMissedIsMarked() {
        Station station = new Known(new Goal(Goal.Kind.RATIO_AT_LEAST, 0.5));
        assertThat(Row.of("h2", "known", station, List.of(new Sample(49, 100.0, COSTS))).markdown(),
                containsString("| **no** |"));
    }

    @Test
    void aFigureWithoutAReferenceHasNoRatioAndWithoutARatioNothingIsJudged() {
        Station figure = new Known(new Goal(Goal.Kind.FIGURE_AT_MOST, 50));
        assertThat(Row.of("h2", "known", figure, List.of(new Sample(50, null, COSTS))).markdown(),
                containsString("| 50.0 | another | – | – | ≤ 50.0 | yes |"));
        Station ratio = new Known(new Goal(Goal.Kind.RATIO_AT_MOST, 1.1));
        assertThat(Row.of("h2", "known", ratio, List.of(new Sample(50, null, COSTS))).markdown(),
                containsString("| ratio ≤ 1.1 | – |"));
    }

    @Test
    void aRateIsLevelWhenItIsNearTheTwoBefore() {
        assertThat(WarmUp.isLevel(List.of(100.0, 104.0)), is(false));
        assertThat(WarmUp.isLevel(List.of(50.0, 100.0, 104.0)), is(false));
        assertThat(WarmUp.isLevel(List.of(50.0, 100.0, 104.0, 100.0)), is(true));
    }

    private static Sample sample(double figure) {
        return new Sample(figure, null, COSTS);
    }

    private record Known(Goal goal) implements Station {

        @Override
        public String figure() {
            return "a figure";
        }

        @Override
        public String reference() {
            return "another";
        }

        @Override
        public String unit() {
            return "change";
        }

        @Override
        public void warmUp() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Sample measure() {
            throw new UnsupportedOperationException();
        }
    }
}
