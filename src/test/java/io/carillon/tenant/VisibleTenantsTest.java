package io.carillon.tenant;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.access.Caller;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Role;
import io.carillon.access.Scope;
import io.carillon.access.ScopeGranted;
import io.carillon.database.Database;
import io.carillon.json.Flaw;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who sees which tenant. Organization 1 owns the application {@code own} and has enabled it and {@code free}, which no
 * organization owns; organization 2 has enabled nothing.
 */
class VisibleTenantsTest {

    private final Map<Object, Object> rows = new HashMap<>();
    private Settings settings = Settings.of(Map.of());

    VisibleTenantsTest() {
        rows.put(1L, new Organization(1, Instant.EPOCH));
        rows.put(2L, new Organization(2, Instant.EPOCH));
        rows.put("own", new Application("own", 1L, Instant.EPOCH));
        rows.put("free", new Application("free", null, Instant.EPOCH));
        for (String application : new String[] {"own", "free"}) {
            rows.put(new Enablement.Key(1, application), new Enablement(1, application, Instant.EPOCH));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR,, 1, true", "OPERATOR,, 2, true", "OPERATOR,, 3, false",
        "ORGANIZATION, 1, 1, true", "ORGANIZATION, 1, 2, false", "ORGANIZATION, 1, 3, false",
        "APPLICATION, own, 1, true", "APPLICATION, free, 1, true", "APPLICATION, own, 2, true", "APPLICATION, own, 3, false"})
    void organizations(Role role, String tenant, long id, boolean visible) {
        VisibleTenants tenants = asSeenBy(role, tenant);
        if (visible) {
            assertThat(tenants.organization(id).id(), is(id));
        } else {
            assertNotFound("There is no organization " + id + ".", () -> tenants.organization(id));
        }
    }

    @ParameterizedTest
    @CsvSource({"OPERATOR,, 2, true", "ORGANIZATION, 2, 2, true", "APPLICATION, own, 1, true", "APPLICATION, own, 2, false"})
    void organizationsWhereTheDirectoryIsClosed(Role role, String tenant, long id, boolean visible) {
        settings = Settings.of(Map.of("carillon.directory", "enabled"));
        organizations(role, tenant, id, visible);
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR,, own, true", "OPERATOR,, free, true", "OPERATOR,, none, false",
        "ORGANIZATION, 1, own, true", "ORGANIZATION, 1, free, false", "ORGANIZATION, 2, own, false",
        "ORGANIZATION, 1, none, false", "APPLICATION, own, own, true", "APPLICATION, own, free, false",
        "APPLICATION, free, own, false"})
    void applications(Role role, String tenant, String id, boolean visible) {
        VisibleTenants tenants = asSeenBy(role, tenant);
        if (visible) {
            assertThat(tenants.application(id).id(), is(id));
            assertThat(tenants.manages(id), is(true));
        } else {
            assertNotFound("There is no application " + id + ".", () -> tenants.application(id));
        }
    }

    @Test
    void anOrganizationFindsEveryApplicationThatItMayEnable() {
        VisibleTenants tenants = asSeenBy(Role.ORGANIZATION, "2");
        assertThat(tenants.anyApplication("own").id(), is("own"));
        assertThat(tenants.manages("own"), is(false));
        assertNotFound("There is no application none.", () -> tenants.anyApplication("none"));
    }

    @Test
    void aNewKeyMustBelongToATenantThatExists() {
        VisibleTenants tenants = asSeenBy(Role.OPERATOR, null);
        for (Scope known : new Scope[] {new Scope(Role.ORGANIZATION, "2"), new Scope(Role.APPLICATION, "free"),
            new Scope(Role.OPERATOR, null), new Scope(Role.PRODUCER, null)}) {
            assertDoesNotThrow(() -> tenants.tenantExists(new ScopeGranted(known)), known.toString());
        }
        assertScopeRefused(tenants, new Scope(Role.ORGANIZATION, "3"), "names an organization that does not exist: 3");
        assertScopeRefused(tenants, new Scope(Role.APPLICATION, "none"), "names an application that does not exist: none");
    }

    private static void assertScopeRefused(VisibleTenants tenants, Scope scope, String detail) {
        var problem = assertThrows(ProblemException.class, () -> tenants.tenantExists(new ScopeGranted(scope)));
        assertThat(problem.flaws(), contains(Flaw.ofValue("/scope", detail)));
    }

    private static void assertNotFound(String detail, Runnable request) {
        assertThat(assertThrows(ProblemException.class, request::run).getMessage(), is(detail));
    }

    private VisibleTenants asSeenBy(Role role, String tenant) {
        Caller caller = new Caller("key_1", "test", new Scope(role, tenant), "key_1", null, role.capabilities());
        return new VisibleTenants(new Rows(), callerOf(caller), settings);
    }

    private static CurrentCaller callerOf(Caller caller) {
        return new CurrentCaller() {
            @Override
            public Caller get() {
                return caller;
            }

            @Override
            public Optional<Long> organization() {
                return caller.scope().organization();
            }

            @Override
            public Optional<String> application() {
                return caller.scope().application();
            }
        };
    }

    /** A database whose entities are {@link #rows}, by their keys. */
    private final class Rows extends Database {

        @Override
        public EntityManager entities() {
            return (EntityManager) Proxy.newProxyInstance(EntityManager.class.getClassLoader(),
                    new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("find")) {
                            throw new UnsupportedOperationException(method.getName());
                        }
                        return ((Class<?>) arguments[0]).cast(rows.get(arguments[1]));
                    });
        }
    }
}
