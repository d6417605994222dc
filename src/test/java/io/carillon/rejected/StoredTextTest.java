package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredTextTest {

    @Test
    void asManyPropertiesAsFitAreKeptInTheOrderOfTheirNames() {
        assertThat(StoredText.properties(Map.of("b", "2", "a", "1")), is("{\"a\":\"1\",\"b\":\"2\"}"));
        Map<String, String> many = new TreeMap<>();
        IntStream.range(0, 100).forEach(i -> many.put("p%03d".formatted(i), "x".repeat(5_000)));
        String kept = StoredText.properties(many);
        assertThat(kept, startsWith("{\"p000\":\"" + "x".repeat(1_000) + "\""));
        assertThat(kept.length(), lessThanOrEqualTo(20_000));
    }
}
