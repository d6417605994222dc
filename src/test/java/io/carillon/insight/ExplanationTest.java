package io.carillon.insight;

import static io.carillon.endpoint.DeliveryMode.COALESCED;
import static io.carillon.endpoint.DeliveryMode.INSTANT;
import static io.carillon.insight.SomeFacts.APPLICATION;
import static io.carillon.insight.SomeFacts.OPERATOR;
import static io.carillon.insight.SomeFacts.ORGANIZATION;
import static io.carillon.message.DeliveryState.AVAILABLE;
import static io.carillon.message.DeliveryState.CANCELLED;
import static io.carillon.message.DeliveryState.FAILED;
import static io.carillon.message.DeliveryState.PENDING;
import static io.carillon.message.DeliveryState.SKIPPED;
import static io.carillon.message.DeliveryState.SUCCEEDED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.endpoint.EndpointStatus;
import io.carillon.platform.EnumWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of facts and codes: what is stored decides the answer, and who asks decides what it says. */
class ExplanationTest {

    private static final String ALL = "*";
    /** Codes that no stored fact leads to; the tests of change ids and dry runs have them. */
    private static final Set<Code> ELSEWHERE = EnumSet.of(Code.QUEUED, Code.INSTANT);

    private static SomeFacts facts() {
        return new SomeFacts();
    }

    /** A team update at 12:00:10 for a coalesced endpoint that selects everything. */
    private static SomeFacts update() {
        return facts().change("c", 10, "team.updated").endpoint("ep_1", COALESCED, -100, ALL);
    }

    private static SomeFacts known() {
        return update().message("wh_1", 60.2, "team.updated", COALESCED, 1);
    }

