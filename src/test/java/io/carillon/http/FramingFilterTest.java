package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingFilterTest {

    /** Values of one header are separated by bars. */
    @ParameterizedTest
    @CsvSource({"a,,,true", "a,chunked,,true", "a, Chunked ,,true", "a,,5,true", ",,,true", "a|b,,,false", "a|a,,,false",
        "a,'chunked, identity',,false", "a,chunked|chunked,,false", "a,identity,,false", "a,gzip,,false", "a,chunked,5,false",
        "a,,5|5,false", "a,,5|6,false"})
    void onlyOneReadingOfARequestIsPossible(String hosts, String codings, String lengths, boolean clear) {
        assertThat(FramingFilter.isClear(values(hosts), values(codings), values(lengths)), is(clear));
    }

    private static List<String> values(String text) {
        return text == null ? List.of() : Stream.of(text.split("\\|")).toList();
    }
}
