package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JpqlFilterTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void valuesThatWereGivenRestrict() {
        new JpqlFilter().and("e.a = ?", 1).and("e.b = ?", null).and("(e.c = ? OR e.d = ?)", "x")
                .query(entities(), String.class, "SELECT e FROM E e", "ORDER BY e.id");
        assertThat(calls, is(List.of("createQuery SELECT e FROM E e WHERE e.a = ?1 AND (e.c = ?2 OR e.d = ?2) ORDER BY e.id",
                "setParameter 1 1", "setParameter 2 x")));
    }

    @Test
    void withoutValuesNothingRestricts() {
        new JpqlFilter().and("e.a = ?", null).query(entities(), String.class, "SELECT e FROM E e", "ORDER BY e.id");
        assertThat(calls, is(List.of("createQuery SELECT e FROM E e ORDER BY e.id")));
    }

    private EntityManager entities() {
        return recording(EntityManager.class, recording(TypedQuery.class, null));
    }

    private <T> T recording(Class<T> type, Object result) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            calls.add(method.getName() + " " + String.join(" ", Arrays.stream(arguments)
                    .filter(argument -> !(argument instanceof Class)).map(String::valueOf).toList()));
            return result == null ? proxy : result;
        }));
    }
}
