package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which capability a request needs, and which ones a key has. */
class NeededCapabilitiesTest {

    @Test
    void readingNeedsViewAndEverythingElseManageUnlessStated() throws Exception {
        assertThat(needed(Plain.class, "read"), is(Set.of(Capability.VIEW)));
        assertThat(needed(Plain.class, "write"), is(Set.of(Capability.MANAGE)));
        assertThat(needed(Plain.class, "stated"), is(Set.of(Capability.SECRETS)));
        assertThat(needed(Open.class, "read"), is(Set.of()));
        assertThat(needed(Open.class, "stated"), is(Set.of(Capability.OPERATE)));
    }

    private static Set<Capability> needed(Class<?> type, String method) throws NoSuchMethodException {
        return AccessFilter.neededBy(type.getDeclaredMethod(method), type);
    }

    @Test
    void theyAreWordsInTheirOrder() {
        Set<Capability> some = Capability.read("manage, view");
        assertThat(Capability.words(some), is("view, manage"));
        assertThat(Capability.words(Role.APPLICATION.capabilities()), is("view, operate, secrets, manage"));
        assertThat(Capability.words(Role.PRODUCER.capabilities()), is("view, report"));
    }

    @Test
    void aKeyWithAllOfItsScopeKeepsNoList() {
        ApiKey key = new ApiKey("key_1", "x", new Scope(Role.PRODUCER, null), null, "hash", null, null);
        assertThat(key.capabilities(), is(Role.PRODUCER.capabilities()));
        key.allow(Set.of(Capability.REPORT));
        assertThat(key.capabilities(), is(Set.of(Capability.REPORT)));
        key.allow(Set.of(Capability.REPORT, Capability.VIEW));
        assertThat(key.capabilities(), is(Role.PRODUCER.capabilities()));
    }

    @Test
    void aReplacedFirstKeyIsAsGoodAsNew() {
        ApiKey key = new ApiKey("key_operator", "x", Scope.OPERATOR, null, "old", Instant.EPOCH, null);
        key.allow(Set.of(Capability.VIEW));
        key.describe("x", Instant.EPOCH);
        key.revoke(Instant.EPOCH);
        key.replaceHash("new", Instant.EPOCH.plusSeconds(1));
        assertThat(key.isValidAt(Instant.EPOCH.plusSeconds(1)), is(true));
        assertThat(key.capabilities(), is(Role.OPERATOR.capabilities()));
        assertThat("a session of the old key", key.hasSessionFrom(Instant.EPOCH), is(false));
        assertThat(key.hasSessionFrom(Instant.EPOCH.plusSeconds(1)), is(true));
    }

    /** A resource without a statement. */
    static class Plain {
        @GET
        public void read() {
        }

        @DELETE
        public void write() {
        }

        @GET
        @Needs(Capability.SECRETS)
        public void stated() {
        }
    }

    /** A resource that every key may use. */
    @Needs({})
    static class Open {
        @GET
        public void read() {
        }

        @POST
        @Needs(Capability.OPERATE)
        public void stated() {
        }
    }
}
