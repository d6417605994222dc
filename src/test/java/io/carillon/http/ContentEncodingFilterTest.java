package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentEncodingFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "identity, gzip", "identiti"})
    void anEncodedBodyIsNotRead(String value) {
        assertThat(ContentEncodingFilter.isEncoded(List.of(value)), is(true));
        assertThat(ContentEncodingFilter.isEncoded(List.of("identity", value)), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "identity", "Identity", "identity, identity", ","})
    void identityIsNoEncoding(String value) {
        assertThat(ContentEncodingFilter.isEncoded(List.of(value)), is(false));
    }

    @Test
    void noHeaderIsNoEncoding() {
        assertThat(ContentEncodingFilter.isEncoded(null), is(false));
    }
}
