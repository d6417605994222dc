package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.WireProtocol;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** What the published schema of changes in XML allows takes effect, and what it does not allow is rejected. */
@SharedService
class QueueSchemaIT {

    private final Scenario scenario;
    private final Rejected rejected;
    private final Endpoint endpoint;
    private final Login login;
    private final Schema schema;

    QueueSchemaIT(Service service, Scenario scenario, Rejected rejected) throws SAXException {
        this.scenario = scenario;
        this.rejected = rejected;
        endpoint = scenario.anEndpoint().thin().instant().create();
        login = Login.anonymous(service.brokerUrl());
        schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(
                new StreamSource(new StringReader(service.api().root("/schemas/changes.xsd").body())));
    }

    /** Attributes of a change for the organization {@code #}. */
    static Stream<String> attributes() {
        Stream<String> organizations = Stream.of("#", " # ", "\t#\n", "0#", "+#", "#.0", "#e0", "# #", "", " ")
                .map(value -> attribute("organizationId", value) + attribute("resourceId", "x"));
        Stream<String> times = Stream.of("2025-06-09T10:30:00Z", "2025-06-09T10:30:00.123456789012Z",
                "2025-06-09T10:30:00.5+02:00", " 2025-06-09T10:30:00Z ", "2025-06-09T24:00:00Z",
                "2025-06-09T10:30:00-00:00", "2025-06-09T10:30:00+14:00",
                "2025-06-09T10:30:00+14:01", "2025-06-09T10:30:00+18:00", "2016-12-31T23:59:60Z", "2025-06-09T10:30Z",
                "2025-06-09T10:30:00", "2025-06-09t10:30:00z", "2025-06-09 10:30:00Z", "2025-02-29T10:30:00Z", "2025-06-09Z",
                "0000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-01:00", "10000-01-01T00:00:00Z",
                "2025-06-09T10:30:00.Z", "")
                .map(value -> attribute("organizationId", "#") + attribute("resourceId", "x") + attribute("occurredAt", value));
        Stream<String> ids = Stream.of("x".repeat(200), "x".repeat(201), "\ud83d\ude80".repeat(100), "\ud83d\ude80".repeat(200),
                "\ud83d\ude80".repeat(201), " ", "", "a b", "&#10;", "\u00e9")
                .map(value -> attribute("organizationId", "#") + attribute("resourceId", value));
        Stream<String> terms = Stream.concat(
                Stream.of("true", " false ", "1", "TRUE", "").map(value -> attribute("retry", value)),
                Stream.of("", "x".repeat(41), "ep_1 ".repeat(21)).map(value -> attribute("endpoints", value)))
                .map(one -> attribute("organizationId", "#") + attribute("resourceId", "x") + one);
        return Stream.of(organizations, times, ids, terms).flatMap(one -> one);
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + value + "\"";
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void schemaAndQueueAgree(String attributes) throws Exception {
        String change = "<change" + attributes.replaceAll("(?<!&)#", "" + scenario.organizationId())
                + " id=\"" + Scenario.aNewId() + "\" eventType=\"team.updated\"/>";
        boolean valid = isValid(change);
        WireProtocol.STOMP.send(login, change);
        await().atMost(Duration.ofSeconds(30)).until(() -> !endpoint.received().isEmpty() || isKept(change));
        assertThat(change + " takes effect", !endpoint.received().isEmpty(), is(valid));
        if (valid) {
            assertThat(endpoint.received().stream().map(Received::json).map(body -> body.get("organizationId").asLong()).toList(),
                    is(List.of(scenario.organizationId())));
        }
    }

    private boolean isKept(String change) {
        return !rejected.withBody(change.getBytes(UTF_8)).isEmpty();
    }

    private boolean isValid(String change) throws IOException {
        try {
            schema.newValidator().validate(new StreamSource(new StringReader(change)));
            return true;
        } catch (SAXException invalid) {
            return false;
        }
    }
}