    private static Map<String, SomeFacts> table() {
        Map<String, SomeFacts> table = new LinkedHashMap<>();
        table.put("not-received", facts());
        table.put("not-received if the queue waits", facts().queueWaits());
        table.put("expired", facts().askedFrom(SomeFacts.NOON.minus(Duration.ofDays(9)),
                SomeFacts.NOON.minus(Duration.ofDays(8))));
        table.put("expired in the queue", facts().rejected(10, "expired"));
        table.put("expired message", update().now(31 * 86_400));
        table.put("refused", facts().refused(10, 422));
        table.put("limited", facts().refused(10, 429));
        table.put("unavailable", facts().refused(10, 503));
        table.put("repeated", facts().refused(10, 202));
        table.put("rejected", facts().rejected(10, "organization-unknown"));
        table.put("dead-letter", facts().rejected(10, "dead-letter"));
        table.put("silent", facts().change("c", 10, "team.updated", 7, null).endpoint("ep_1", COALESCED, -100, ALL));
        table.put("part-of", facts().rosterChange("c", 10).asked("roster", null));
        table.put("parent-only", facts().change("c", 10, "team.updated", 7, 9L));
        table.put("waiting", update().now(20).bucket("team.updated", 3, 10.1));
        table.put("waiting and late", update().now(3_600).bucket("team.updated", 3, 10.1));
        table.put("not-enabled for none", facts().change("c", 10, "team.updated").noApplication());
        table.put("not-enabled any more", update().enabledAt(null));
        table.put("not-enabled until later", update().enabledAt(100.0));
        table.put("not-enabled until just before the tick", update().enabledAt(30.0));
        table.put("not-enabled withdrawn and given again", update().enabledAt(100.0)
                .audit("7/app_1", 5, "enablement.deleted", "{}").audit("7/app_1", 100, "enablement.created", null));
        table.put("not-enabled withdrawn before it was sent", known().enabledAt(null).delivery("ep_1", CANCELLED, 0, null, null,
                "not-enabled"));
        table.put("not-enabled for an instant endpoint", facts().change("c", 10, "team.updated").enabledAt(30.0)
                .endpoint("ep_1", INSTANT, -100, ALL));
        table.put("no-endpoint", facts().change("c", 10, "team.updated"));
        table.put("no-endpoint but a deleted one", facts().change("c", 10, "team.updated")
                .endpoint("ep_1", EndpointStatus.DELETED, COALESCED, -100, ALL));
        table.put("not-selected", facts().change("c", 10, "team.updated").endpoint("ep_1", COALESCED, -100, "score.*"));
        table.put("not-selected while the bucket is open", facts().now(20).change("c", 10, "team.updated")
                .bucket("team.updated", 1, 10).endpoint("ep_1", COALESCED, -100, "score.*"));
        table.put("not-selected then", update().audit("ep_1", 3_000, "endpoint.changed", "{\"eventTypes\":[\"score.updated\"]}"));
        table.put("not-named", update().naming("ep_2"));
        table.put("not-named at once", facts().change("c", 10, "team.updated").endpoint("ep_1", INSTANT, -100, ALL)
                .naming("ep_2", "ep_3"));
        table.put("waiting by name", update().now(20).bucket("team.updated", 3, 10.1).naming("ep_1"));
        table.put("lacks-flags", update().needing("beta"));
        table.put("lacks-flags that it got later", update().needing("beta", "early").having("beta", "early")
                .audit("app_1", 3_000, "application.changed", "{\"flags\":[\"early\"]}"));
        table.put("filtered-out", update().withFilter("{}").stoppedAt("ep_1"));
        table.put("filtered-out before it was switched off", update().withFilter("{}").stoppedAt("ep_1")
                .audit("ep_1", 3_000, "endpoint.disabled", "{\"status\":\"active\",\"disabledReason\":null}"));
        table.put("filtered-out while the bucket is open", update().now(20).bucket("team.updated", 1, 10).withFilter("{}")
                .stoppedAt("ep_1"));
        table.put("other-mode", facts().change("c", 10, "team.updated").endpoint("ep_1", INSTANT, -100, ALL)
                .audit("ep_1", 30, "endpoint.changed", "{\"delivery\":\"coalesced\"}"));
        table.put("created-later", facts().change("c", 10, "team.updated").endpoint("ep_1", COALESCED, 100, ALL));
        table.put("created-later although before the tick", facts().change("c", 10, "team.updated")
                .endpoint("ep_1", COALESCED, 30, ALL));
        table.put("created-later and instant", facts().change("c", 10, "team.updated").endpoint("ep_1", INSTANT, 70, ALL));
        table.put("created-later and before the tick", facts().change("c", 10, "team.updated")
                .endpoint("ep_1", INSTANT, 30, ALL));
        table.put("deleted", facts().asked("team", "ep_1").change("c", 10, "team.updated")
                .endpoint("ep_1", EndpointStatus.DELETED, COALESCED, -100, ALL));
        table.put("deleted with its delivery", known().delivery("ep_1", CANCELLED, 0, null, null, "endpoint-deleted"));
        table.put("unclear", update());
        table.put("unclear because there is too much", update().completeFrom(11));
        table.put("switched-off", known().delivery("ep_1", SKIPPED, 0, null, null, null));
        table.put("switched-off before the tick", facts().now(20).change("c", 10, "team.updated").bucket("team.updated", 1, 10)
                .endpoint("ep_1", EndpointStatus.INACTIVE, COALESCED, -100, ALL));
        table.put("paused", known().paused().delivery("ep_1", PENDING, 0, null, null, null));
        table.put("paused between attempts", known().paused().delivery("ep_1", PENDING, 2, "status", 500, null));
        table.put("rate-limited", known().withSlotAt(3_700).delivery("ep_1", PENDING, 0, null, null, null));
        table.put("due under a limit", known().withSlotAt(3_500).delivery("ep_1", PENDING, 0, null, null, null));
        table.put("retrying under a limit", known().withSlotAt(3_700).delivery("ep_1", PENDING, 2, "status", 500, null));
        table.put("waits-for-turn", known().delivery("ep_1", PENDING, 0, null, null, null).waitingFor("dl_before"));
        table.put("overtaken", known().delivery("ep_1", CANCELLED, 2, "status", 500, "overtaken"));
        table.put("waits-for-poll", known().delivery("ep_1", AVAILABLE, 0, null, null, null));
        table.put("not-polled", known().delivery("ep_1", CANCELLED, 0, null, null, "expired"));
        table.put("content-removed", known().withoutContent(70).delivery("ep_1", CANCELLED, 1, "status", 500, "content-removed"));
        table.put("delivered to one that polls", known().delivery("ep_1", SUCCEEDED, 0, null, null, null));
        table.put("due", known().delivery("ep_1", PENDING, 0, null, null, null));
        table.put("retrying", known().delivery("ep_1", PENDING, 2, "status", 500, null));
        table.put("address-refused", known().delivery("ep_1", FAILED, 1, "refused", null, null));
        table.put("ours", known().delivery("ep_1", FAILED, 1, "no-network", null, null));
        table.put("failed", known().delivery("ep_1", FAILED, 3, "timeout", null, null));
        table.put("failed once", known().once().delivery("ep_1", FAILED, 1, "timeout", null, null));
        table.put("gone", known().delivery("ep_1", FAILED, 1, "status", 410, null));
        table.put("delivered", known().succeeded("ep_1"));
        table.put("delivered at once", facts().change("c", 10, "team.updated").endpoint("ep_1", INSTANT, -100, ALL)
                .message("wh_1", 10.1, "team.updated", INSTANT, 1).succeeded("ep_1"));
        table.put("summarised", update().change("d", 20, "team.updated").message("wh_1", 60.2, "team.updated", COALESCED, 2)
                .succeeded("ep_1"));
        table.put("outranked", update().message("wh_1", 60.2, "team.deleted", COALESCED, 2).change("d", 20, "team.deleted")
                .succeeded("ep_1"));
        return table;
    }

