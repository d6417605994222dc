package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.endpoint.BodyTemplate;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Format;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.RequestForm;
import io.carillon.json.CanonicalJson;
import io.carillon.json.StrictJson;
import io.carillon.message.Announcement;
import io.carillon.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadFormatsTest {

    private static final Instant CREATED = Instant.parse("2025-06-09T10:30:00.987Z");

    /** To the nanosecond, and a millisecond that ends in 0. */
    private static final Instant HAPPENED = Instant.parse("2025-06-09T10:29:59.980123456Z");

    @Test
    void thinHasTheFourMembersOfTheSportsEngineDocument() {
        assertThat(body(Format.THIN, DeliveryMode.COALESCED, "{\"secret\":1}"), is("""
                {"organizationId":12345,"resourceOperation":"create","resourceId":"ab9f4201-4ef4-4a02-946f-81c3399959a2",\
                "resourceType":"event"}"""));
    }

    @Test
    void fullIsTheTrackScoreDocumentsEnvelope() {
        assertThat(body(Format.FULL, DeliveryMode.INSTANT, "{\"old_score\":850,\"new_score\":950}"), is("""
                {"id":"wh_1","type":"event.created","created":"2025-06-09T10:30:00Z",\
                "data":{"old_score":850,"new_score":950},\
                "meta":{"webhook_url":"https://your-app.com/webhooks","delivery_attempt":2,"api_version":"1.0",\
                "occurred_at":"2025-06-09T10:29:59.980Z","sequence":7}}"""));
    }

    @Test
    void fullAndCoalescedTellsHowManyChangesItSummarises() {
        assertThat(body(Format.FULL, DeliveryMode.COALESCED, "{}"), is("""
                {"id":"wh_1","type":"event.created","created":"2025-06-09T10:30:00Z","data":{},\
                "meta":{"webhook_url":"https://your-app.com/webhooks","delivery_attempt":2,"api_version":"1.0","changes":3,\
                "occurred_at":"2025-06-09T10:29:59.980Z","sequence":7}}"""));
    }

    @Test
    void withoutDataTheObjectIsNamed() {
        String thin = body(Format.THIN, DeliveryMode.INSTANT, null);
        assertThat(body(Format.FULL, DeliveryMode.INSTANT, null).contains("\"data\":" + thin), is(true));
    }

    @ParameterizedTest
    @EnumSource
    void everyBodyIsCanonical(Format format) throws Exception {
        String body = body(format, DeliveryMode.COALESCED, "{\"1\":\"\\u0001\",\"a\":1e+21}");
        assertThat(CanonicalJson.write(StrictJson.mapper().readTree(body)), is(body));
    }

    @ParameterizedTest
    @CsvSource({"THIN,200,true", "THIN,201,false", "THIN,199,false", "THIN,204,false", "FULL,199,false", "FULL,200,true",
        "FULL,204,true", "FULL,299,true", "FULL,300,false", "FULL,410,false", "CLOUDEVENTS,204,true",
        "CLOUDEVENTS_BINARY,299,true", "CLOUDEVENTS_BINARY,300,false"})
    void eachFormatHasItsOwnSuccess(Format format, int status, boolean success) {
        assertThat(Sending.FORMATS.of(format).isSuccess(status), is(success));
        var answered = new DeliveryResult.Answered(CREATED, 1, status, null, "", null, Map.of());
        assertThat(Verdict.of(answered, Sending.FORMATS.of(format)).isSuccess(), is(success));
    }

    @ParameterizedTest
    @EnumSource(names = {"THIN", "FULL"})
    void bothDocumentsAreJson(Format format) {
        assertThat(Sending.FORMATS.of(format).mediaType(null), is("application/json"));
        assertThat(Sending.FORMATS.of(format).headers(webhook(format, DeliveryMode.INSTANT, null)), is(Map.of()));
    }

    @Test
    void aFormatWithoutAClassIsRefused() {
        var refused = assertThrows(IllegalStateException.class, () -> new PayloadFormats(List.of(new ThinFormat())));
        assertThat(refused.getMessage(), is("the format FULL has no class"));
    }

    @Test
    void aFormatWithTwoClassesIsRefused() {
        var refused = assertThrows(IllegalStateException.class,
                () -> new PayloadFormats(List.of(new ThinFormat(), new FullFormat(), new ThinFormat())));
        assertThat(refused.getMessage(), is("the format THIN has two classes"));
    }

    private static String body(Format format, DeliveryMode mode, String data) {
        return new String(Sending.FORMATS.of(format).body(webhook(format, mode, data)), StandardCharsets.UTF_8);
    }

    private static Webhook webhook(Format format, DeliveryMode mode, String data) {
        Announcement content = new Announcement(12345, "event", "ab9f4201-4ef4-4a02-946f-81c3399959a2", "create",
                "event.created", mode, 3, CREATED, HAPPENED, data);
        var target = new Webhook.Target("https://your-app.com/webhooks", format,
                new BodyTemplate("application/json", "[{{{id}}},{{{meta}}},{{{data}}},{{{resourceId}}}]"),
                RequestForm.STANDARD, Map.of(), ReceiverAccess.NONE);
        return new Webhook(new Message("wh_1", content, 7, CREATED), target, 2, Credentials.NONE);
    }
}
