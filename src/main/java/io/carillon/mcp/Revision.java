package io.carillon.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A revision of the protocol that Carillon speaks. Up to that of November 2025, a client begins with {@code initialize}, by which
 * both agree on a revision. Since that of July 2026, every request names its revision itself and repeats in headers what
 * proxies want to know. Carillon remembers nothing between two requests in any of them.
 */
enum Revision {
    JUNE_2025("2025-06-18"),
    NOVEMBER_2025("2025-11-25"),
    JULY_2026("2026-07-28");

    /** The newest that begins with {@code initialize}. */
    static final Revision NEWEST_WITH_HANDSHAKE = NOVEMBER_2025;

    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?(.*)\\?=");

    private final String date;

    Revision(String date) {
        this.date = date;
    }

    /** All of them, the newest first. */
    static List<String> dates() {
        return Arrays.stream(values()).map(Revision::date).sorted((one, other) -> other.compareTo(one)).toList();
    }

    static Optional<Revision> find(String date) {
        return Arrays.stream(values()).filter(one -> one.date.equals(date)).findFirst();
    }

    /**
     * The revision of {@code message}, by its metadata or its headers. A request that names none is taken for one of the
     * oldest. {@code initialize} names in its parameters what the client asks for, see {@link Methods}.
     */
    static Revision of(ClientMessage message, UnaryOperator<String> headers) {
        JsonNode inBody = message.meta("protocolVersion");
        if (inBody.isMissingNode() && message.method().equals(Methods.INITIALIZE)) {
            return NEWEST_WITH_HANDSHAKE;
        }
        String inHeader = headers.apply(VERSION_HEADER);
        String named = inBody.isMissingNode() ? inHeader : inBody.asText();
        Revision revision = named == null ? JUNE_2025
                : find(named).orElseThrow(() -> RpcError.unknownRevision(named, dates()));
        if (!inBody.isMissingNode() || revision.isStateless()) {
            checkMetadata(message, inHeader, headers);
        }
        return revision;
    }

    private static void checkMetadata(ClientMessage message, String version, UnaryOperator<String> headers) {
        if (!message.meta("protocolVersion").isTextual() || !message.meta("clientCapabilities").isObject()) {
            throw RpcError.invalidMetadata("params._meta must have io.modelcontextprotocol/protocolVersion and"
                    + " io.modelcontextprotocol/clientCapabilities.");
        }
        compare(VERSION_HEADER, version, message.meta("protocolVersion").textValue());
        compare("Mcp-Method", headers.apply("Mcp-Method"), message.method());
        if (message.method().equals(Methods.CALL)) {
            compare("Mcp-Name", decoded(headers.apply("Mcp-Name")), message.params().path("name").asText());
        }
    }

    private static void compare(String header, String value, String inBody) {
        if (!inBody.equals(value)) {
            throw RpcError.headerMismatch("The header " + header + " is " + (value == null ? "missing" : "\"" + value + "\"")
                    + ", but the body says \"" + inBody + "\".");
        }
    }

    /** Clients encode what a header cannot contain. */
    private static String decoded(String value) {
        Matcher encoded = ENCODED.matcher(value == null ? "" : value);
        if (!encoded.matches()) {
            return value;
        }
        try {
            return new String(Base64.getDecoder().decode(encoded.group(1)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw RpcError.headerMismatch("The header Mcp-Name is not Base64.");
        }
    }

    /** The date by which clients name it. */
    String date() {
        return date;
    }

    /** Whether every request names the revision, and every result says what it is. */
    boolean isStateless() {
        return this == JULY_2026;
    }
}
