package io.carillon.docs.site;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.docs.site.MarkdownPage.Section;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownPageTest {

    private static MarkdownPage page(String markdown) {
        try {
            return MarkdownPage.of(markdown, new LinkVisitor(Path.of("src/docs/console.md"), new Addresses(Path.of(""))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As GitHub makes them, so that an anchor works in both places. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"The codes|the-codes", "Why did I not get it?|why-did-i-not-get-it",
            "POST /api/v1/changes|post-apiv1changes", "snake_case & more|snake_case--more", "Größe 2.0|größe-20"})
    void headingsHaveTheIdsOfGitHub(String heading, String id) {
        assertThat(page("# A\n\n## " + heading).sections().get(1).id(), is(id));
    }

    @Test
    void aSecondHeadingWithTheSameTextGetsANumber() {
        assertThat(page("# A\n\n## b\n\n## b\n\n## `b`").sections().stream().map(Section::id).toList(),
                contains("a", "b", "b-1", "b-2"));
    }

    @Test
    void sectionsHaveTheTextWithoutCode() {
        MarkdownPage page = page("# Title\n\nsome\n*text* with `code`\n\n## Next\n\n- one\n- two\n\n"
                + "```sh\ncurl\n```\n\n| a | b |\n|---|---|\n| c | d |");
        assertThat(page.title(), is("Title"));
        assertThat(page.sections(), contains(new Section(1, "title", "Title", "some text with code"),
                new Section(2, "next", "Next", "one two a b c d")));
    }

    @Test
    void whatIsWideScrollsWithTheKeyboard() {
        String html = page("# A\n\n```sh\ncurl\n```\n\n| a |\n|---|\n| b |").html();
        assertThat(html, containsString("<pre tabindex=\"0\"><code class=\"language-sh\">curl"));
        assertThat(html, containsString("<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>"));
    }

    @Test
    void aTableWithoutNamesOfColumnsHasNoHead() {
        String html = page("# A\n\n| | |\n|---|---|\n| a | b |\n\n| | c |\n|---|---|\n| d | e |").html();
        assertThat(html.split("<thead>").length, is(2));
        assertThat(html, containsString("<td></td>\n<th>c</th>"));
    }

    @Test
    void linksLeadToPagesOfTheServiceAndPicturesToItsFiles() {
        String html = page("""
                # A

                [b](explain.md#the-codes) [c](../../README.md) [d](decisions) [e](../../LICENSE) [f](https://example.com/x.md)

                <picture>
                  <source srcset="images/console/overview-dark.png">
                  <img src="images/console/overview-light.png" alt="">
                </picture>
                """).html();
        for (String link : new String[] {"href=\"/docs/explain#the-codes\"", "href=\"/docs/readme\"", "href=\"/docs/decisions/\"",
                "href=\"/docs/files/LICENSE\"", "href=\"https://example.com/x.md\"",
                "srcset=\"/docs/images/console/overview-dark.png\"", "src=\"/docs/images/console/overview-light.png\""}) {
            assertThat(html, containsString(link));
        }
    }

    @Test
    void commentsAreLeftOut() {
        assertThat(page("# A\n\n<!-- made by a test -->\n\nb").html(), not(containsString("made by")));
    }

    @Test
    void aGraphBecomesAListOfItsArrows() {
        String html = page("# A\n\n```mermaid\ngraph TD\n    b --> d\n    a --> c\n    a --> b\n```").html();
        assertThat(html, containsString("<div><dt>a</dt><dd>→ b, c</dd></div>\n<div><dt>b</dt><dd>→ d</dd></div>"));
        assertThat(html, not(containsString("graph TD")));
    }
}
