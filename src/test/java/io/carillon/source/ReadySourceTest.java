package io.carillon.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.Caller;
import io.carillon.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the mappings of a source make of requests. */
class ReadySourceTest {

    private static final String ALL = "[{'change':{'eventType':'team.updated','resourceId':'/body/id','data':'/body/data',"
            + "'occurredAt':'/body/at','id':'/headers/x-id'}}]";

    @Test
    void theFirstMappingThatMatchesCounts() {
        ReadySource source = SomeSource.ready(SomeSource.request(7L, "["
                + "{'when':{'headers':{'x-event':'issues'},'body':{'action':{'$in':['opened','reopened']}}},"
                + "'change':{'eventType':'issue.created','resourceId':'/body/issue/number'}},"
                + "{'when':{'headers':{'x-event':'issues'}},"
                + "'change':{'resourceType':'issue','resourceOperation':'update','resourceId':'/body/issue/number'}}]",
                "ignore"));
        assertThat(changeOf(source, "{'action':'opened','issue':{'number':5}}", "X-Event", "issues"),
                is("{'organizationId':7,'eventType':'issue.created','resourceId':'5'}"));
        assertThat(changeOf(source, "{'action':'closed','issue':{'number':5}}", "X-Event", "issues"),
                is("{'organizationId':7,'resourceType':'issue','resourceOperation':'update','resourceId':'5'}"));
        assertThat(changeOf(source, "{'zen':'Keep it logically awesome.'}", "X-Event", "ping"), is("none"));
        assertThat(changeOf(source, "{'action':'opened'}", "X-Event", "issues"),
                is("{'organizationId':7,'eventType':'issue.created'}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'id':9007199254740993} | {'organizationId':7,'eventType':'team.updated','resourceId':'9007199254740993'}",
        "{'id':'é/1'} | {'organizationId':7,'eventType':'team.updated','resourceId':'é/1'}",
        "{'id':1.5} | {'organizationId':7,'eventType':'team.updated','resourceId':1.5}",
        "{'id':{'a':1}} | {'organizationId':7,'eventType':'team.updated','resourceId':{'a':1}}",
        "{'id':null,'data':{'a':[null]}} | {'organizationId':7,'eventType':'team.updated','data':{'a':[null]}}",
        "{'id':'1','at':1614265330} | {'organizationId':7,'eventType':'team.updated','resourceId':'1',"
                + "'occurredAt':'2021-02-25T15:02:10Z'}",
        "{'id':'1','at':'yesterday'} | {'organizationId':7,'eventType':'team.updated','resourceId':'1','occurredAt':'yesterday'}",
        "{'id':'1','at':9223372036854775807} | {'organizationId':7,'eventType':'team.updated','resourceId':'1',"
                + "'occurredAt':9223372036854775807}",
        "[1] | {'organizationId':7,'eventType':'team.updated'}"})
    void valuesAreTakenAsTheyAre(String body, String change) {
        assertThat(changeOf(SomeSource.ready(SomeSource.request(7L, ALL, "ignore")), body), is(SomeSource.json(change).toString()
                .replace('"', '\'')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'12' | {} | 12", "'/body/org' | {'org':34} | 34", "'/body/org' | {'org':'56'} | 56",
        "'/body/org' | {'org':'acme'} | 'acme'",
        "'/headers/x-org' | {} | 78"})
    void aSourceOfNoOrganizationFindsItInTheRequest(String written, String body, String organization) {
        ReadySource source = SomeSource.ready(SomeSource.request(null,
                "[{'change':{'organizationId':" + written + ",'eventType':'a.b','resourceId':'1'}}]", "ignore"));
        assertThat(source.changeOf(Map.of("x-org", "78"), SomeSource.json(body)).orElseThrow().get("organizationId").toString(),
                is(SomeSource.json(organization).toString()));
    }

    @Test
    void whatProvesWhoSentItIsNotPassedOn() {
        ReadySource source = SomeSource.ready(SomeSource.request(7L, "[{'change':{'eventType':'a.b',"
                + "'resourceId':'/headers/x-token','id':'/headers/authorization','resourceType':'/headers/cookie',"
                + "'resourceOperation':'/headers/x-other'}}]",
                "ignore"));
        assertThat(changeOf(source, "{}", "X-Token", "t", "Authorization", "a", "Cookie", "c", "X-Other", "o"),
                is("{'organizationId':7,'eventType':'a.b','resourceOperation':'o'}"));
    }

    @Test
    void whatMatchesNothingIsRefusedIfTheSourceSaysSo() {
        ReadySource source = SomeSource.ready(SomeSource.request(7L, "[{'when':{'body':{'a':1}},'change':{'eventType':'a.b',"
                + "'resourceId':'1'}}]", "refuse"));
        ProblemException problem = assertThrows(ProblemException.class, () -> changeOf(source, "{'a':2}"));
        assertThat(problem.status(), is(422));
        assertThat(problem.flaws().get(0).detail(), is("matches no mapping of this source"));
    }

    @ParameterizedTest
    @CsvSource({"'', is empty", "{, is not JSON", "a=b, is not JSON", "'{\"a\":1,\"a\":2}', is not JSON"})
    void aBodyThatIsNotJsonIsRefused(String body, String detail) {
        ReadySource source = SomeSource.ready(SomeSource.request(7L, ALL, "ignore"));
        ProblemException problem = assertThrows(ProblemException.class, () -> source.changeOf(request(body)));
        assertThat(problem.status(), is(400));
        assertThat(problem.flaws().get(0).detail(), startsWith(detail));
    }

    @Test
    void aSourceReportsForItsOrganizationOnly() {
        Caller owned = SomeSource.ready(SomeSource.request(7L, ALL, "ignore")).caller();
        assertThat(owned.scope().toString() + " " + owned.producer(), is("organization:7 src_1"));
        assertThat(SomeSource.ready(SomeSource.request(null, ALL, "ignore")).caller().scope().toString(), is("producer"));
    }

    private static String changeOf(ReadySource source, String body, String... headers) {
        return source.changeOf(request(body.replace('\'', '"'), headers)).map(ObjectNode::toString).map(ReadySourceTest::quoted)
                .orElse("none");
    }

    private static String quoted(String json) {
        return json.replace('"', '\'');
    }

    private static IncomingRequest request(String body, String... headers) {
        Map<String, List<String>> all = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        return IncomingRequest.of(all, body.getBytes(StandardCharsets.UTF_8));
    }
}
