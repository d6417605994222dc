package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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

    @Test
    void aConditionThatNoIndexServesLooksAtAPartOfTheList() {
        JpqlFilter filter = new JpqlFilter().and("e.a = ?", 1).scan("e.b = ?", 2).scan("e.c = ?", null).scan("e.d IS NULL");
        var page = filter.keyed(entities("key-10000"), String.class, "SELECT e FROM E e JOIN FETCH e.f", "FROM E e", "e.id");
        assertThat(calls, is(List.of("createQuery SELECT e.id FROM E e WHERE e.a = ?1 ORDER BY e.id", "setParameter 1 1",
                "setFirstResult " + (JpqlFilter.MOST_SCANNED - 1), "setMaxResults 1", "getResultStream ",
                "createQuery SELECT e FROM E e JOIN FETCH e.f WHERE e.a = ?1 AND e.b = ?2 AND e.d IS NULL AND e.id <= ?3"
                        + " ORDER BY e.id", "setParameter 1 1", "setParameter 2 2", "setParameter 3 key-10000")));
        assertThat(page.last(), is("key-10000"));
    }

    @Test
    void theHighestKeyMayComeFirstAndTheListMayEndBefore() {
        var page = new JpqlFilter().scan("e.b = ?", 2).keyed(entities(null), String.class, "SELECT e FROM E e", "FROM E e",
                "e.id DESC");
        assertThat(calls.get(calls.size() - 2), is("createQuery SELECT e FROM E e WHERE e.b = ?1 ORDER BY e.id DESC"));
        assertThat(page.last(), is(nullValue()));
        calls.clear();
        new JpqlFilter().scan("e.b = ?", 2).keyed(entities("k"), String.class, "SELECT e FROM E e", "FROM E e", "e.id DESC");
        assertThat(calls.get(calls.size() - 3),
                is("createQuery SELECT e FROM E e WHERE e.b = ?1 AND e.id >= ?2 ORDER BY e.id DESC"));
    }

    @Test
    void aListIsOrderedAsItsIndex() {
        new JpqlFilter().and("e.a = ?", 1).orderedWithin("e.a").scan("e.b = ?", 2)
                .keyed(entities(null), String.class, "SELECT e FROM E e", "FROM E e", "e.id DESC");
        assertThat(calls.get(0), is("createQuery SELECT e.id FROM E e WHERE e.a = ?1 ORDER BY e.a DESC, e.id DESC"));
        assertThat(calls.get(calls.size() - 3),
                is("createQuery SELECT e FROM E e WHERE e.a = ?1 AND e.b = ?2 ORDER BY e.a DESC, e.id DESC"));
    }

    @Test
    void aListWithoutSuchConditionsIsReadAtOnce() {
        new JpqlFilter().and("e.a = ?", 1).keyed(entities("k"), String.class, "SELECT e FROM E e", "FROM E e", "e.id");
        assertThat(calls.get(0), is("createQuery SELECT e FROM E e WHERE e.a = ?1 ORDER BY e.id"));
    }

    /** Whose 10,000th row has {@code key}, or which ends before. */
    private EntityManager entities(String key) {
        TypedQuery<?> query = (TypedQuery<?>) Proxy.newProxyInstance(TypedQuery.class.getClassLoader(),
                new Class<?>[] {TypedQuery.class}, (proxy, method, arguments) -> {
                    record(method.getName(), arguments);
                    return method.getName().equals("getResultStream") ? Stream.ofNullable(key) : proxy;
                });
        return recording(EntityManager.class, query);
    }

    private void record(String method, Object... arguments) {
        calls.add(method + " " + String.join(" ", Stream.ofNullable(arguments).flatMap(Arrays::stream)
                .filter(argument -> !(argument instanceof Class)).map(String::valueOf).toList()));
    }

    private EntityManager entities() {
        return recording(EntityManager.class, recording(TypedQuery.class, null));
    }

    private <T> T recording(Class<T> type, Object result) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            record(method.getName(), arguments);
            return result == null ? proxy : result;
        }));
    }
}
