package io.carillon.mcp;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevisionTest {

    private static final String META = "\"_meta\": {\"io.modelcontextprotocol/protocolVersion\": \"2026-07-28\","
            + " \"io.modelcontextprotocol/clientCapabilities\": {}}";
    private static final Map<String, String> HEADERS =
            Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "search");

    @Test
    void aRequestOfAnOlderRevisionNamesItInAHeaderOrNotAtAll() {
        assertThat(revision("tools/list", "", Map.of()), is(Revision.JUNE_2025));
        assertThat(revision("tools/list", "", Map.of("MCP-Protocol-Version", "2025-11-25")), is(Revision.NOVEMBER_2025));
        assertThat(revision("initialize", "\"protocolVersion\": \"1999-01-01\"", Map.of("MCP-Protocol-Version", "1999-01-01")),
                is(Revision.NOVEMBER_2025));
    }

    @Test
    void aRequestThatNamesItsRevisionInTheBodyRepeatsItInHeaders() {
        assertThat(revision("tools/call", "\"name\": \"search\", " + META, HEADERS), is(Revision.JULY_2026));
        assertThat(error("tools/call", "\"name\": \"search\"", HEADERS), is(-32602));
        assertThat(error("tools/call", "\"name\": \"search\", " + META.replace("clientCapabilities", "x"), HEADERS), is(-32602));
        for (String header : HEADERS.keySet()) {
            Map<String, String> others = new HashMap<>(HEADERS);
            others.put(header, "2025-11-25");
            assertThat(header, error("tools/call", "\"name\": \"search\", " + META, others), is(-32020));
            others.remove(header);
            assertThat(header, error("tools/call", "\"name\": \"search\", " + META, others), is(-32020));
        }
    }

    @Test
    void aNameMayBeEncoded() {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Mcp-Name", "=?base64?w6nDqQ==?=");
        assertThat(revision("tools/call", "\"name\": \"éé\", " + META, headers), is(Revision.JULY_2026));
        headers.put("Mcp-Name", "=?base64?!?=");
        assertThat(error("tools/call", "\"name\": \"éé\", " + META, headers), is(-32020));
        headers.put("Mcp-Name", "=?base64?=");
        assertThat(error("tools/call", "\"name\": \"éé\", " + META, headers), is(-32020));
    }

    @Test
    void anUnknownRevisionIsAnsweredWithTheKnownOnes() {
        assertThat(error("tools/list", "", Map.of("MCP-Protocol-Version", "2025-03-26")), is(-32022));
        assertThat(error("tools/list", META.replace("2026", "2027"), Map.of()), is(-32022));
        assertThat(Revision.dates(), contains("2026-07-28", "2025-11-25", "2025-06-18"));
    }

    private static int error(String method, String params, Map<String, String> headers) {
        return assertThrows(RpcError.class, () -> revision(method, params, headers)).answer(null).at("/error/code").intValue();
    }

    private static Revision revision(String method, String params, Map<String, String> headers) {
        String message = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + method + "\", \"params\": {" + params + "}}";
        return Revision.of(ClientMessage.read(message.getBytes(StandardCharsets.UTF_8)), headers::get);
    }
}
