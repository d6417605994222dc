package io.carillon.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.Flaw;
import io.carillon.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule for sources, with its pointer and its message. */
class SourceRulesTest {

    private static final String MAPPINGS = "[{'change':{'eventType':'a.b','resourceId':'1'}}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'type':'hmac','secret':'0123456789abcdef'} | /verification/header | is required for this type",
        "{'type':'stripe','header':'X','secret':'0123456789abcdef'} | /verification/header"
                + " | does not belong to this type; leave it out, or send null in a PATCH",
        "{'type':'basic','username':'a:b','secret':'0123456789abcdef'} | /verification/username"
                + " | must have at most 200 characters, and no colon or control character",
        "{'type':'header','header':'X Y','secret':'0123456789abcdef'} | /verification/header | must be the name of a header",
        "{'type':'hmac','header':'X','prefix':'a b','secret':'0123456789abcdef'} | /verification/prefix"
                + " | must consist of at most 50 printable ASCII characters without a space",
        "{'type':'stripe'} | /verification/secret | is required",
        "{'type':'stripe','secret':'***'} | /verification/secret | is masked, and the source has no value for it to keep",
        "{'type':'stripe','secret':'0123456789abcde'} | /verification/secret | must have 16 to 500 printable ASCII characters",
        "{'type':'standard-webhooks','secret':'whsec_not=base64!!'} | /verification/secret"
                + " | must be whsec_ and the base64 form of at least 16 bytes",
        "{'type':'standard-webhooks','secret':'whsec_MTIzNDU2Nzg5MDEyMzQ1'} | /verification/secret"
                + " | must be whsec_ and the base64 form of at least 16 bytes"})
    void whatIsWrongWithAVerification(String verification, String pointer, String detail) {
        assertThat(flawsOf("7", verification, MAPPINGS, null), contains(Flaw.ofValue(pointer, detail)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "7 | {'eventType':'a.b','resourceId':'/header/x'} | /change/resourceId"
                + " | must be a JSON pointer that begins with /body, or /headers/ and the name of one in lower case",
        "7 | {'eventType':'a.b','resourceId':'/headers/X-Id'} | /change/resourceId"
                + " | must be a JSON pointer that begins with /body, or /headers/ and the name of one in lower case",
        "7 | {'eventType':'a.b','resourceId':'/body/~2'} | /change/resourceId"
                + " | must be a JSON pointer that begins with /body, or /headers/ and the name of one in lower case",
        "7 | {'eventType':'a.b','resourceId':'1','data':'text'} | /change/data | must be a JSON pointer such as /body/account",
        "7 | {'eventType':'a.b'} | /change/resourceId | is required",
        "7 | {'resourceType':'a','resourceId':'1'} | /change/eventType | is required, or resourceType with resourceOperation",
        "7 | {'organizationId':'8','eventType':'a.b','resourceId':'1'} | /change/organizationId"
                + " | must be left out: the source reports changes of its own organization",
        "null | {'eventType':'a.b','resourceId':'1'} | /change/organizationId"
                + " | is required, because the source belongs to no organization",
        "null | {'organizationId':'acme','eventType':'a.b','resourceId':'1'} | /change/organizationId"
                + " | must consist of digits, or be a JSON pointer",
        "7 | {'eventType':'a.b','resourceId':'1'},'when':{'boddy':{'a':1}} | /when/boddy"
                + " | is not a member of a request; the nearest one is body",
        "7 | {'eventType':'a.b','resourceId':'1'},'when':{'$gt':1} | /when/$gt"
                + " | is about a value, not about a whole request; put it in one of its members: headers, body"})
    void whatIsWrongWithAMapping(String organization, String change, String pointer, String detail) {
        assertThat(flawsOf(organization, "{'type':'stripe','secret':'0123456789abcdef'}", "[{'change':" + change + "}]", null),
                contains(Flaw.ofValue("/mappings/0" + pointer, detail)));
    }

    @Test
    void mappingsHaveALimit() {
        String one = "{'when':{'body':{'a':'" + "x".repeat(6_000) + "'}},'change':{'eventType':'a.b','resourceId':'1'}}";
        String verification = "{'type':'stripe','secret':'0123456789abcdef'}";
        SourceRules.check(request("7", verification, "[" + one + "," + one + "]"), null);
        assertThat(flawsOf("7", verification, "[" + one + "," + one + "," + one + "]", null),
                contains(Flaw.ofValue("/mappings", "may have at most 16384 characters of JSON")));
    }

    @Test
    void aMaskKeepsTheSecretOfTheSameType() {
        Source stripe = SomeSource.source(request("7", "{'type':'stripe','secret':'0123456789abcdef'}", MAPPINGS));
        SourceRules.check(request("7", "{'type':'stripe','secret':'***'}", MAPPINGS), stripe);
        assertThat(flawsOf("7", "{'type':'basic','username':'kim','secret':'***'}", MAPPINGS, stripe),
                contains(Flaw.ofValue("/verification/secret", "is masked, and the source has no value for it to keep")));
    }

    @Test
    void noMessageShowsASecret() {
        assertThat(request("7", "{'type':'stripe','secret':'0123456789abcdef'}", MAPPINGS).toString().contains("0123456789"),
                is(false));
    }

    private static List<Flaw> flawsOf(String organization, String verification, String mappings, Source source) {
        return assertThrows(ProblemException.class,
                () -> SourceRules.check(request(organization, verification, mappings), source)).flaws();
    }

    private static SourceRequest request(String organization, String verification, String mappings) {
        return SomeSource.request("{'name':'some','organizationId':" + organization + ",'verification':" + verification
                + ",'mappings':" + mappings + "}");
    }
}
