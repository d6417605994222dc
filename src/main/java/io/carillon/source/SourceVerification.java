package io.carillon.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the requests of a sender are verified. The type decides which members there are besides the secret, which is shown masked.
 *
 * @param type     what a request must have
 * @param header   for {@code hmac} and {@code header}: the name of the header
 * @param encoding for {@code hmac}: how the signature is written; {@code hex} if omitted
 * @param prefix   for {@code hmac}: what is before the signature in the header, such as {@code sha256=}; nothing if omitted
 * @param username for {@code basic}
 * @param secret   what the sender and Carillon share
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceVerification(@NotNull VerificationType type, String header, SignatureEncoding encoding, String prefix,
        String username, String secret) {

    /** Fills in the default. */
    public SourceVerification {
        if (type == VerificationType.HMAC && encoding == null) {
            encoding = SignatureEncoding.HEX;
        }
    }

    /** The same with another secret. */
    SourceVerification withSecret(String other) {
        return new SourceVerification(type, header, encoding, prefix, username, other);
    }

    /** The members that are given, except the type and the secret. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("header", header);
        members.put("encoding", encoding);
        members.put("prefix", prefix);
        members.put("username", username);
        members.values().removeIf(value -> value == null);
        return members;
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SourceVerification[" + type + "]";
    }
}
