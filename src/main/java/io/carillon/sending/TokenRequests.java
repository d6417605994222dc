package io.carillon.sending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.address.AddressRules;
import io.carillon.address.WebUrl;
import io.carillon.endpoint.ClientAuthentication;
import io.carillon.endpoint.EndpointAuthentication;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.json.StrictJson;
import io.carillon.platform.Causes;
import io.carillon.sending.DeliveryResult.Reason;
import io.carillon.sending.TargetAddressGuard.ForbiddenAddress;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks token endpoints for tokens with client credentials (RFC 6749, section 4.4). Their URLs are judged and dialled like those
 * of receivers, with the certificate and the authorities of the endpoint. Of their answers, only the code of an error is shown.
 */
final class TokenRequests implements AccessTokens.Source {

    private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
    private static final String TOKEN = "[\\x21-\\x7e]+";
    private static final String CODE = "[a-z_]{1,40}";

    private final AddressRules rules;
    private final ReceiverClients clients;
    private final Clock clock;
    private final String userAgent;

    TokenRequests(AddressRules rules, ReceiverClients clients, Clock clock, String userAgent) {
        this.rules = rules;
        this.clients = clients;
        this.clock = clock;
        this.userAgent = userAgent;
    }

    @Override
    public AccessToken fetch(ReceiverAccess access) throws NotAuthorized {
        WebUrl url = judged(access.authentication().tokenUrl());
        long start = System.nanoTime();
        try (ReceiverClients.Lease lease = clients.forTokens(access.tls());
                Response response = ReceiverClients.send(lease.client(), HttpMethod.POST, url, headers(access.authentication()),
                        Entity.entity(form(access.authentication()), MediaType.APPLICATION_FORM_URLENCODED_TYPE))) {
            return token(response.getStatus(), response.hasEntity() ? response.readEntity(byte[].class) : new byte[0]);
        } catch (ProcessingException | IllegalArgumentException e) {
            throw unanswered(e, url, (int) Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
    }

    private WebUrl judged(String text) throws NotAuthorized {
        try {
            WebUrl url = WebUrl.of(text);
            Optional<String> objection = rules.objectionTo(url);
            if (objection.isPresent()) {
                throw new NotAuthorized("the URL of the token endpoint " + objection.get());
            }
            return url;
        } catch (URISyntaxException e) {
            throw new NotAuthorized("the URL of the token endpoint " + e.getReason());
        }
    }

    private Map<String, String> headers(EndpointAuthentication client) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
        headers.put(HttpHeaders.USER_AGENT, userAgent);
        if (client.clientAuthentication() == ClientAuthentication.BASIC) {
            String both = encoded(client.clientId()) + ":" + encoded(client.clientSecret());
            headers.put(HttpHeaders.AUTHORIZATION,
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII)));
        }
        return headers;
    }

    private static String form(EndpointAuthentication client) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("scope", client.scope());
        form.put("audience", client.audience());
        if (client.clientAuthentication() == ClientAuthentication.POST) {
            form.put("client_id", client.clientId());
            form.put("client_secret", client.clientSecret());
        }
        form.values().removeIf(value -> value == null);
        return form.entrySet().stream().map(member -> member.getKey() + "=" + encoded(member.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private AccessToken token(int status, byte[] body) throws NotAuthorized {
        Optional<JsonNode> answer = json(body);
        if (status != Response.Status.OK.getStatusCode()) {
            String code = answer.map(json -> json.path("error").asText()).filter(error -> error.matches(CODE))
                    .map(error -> " (" + error + ")").orElse("");
            throw new NotAuthorized("the token endpoint answered " + status + code);
        }
        JsonNode json = answer.orElseThrow(() -> new NotAuthorized("the answer of the token endpoint is not JSON"));
        String value = json.path("access_token").asText();
        if (!value.matches(TOKEN)) {
            throw new NotAuthorized("the token endpoint answered without a usable access_token");
        }
        if (json.hasNonNull("token_type") && !json.get("token_type").asText().equalsIgnoreCase("bearer")) {
            throw new NotAuthorized("the token endpoint answered with a token of another type than Bearer");
        }
        return new AccessToken(value, clock.instant(), lifetime(json.path("expires_in")));
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(StrictJson.mapper().readTree(new String(body, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Some token endpoints write the number as a string. */
    private static Duration lifetime(JsonNode seconds) {
        long given = seconds.asLong(USUAL_LIFETIME.toSeconds());
        return Duration.ofSeconds(Math.max(0, Math.min(given, LONGEST_LIFETIME.toSeconds())));
    }

    private NotAuthorized unanswered(Exception failure, WebUrl url, int millis) {
        Optional<Throwable> forbidden = Causes.of(failure).filter(ForbiddenAddress.class::isInstance).findFirst();
        if (forbidden.isPresent()) {
            return new NotAuthorized(forbidden.get().getMessage());
        }
        Reason reason = Failures.reason(failure, millis, clients.tokenDeadline());
        String words = "the token endpoint gave no answer: "
                + FailureWords.of(failure, reason, url.host(), clients.tokenDeadline());
        return reason.isOurs() ? new NotAuthorized(reason, words) : new NotAuthorized(words);
    }
}
