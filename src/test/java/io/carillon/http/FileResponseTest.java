package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileResponseTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gzip|true", "gzip, deflate, br|true", "br;q=1.0, GZIP;q=0.8|true", "|false",
            "br|false", "gzip;q=0|false", "gzip; q=0.000|false", "gzip;q=0.001|true", "x-gzip|false"})
    void gzipIsSentToThoseWhoAcceptIt(String header, boolean accepted) {
        assertThat(FileResponse.accepts(header, "gzip"), is(accepted));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"a\"|true", "\"b\", \"a\"|true", "W/\"a\"|true", "*|true", "\"a-gzip\"|false",
            "|false"})
    void aBrowserThatHasTheFileDoesNotGetItAgain(String header, boolean isKnown) {
        assertThat(FileResponse.isIn(header, "\"a\""), is(isKnown));
    }
}
