package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.catalog.EventType;
import io.carillon.crypto.Ciphers;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.json.Flaw;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers an endpoint may define, and how long names may be. */
class EndpointRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Api-Key", "Accept", "Accept-Language", "X-A", "X-Edition", "traceparent",
        "X-Hub-Signature", "Secret", "Viaduct", "X-Forward"})
    void anythingElseIsAllowed(String name) {
        assertThat(flaws(Map.of(name, "x")), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "Content-Length", "content-type", "CONTENT-ENCODING", "Content-Language", "Transfer-Encoding",
        "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect", "Proxy-Authorization", "Proxy-Connection", "Proxy",
        "HTTP2-Settings", "Max-Forwards", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
        "X_Http_Method_Override",
        "X-Original-URL", "X-Rewrite-Url", "Forwarded", "Via", "X-Forwarded-For", "x-forwarded-proto", "X_Forwarded_For",
        "X-Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "svix-id", "Svix-Signature", "webhook-id",
        "Webhook-Anything", "webhook_signature", "User-Agent", "X-TrackScore-Signature", "Cookie", "Range", "If-None-Match",
        "Accept-Encoding", "Sec-Fetch-Site", "Carillon-Id", "ce-source", "CE_type"})
    void whatWouldChangeTheRequestIsNot(String name) {
        assertThat(flaws(Map.of(name, "x")).size(), is(1));
        assertThat(flaws(Map.of(name, "x")).get(0).startsWith("/headers/" + name + " is not allowed: it "), is(true));
    }

    @Test
    void namesThatDifferOnlyInCaseAreOneHeader() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-A", "1");
        headers.put("x-a", "2");
        headers.put("X-a", "2");
        headers.put("X-B", "3");
        assertThat(flaws(headers), contains(
                "/headers/x-a is the same header as X-A, because case does not matter in a name",
                "/headers/X-a is the same header as X-A, because case does not matter in a name"));
    }

    @Test
    void everyEventTypeCanBeSubscribedTo() {
        AnnotatedParameterizedType list = (AnnotatedParameterizedType) Stream.of(EndpointRequest.class.getRecordComponents())
                .filter(member -> member.getName().equals("eventTypes")).findFirst().orElseThrow().getAnnotatedType();
        assertThat(list.getAnnotatedActualTypeArguments()[0].getAnnotation(Size.class).max(), is(EventType.LONGEST_NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theLongestEventTypesAndHeadersAreStored(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            String types = String.join(" ", Collections.nCopies(50, "x".repeat(EventType.LONGEST_NAME)));
            String headers = new EndpointHeaders(Ciphers.withKeyOf(1)).encrypt(Map.of("A", "\"".repeat(3_999)), "ep");
            Rows.application(database);
            Rows.endpoints(database, "ep");
            database.execute("UPDATE endpoint SET event_types = '%s', headers = '%s'".formatted(types, headers));
            assertThat(database.query("SELECT event_types FROM endpoint"), contains(types));
        }
    }

    private static List<String> flaws(Map<String, String> headers) {
        List<Flaw> flaws = new ArrayList<>();
        EndpointRules.checkHeaders(headers, flaws);
        return flaws.stream().map(flaw -> flaw.pointer() + " " + flaw.detail()).toList();
    }
}
