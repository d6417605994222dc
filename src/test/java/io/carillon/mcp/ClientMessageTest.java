package io.carillon.mcp;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "9007199254740993", "\"a\"", "\"\"", "-7"})
    void anIdComesBackAsItWas(String id) {
        ClientMessage message = read("{\"jsonrpc\": \"2.0\", \"id\": " + id + ", \"method\": \"ping\"}");
        assertThat(message.answer(message.params()).toString(), is("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}"));
    }

    @Test
    void aMessageWithoutAnIdIsANotification() {
        assertThat(read("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}").isNotification(), is(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-32700 | {",
        "-32700 | {\"jsonrpc\": \"2.0\", \"id\": 1, \"id\": 2, \"method\": \"ping\"}",
        "-32700 | {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"} {}",
        "-32600 | ''",
        "-32600 | null",
        "-32600 | [{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}]",
        "-32600 | {\"id\": 1, \"method\": \"ping\"}",
        "-32600 | {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 2}",
        "-32600 | {\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}",
        "-32600 | {\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"ping\"}",
        "-32600 | {\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"ping\"}",
        "-32600 | {\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"ping\"}",
        "-32600 | {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": []}"})
    void whatIsNoMessageIsRefused(int code, String body) {
        RpcError error = assertThrows(RpcError.class, () -> read(body));
        assertThat(error.status(), is(400));
        assertThat(error.answer(null).at("/error/code").intValue(), is(code));
        assertThat(error.answer(null).has("id"), is(false));
    }

    private static ClientMessage read(String body) {
        return ClientMessage.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
