package io.carillon.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.carillon.tenant.OrganizationDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationOrderTest {

    private final Map<String, OrganizationDocument> organizations = new LinkedHashMap<>();

    @Test
    void anOrganizationComesAfterItsParent() {
        add(1, 3L);
        add(2, null);
        add(3, 4L);
        add(4, 99L);
        assertThat(ordered(), is(List.of("4", "3", "1", "2")));
    }

    @Test
    void aCycleOfParentsEnds() {
        add(1, 2L);
        add(2, 1L);
        add(3, 3L);
        assertThat(ordered(), containsInAnyOrder("1", "2", "3"));
    }

    private List<String> ordered() {
        return List.copyOf(ConfigurationImport.parentsFirst(organizations));
    }

    private void add(long id, Long parent) {
        organizations.put(String.valueOf(id), new OrganizationDocument(id, "x", parent, null, null));
    }
}
