package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/a%", "/a%4", "/%%41", "/%4g", "/%-1", "/%ff", "/%c3", "/%c3%28", "/%c0%af", "/%ed%a0%80",
        "limit=%u0031"})
    void whatCannotBeDecodedIsRejected(String encoded) {
        assertThat(UriFilter.isDecodable(encoded), is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a%20b", "/%41%5A%7a", "/%C3%A4", "/%f0%9f%98%80", "from=%2B1&to=a+b", "/%25zz", "/%00"})
    void whatCanBeDecodedPasses(String encoded) {
        assertThat(UriFilter.isDecodable(encoded), is(true));
    }

    @Test
    void noQueryPasses() {
        assertThat(UriFilter.isDecodable(null), is(true));
    }
}
