package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnPageTest {

    @ParameterizedTest
    @CsvSource({"GET,1,same-origin,,true", "GET,1,,,true", "POST,1,same-origin,application/json,true",
            "PATCH,1,same-origin,application/merge-patch+json,true", "POST,1,same-origin,Application/JSON; charset=utf-8,true",
            "DELETE,1,same-origin,,true", "POST,1,same-origin,,true",
            "GET,,same-origin,,false", "GET,0,same-origin,,false", "GET,1,cross-site,,false", "GET,1,same-site,,false",
            "GET,1,none,,false", "GET,1,SAME-ORIGIN,,false", "POST,1,same-origin,text/plain,false",
            "POST,1,same-origin,application/x-www-form-urlencoded,false", "POST,1,same-origin,multipart/form-data,false",
            "PUT,1,same-origin,text/json,false", "POST,1,same-origin,text/plain;application/json,false"})
    void aRequestIsOurPagesOrNot(String method, String header, String fetchSite, String contentType, boolean isOurs) {
        assertThat(OwnPage.isOurs(method, header, fetchSite, contentType), is(isOurs));
    }
}
