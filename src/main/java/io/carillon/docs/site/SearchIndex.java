package io.carillon.docs.site;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.docs.site.MarkdownPage.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the search in the browser reads: for each section its link, the title of its page, its heading and its text, without
 * blocks of code.
 */
final class SearchIndex {

    private final List<List<String>> rows = new ArrayList<>();

    void add(String link, MarkdownPage page) {
        for (Section section : page.sections()) {
            rows.add(List.of(section.level() == 1 ? link : link + "#" + section.id(), page.title(),
                    section.level() == 1 ? "" : section.heading(), section.text()));
        }
    }

    /** A list of rows, as JSON. */
    byte[] json() throws IOException {
        return new JsonMapper().writeValueAsBytes(rows);
    }
}
