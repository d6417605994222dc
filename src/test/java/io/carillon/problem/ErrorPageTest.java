package io.carillon.problem;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPageTest {

    @ParameterizedTest
    @CsvSource({"400,MALFORMED_REQUEST", "401,UNAUTHENTICATED", "403,METHOD_NOT_ALLOWED", "404,NOT_FOUND",
        "405,METHOD_NOT_ALLOWED", "501,METHOD_NOT_ALLOWED", "431,MALFORMED_REQUEST", "500,INTERNAL_ERROR", "503,UNAVAILABLE",
        "505,VERSION_NOT_SUPPORTED"})
    void whatTheServerRefusesHasAType(int status, ProblemType type) {
        assertThat(ErrorPage.typeOf(status), is(type));
    }
}
