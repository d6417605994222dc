package io.carillon.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.json.VersionedDocument;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tag of a document (RFC 9110, section 8.8.3), with its quotes. The part before the dot changes with every edit of the
 * object, the part behind it with what changes by itself; most objects have only the first. {@code If-Match} compares the first
 * part: an endpoint that failed meanwhile can still be edited.
 */
final class EntityTag {

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\"";
    private static final Pattern ONE = Pattern.compile(TAG);
    private static final Pattern LIST = Pattern.compile("[ \t,]*+(?:" + TAG + "(?:[ \t]*+,[ \t,]*+|[ \t]*+$))++");
    private static final int DIGEST_BYTES = 15;

    private EntityTag() {
    }

    static String of(VersionedDocument document) {
        JsonDocument edited = document.edited();
        return "\"" + digest(edited) + (edited == document ? "" : "." + digest(document)) + "\"";
    }

    private static String digest(JsonDocument document) {
        try {
            byte[] text = StrictJson.mapper().writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a document is always JSON, and every Java platform has SHA-256", e);
        }
    }

    /**
     * The tags in the values of {@code header}; null without the header.
     *
     * @throws ProblemException 400 if it is neither {@code *} nor a list of tags: to ignore it could lose an edit
     */
    static List<String> read(String header, List<String> values) {
        if (values == null || values.isEmpty()) {
            return null;
        }
        String text = String.join(",", values).strip();
        if (text.equals("*")) {
            return List.of(text);
        }
        if (!LIST.matcher(text).matches()) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    header + " must be * or a list of entity tags in quotes, as ETag shows them.");
        }
        List<String> tags = new ArrayList<>();
        for (Matcher tag = ONE.matcher(text); tag.find();) {
            tags.add(tag.group());
        }
        return tags;
    }

    /** Whether one of {@code tags} is a version of the object with the edits of {@code current}; weak tags never are. */
    static boolean isEdited(List<String> tags, String current) {
        return tags.contains("*") || tags.stream().anyMatch(tag -> edits(tag).equals(edits(current)));
    }

    private static String edits(String tag) {
        return tag.replaceFirst("\\.[^\"]*\"$", "\"");
    }

    /** Whether one of {@code tags} is exactly {@code current}; a proxy may have made it weak. */
    static boolean isShown(List<String> tags, String current) {
        return tags.contains("*") || tags.stream().anyMatch(tag -> tag.equals(current) || tag.equals("W/" + current));
    }
}
