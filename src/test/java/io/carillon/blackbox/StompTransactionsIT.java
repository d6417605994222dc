package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Refused;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.WireStomp;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A receipt of STOMP means that the message is on the queue, or in a transaction that the producer has begun. Anything else is
 * an error, and the error ends the connection.
 */
@SharedService
@Tag("long")
class StompTransactionsIT {

    private static final String QUEUE = "carillon.changes";
    private static final String NAME = "transaction:t";

    private final Scenario scenario;
    private final Endpoint endpoint;
    private final Login login;

    StompTransactionsIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        endpoint = scenario.anEndpoint().thin().instant().create();
        login = Login.anonymous(service.brokerUrl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void aMessageInATransactionThatWasNeverBegunIsAnError(String version) throws Exception {
        for (String name : List.of(NAME, "transaction:")) {
            try (WireStomp stomp = new WireStomp(login, version)) {
                assertError(() -> stomp.send(QUEUE, change("never-begun"), name));
                assertThrows(EOFException.class, stomp::read);
            }
        }
        assertNothingCame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void aMessageInATransactionThatHasEndedIsAnError(String version) throws Exception {
        for (String end : List.of("COMMIT", "ABORT")) {
            try (WireStomp stomp = new WireStomp(login, version)) {
                stomp.command("BEGIN", List.of(NAME), new byte[0]);
                stomp.command(end, List.of(NAME), new byte[0]);
                assertError(() -> stomp.send(QUEUE, change("too-late"), NAME));
            }
        }
        assertNothingCame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ABORT"})
    void aTransactionThatWasNeverBegunCannotEnd(String end) throws Exception {
        for (List<String> headers : List.of(List.of(NAME), List.<String>of())) {
            try (WireStomp stomp = new WireStomp(login)) {
                assertError(() -> stomp.command(end, headers, new byte[0]));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void aNameCanBeUsedAgain(String version) throws Exception {
        try (WireStomp stomp = new WireStomp(login, version)) {
            for (String id : List.of("first", "second")) {
                stomp.command("BEGIN", List.of(NAME), new byte[0]);
                stomp.send(QUEUE, change(id), NAME);
                stomp.command("COMMIT", List.of(NAME), new byte[0]);
            }
        }
        assertThat(received(2), containsInAnyOrder("first", "second"));
    }

    /** What is sent afterwards is the only thing that arrives. */
    private void assertNothingCame() throws IOException, Refused {
        try (WireStomp stomp = new WireStomp(login)) {
            stomp.send(QUEUE, change("afterwards"));
        }
        assertThat(received(1), is(List.of("afterwards")));
    }

    private List<String> received(int count) {
        return endpoint.awaitReceived(count).stream().map(received -> received.json().get("resourceId").asText()).toList();
    }

    private String change(String resourceId) {
        return scenario.aChange("team", "update", resourceId);
    }

    private static void assertError(Executable sending) {
        assertThat(assertThrows(Refused.class, sending).getMessage(), containsString("command=ERROR"));
    }
}