    @TestFactory
    List<DynamicTest> theCodeFollowsFromTheFacts() {
        return table().entrySet().stream().map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
            List<Verdict> verdicts = row.getValue().verdicts(OPERATOR);
            assertThat(verdicts.toString(), verdicts.get(verdicts.size() - 1).code().word(), is(row.getKey().split(" ")[0]));
            assertThat(verdicts.get(0).sentence(), not(containsString("null")));
        })).toList();
    }

    @Test
    void everyCodeIsInTheTable() {
        Set<String> codes = table().keySet().stream().map(name -> name.split(" ")[0]).collect(Collectors.toSet());
        assertThat(codes, is(Stream.of(Code.values()).filter(code -> !ELSEWHERE.contains(code)).map(Code::word)
                .collect(Collectors.toSet())));
    }

    @Test
    void everyCodeIsOnItsPage() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/docs/explain.md"));
        List<String> documented = rows.subList(rows.indexOf("| code | station | what happened | what helps |") + 2, rows.size())
                .stream().takeWhile(row -> row.startsWith("|")).map(row -> row.split("[|` ]+")[1] + " " + row.split("[|` ]+")[2])
                .toList();
        assertThat(Set.copyOf(documented), is(Stream.of(Code.values())
                .map(code -> code.word() + " " + EnumWords.of(code.station())).collect(Collectors.toSet())));
    }

    @Test
    void oneSelectionOfTheWindowIsDeliveredAndTheOtherIsNot() {
        List<Verdict> verdicts = facts().change("up", 10, "team.updated").change("del", 20, "team.deleted")
                .endpoint("ep_1", COALESCED, -100, ALL).endpoint("ep_2", COALESCED, -100, "team.updated")
                .message("wh_all", 60.2, "team.deleted", COALESCED, 2).succeeded("ep_1")
                .message("wh_up", 60.3, "team.updated", COALESCED, 1).succeeded("ep_2").verdicts(OPERATOR);
        assertThat(codes(verdicts), is("del ep_1 summarised, del ep_2 not-selected, up ep_1 outranked, up ep_2 delivered"));
    }

    /** What an endpoint waits for is the business of its owner. */
    @Test
    void othersLearnOnlyThatADeliveryWaits() {
        for (SomeFacts facts : List.of(known().paused(), known().withSlotAt(3_700))) {
            Verdict verdict = facts.delivery("ep_1", PENDING, 0, null, null, null).verdicts(ORGANIZATION).get(0);
            assertThat(verdict.code(), is(Code.DUE));
            assertThat(verdict.remedy(), is(nullValue()));
        }
        Verdict own = known().paused().delivery("ep_1", PENDING, 0, null, null, null).verdicts(APPLICATION).get(0);
        assertThat(own.remedy().link(), is("/api/v1/endpoints/ep_1"));
    }

    @Test
    void anApplicationThatIsNotEnabledLearnsNothing() {
        List<Verdict> nothing = facts().enabledAt(null).verdicts(APPLICATION);
        assertThat(nothing.size(), is(1));
        assertThat(nothing.get(0).code(), is(Code.NOT_ENABLED));
        assertThat(nothing.get(0).remedy().link(), is("/api/v1/organizations/7"));
        assertThat(known().succeeded("ep_1").rejected(9, "malformed").enabledAt(null).verdicts(APPLICATION), is(nothing));
        assertThat(facts().noApplication().verdicts(APPLICATION), is(nothing));
    }

    @Test
    void anApplicationHearsNothingOfTheTimeBeforeItWasEnabled() {
        SomeFacts facts = update().change("later", 200, "team.updated").enabledAt(150.0);
        assertThat(codes(facts.verdicts(APPLICATION)), is("null ep_1 unclear, null null not-enabled"));
        assertThat(facts.verdicts(APPLICATION).get(1).receivedAt(), nullValue());
        assertThat(codes(facts.verdicts(OPERATOR)), is("later ep_1 unclear, c null not-enabled"));
    }

    @Test
    void whatAReceiverSaidIsForItsOwners() {
        SomeFacts facts = known().delivery("ep_1", FAILED, 1, "status", 500, null);
        assertThat(facts.verdicts(APPLICATION).get(0).sentence(), containsString("detail"));
        assertThat(facts.verdicts(ORGANIZATION).get(0).sentence(), not(containsString("detail")));
        assertThat(facts.verdicts(ORGANIZATION).get(0).remedy(), nullValue());
        assertThat(facts.verdicts(APPLICATION).get(0).remedy().link(), is("/api/v1/deliveries/dl_0/redeliver"));
        SomeFacts unselected = facts().change("c", 10, "team.updated").endpoint("ep_1", COALESCED, -100, "score.*");
        assertThat(unselected.verdicts(ORGANIZATION).get(0).sentence(), not(containsString("score")));
        assertThat(unselected.verdicts(APPLICATION).get(0).sentence(), containsString("score.*"));
    }

    @Test
    void idsOfChangesAndRejectionsAreNotForApplications() {
        List<Verdict> verdicts = update().rejected(30, "value-wrong").verdicts(APPLICATION);
        assertThat(codes(verdicts), is("null null rejected, null ep_1 unclear"));
        assertThat(verdicts.get(0).sentence(), not(containsString("secret")));
        assertThat(verdicts.get(0).rejectedMessageId(), nullValue());
        assertThat(verdicts.get(0).remedy(), nullValue());
        assertThat(codes(facts().refused(10, 422).verdicts(APPLICATION)), is("null null not-received"));
    }

    @Test
    void aChangeThatNamedAnUnknownOrganizationIsForOperators() {
        assertThat(facts().rejectedElsewhere().verdicts(OPERATOR).get(0).code(), is(Code.NOT_RECEIVED));
        Verdict verdict = facts().rejectedElsewhere().verdicts(OPERATOR).get(1);
        assertThat(verdict.code(), is(Code.REJECTED));
        assertThat(verdict.sentence(), containsString("/organizationId is not an organization: 70"));
        assertThat(verdict.rejectedMessageId(), is("rm_2"));
        assertThat("it may be about another object", verdict.exact(), is(false));
        for (Viewer viewer : List.of(ORGANIZATION, APPLICATION)) {
            assertThat(codes(facts().rejectedElsewhere().verdicts(viewer)), is("null null not-received"));
        }
        assertThat(codes(known().succeeded("ep_1").rejectedElsewhere().verdicts(OPERATOR)), is("c ep_1 delivered"));
    }

    @Test
    void aRequestThatNamedAnUnknownOrganizationIsForOperators() {
        Verdict verdict = facts().refusedElsewhere().verdicts(OPERATOR).get(1);
        assertThat(verdict.code(), is(Code.REFUSED));
        assertThat(verdict.sentence(), containsString("/organizationId is not an organization: 70"));
        assertThat(verdict.remedy().text(), containsString("create it"));
        assertThat("it may be about another object", verdict.exact(), is(false));
        for (Viewer viewer : List.of(ORGANIZATION, APPLICATION)) {
            assertThat(codes(facts().refusedElsewhere().verdicts(viewer)), is("null null not-received"));
        }
    }

    @Test
    void aQuestionAboutWhatDoesNotExistSaysSo() {
        assertThat(facts().named(false, true).verdicts(OPERATOR).get(0).sentence(), is("There is no organization 7."));
        assertThat(facts().named(true, false).verdicts(OPERATOR).get(0).sentence(), is("There is no resource type team."));
        assertThat("nothing about organizations", facts().named(false, true).verdicts(APPLICATION),
                is(facts().verdicts(APPLICATION)));
    }

    /** The repetition is known to the minute only. */
    @Test
    void whatCameLastComesFirst() {
        SomeFacts facts = known().succeeded("ep_1").refused(0, 202).change("d", 90, "team.deleted");
        assertThat(codes(facts.verdicts(OPERATOR)), is("d ep_1 unclear, c-1 null repeated, c ep_1 delivered"));
    }

    @Test
    void remediesSayWhatToSend() {
        Verdict unselected = facts().change("c", 10, "team.updated").endpoint("ep_1", COALESCED, -100, "score.*")
                .verdicts(OPERATOR).get(0);
        assertThat(unselected.remedy().body(), is(Map.of("eventTypes", List.of("score.*", "team.updated"))));
        SomeFacts gone = known().delivery("ep_1", FAILED, 1, "status", 410, null);
        assertThat(gone.verdicts(OPERATOR).get(0).remedy().text(), containsString("once the receiver works"));
        Verdict parent = facts().asked("team", "ep_1").change("c", 10, "team.updated", 7, 9L).verdicts(OPERATOR).get(0);
        assertThat(parent.remedy().link(), endsWith("?organization=9&resourceType=team&resourceId=t&endpoint=ep_1"));
    }

    @Test
    void aParentSeesItsChildsChangeWithoutItsId() {
        SomeFacts ofChild = facts().change("c", 10, "team.updated", 12, 7L).endpoint("ep_1", COALESCED, -100, "score.*");
        assertThat(codes(ofChild.verdicts(ORGANIZATION)), is("null ep_1 not-selected"));
        assertThat(codes(ofChild.verdicts(OPERATOR)), is("c ep_1 not-selected"));
    }

    private static String codes(List<Verdict> verdicts) {
        return verdicts.stream().map(verdict -> verdict.changeId() + " " + verdict.endpointId() + " " + verdict.code().word())
                .collect(Collectors.joining(", "));
    }
}
