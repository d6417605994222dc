package io.carillon.sending;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.StrictJson;
import io.carillon.platform.EnumWords;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A result as the attempt log shows it.
 *
 * @param outcome {@code succeeded}, or the kind of failure: {@code status}, {@code refused}, or why there was no response
 * @param status  the HTTP status, or null
 * @param detail  what went wrong, also with the response of a success, or null
 * @param body    the beginning of the response, or null
 * @param headers telling headers of the response to a failure, as a JSON object of at most 2,048 characters, or null
 * @param isOurs  whether the cause of the failure is this node and not the endpoint
 */
public record Verdict(String outcome, Integer status, String detail, String body, String headers, boolean isOurs) {

    private static final String SUCCEEDED = "succeeded";
    private static final int GONE = 410;
    private static final int LONGEST_HEADERS = 2_048;

    /** What {@code result} means for an endpoint that gets {@code format}. */
    public static Verdict of(DeliveryResult result, PayloadFormat format) {
        if (result instanceof Answered answered) {
            boolean success = format.isSuccess(answered.status());
            return new Verdict(success ? SUCCEEDED : "status", answered.status(), cut(answered.note()),
                    answered.body().replace("\u0000", ""), success ? null : json(answered.headers()), false);
        }
        if (result instanceof Refused refused) {
            return new Verdict("refused", null, cut(refused.detail()), null, null, false);
        }
        NoAnswer none = (NoAnswer) result;
        return new Verdict(EnumWords.of(none.reason()), null, cut(none.detail()), null, null, none.reason().isOurs());
    }

    public boolean isSuccess() {
        return outcome.equals(SUCCEEDED);
    }

    /** Whether the receiver answered 410, so that it will never accept anything again. */
    public boolean isGone() {
        return status != null && status == GONE;
    }

    /** Leaves out the last headers if the text would be too long; null without headers. */
    private static String json(Map<String, String> headers) {
        Map<String, String> fitting = new LinkedHashMap<>();
        String text = null;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            fitting.put(header.getKey(), header.getValue());
            String longer = write(fitting);
            if (longer.length() > LONGEST_HEADERS) {
                break;
            }
            text = longer;
        }
        return text;
    }

    private static String write(Map<String, String> headers) {
        try {
            return StrictJson.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    private static String cut(String detail) {
        if (detail == null) {
            return null;
        }
        String text = detail.replace("\u0000", "");
        return text.length() <= 1_000 ? text : text.substring(0, 1_000);
    }
}
