package io.carillon.bridge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes are reported in their order, and a bad one refuses no other. */
class ReporterTest {

    private final List<List<String>> batches = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Reporter<String> reporter = new Reporter<>(batch -> {
        batches.add(List.copyOf(batch));
        return batch.stream().anyMatch(change -> change.startsWith("bad")) ? Optional.of("why " + batch.size())
                : Optional.empty();
    }, (source, reason) -> refused.add(source + ": " + reason));

    @Test
    void aBatchHasAThousandChanges() throws InterruptedException {
        for (int i = 0; i < 2_001; i++) {
            reporter.add("c" + i, "s" + i);
        }
        reporter.finish();
        reporter.finish();
        assertThat(batches.stream().map(List::size).toList(), is(List.of(1_000, 1_000, 1)));
        assertThat(batches.stream().flatMap(List::stream).toList(),
                is(IntStream.range(0, 2_001).mapToObj(i -> "c" + i).toList()));
    }

    @Test
    void aBatchIsSmallerThanARequestMayBe() throws InterruptedException {
        String large = "é".repeat(200_000);
        for (int i = 0; i < 5; i++) {
            reporter.add(large, "s" + i);
        }
        reporter.add("x".repeat(2_000_000), "larger");
        reporter.finish();
        assertThat(batches.stream().map(List::size).toList(), is(List.of(2, 2, 1, 1)));
    }

    @Test
    void onlyTheBadOnesAreRefused() throws InterruptedException {
        List<String> good = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            boolean isBad = i == 0 || i == 500 || i == 999;
            reporter.add((isBad ? "bad" : "c") + i, "s" + i);
            if (!isBad) {
                good.add("c" + i);
            }
        }
        reporter.finish();
        assertThat(refused, is(List.of("s0: why 1", "s500: why 1", "s999: why 1")));
        assertThat(batches.stream().filter(batch -> batch.stream().noneMatch(change -> change.startsWith("bad")))
                .flatMap(List::stream).toList(), is(good));
        assertThat(batches.size(), lessThan(70));
    }
}
