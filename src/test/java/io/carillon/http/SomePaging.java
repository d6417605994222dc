package io.carillon.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The paging of a GET, as JAX-RS fills it; and a list of the numbers from 1 on, each its own key. */
final class SomePaging {

    private SomePaging() {
    }

    static Paging of(String path, String limit, String cursor, String accept) {
        Paging paging = new Paging();
        List<MediaType> types = Arrays.stream(accept.split(", ")).map(MediaType::valueOf)
                .sorted((one, other) -> other.getParameters().getOrDefault("q", "1")
                        .compareTo(one.getParameters().getOrDefault("q", "1"))).toList();
        set(paging, "uri", answering(UriInfo.class, Map.of("getPath", path, "getQueryParameters", new MultivaluedHashMap<>())));
        set(paging, "headers", answering(HttpHeaders.class, Map.of("getAcceptableMediaTypes", types,
                "getHeaderString", "Bearer ck_1")));
        set(paging, "request", answering(Request.class, Map.of("getMethod", "GET")));
        set(paging, "limit", limit);
        set(paging, "cursor", cursor);
        return paging;
    }

    /** The page at which {@code paging} is, of the numbers up to {@code most}. */
    static Page<String> page(Paging paging, int most) {
        int after = paging.after().isEmpty() ? 0 : Integer.parseInt(paging.after());
        return paging.pageOf(limit -> IntStream.rangeClosed(1, most).filter(n -> n > after).limit(limit).boxed().toList(),
                n -> "n" + n, String::valueOf);
    }

    private static Object answering(Class<?> type, Map<String, Object> answers) {
        return Proxy.newProxyInstance(SomePaging.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    private static void set(Paging paging, String name, Object value) {
        try {
            Field field = Paging.class.getDeclaredField(name);
            field.setAccessible(true);
            field.set(paging, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
