package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a receiver asks for in the header {@code Authorization}. The type decides which members there are; one of them is secret,
 * and shown masked.
 *
 * @param type                 how requests authenticate themselves
 * @param username             for {@code basic}
 * @param password             for {@code basic}
 * @param token                for {@code bearer}
 * @param tokenUrl             for {@code oauth2}: the URL of the token endpoint
 * @param clientId             for {@code oauth2}
 * @param clientSecret         for {@code oauth2}
 * @param clientAuthentication for {@code oauth2}: how Carillon sends both to the token endpoint; {@code basic} if omitted
 * @param scope                for {@code oauth2}: what to ask for, separated by spaces; may be omitted
 * @param audience             for {@code oauth2}: some token endpoints want one; may be omitted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointAuthentication(@NotNull AuthenticationType type, String username, String password, String token,
        String tokenUrl, String clientId, String clientSecret, ClientAuthentication clientAuthentication, String scope,
        String audience) {

    /** Fills in the default. */
    public EndpointAuthentication {
        if (type == AuthenticationType.OAUTH2 && clientAuthentication == null) {
            clientAuthentication = ClientAuthentication.BASIC;
        }
    }

    /** The member that is secret. */
    public String secret() {
        return switch (type) {
            case BASIC -> password;
            case BEARER -> token;
            case OAUTH2 -> clientSecret;
        };
    }

    /** The same with {@code secret} as the member that is secret. */
    EndpointAuthentication withSecret(String secret) {
        return new EndpointAuthentication(type, username, type == AuthenticationType.BASIC ? secret : password,
                type == AuthenticationType.BEARER ? secret : token, tokenUrl, clientId,
                type == AuthenticationType.OAUTH2 ? secret : clientSecret, clientAuthentication, scope, audience);
    }

    /** The members that are given, except the type. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("username", username);
        members.put("password", password);
        members.put("token", token);
        members.put("tokenUrl", tokenUrl);
        members.put("clientId", clientId);
        members.put("clientSecret", clientSecret);
        members.put("clientAuthentication", clientAuthentication);
        members.put("scope", scope);
        members.put("audience", audience);
        members.values().removeIf(value -> value == null);
        return members;
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "EndpointAuthentication[" + type + "]";
    }
}
