package io.maskwise.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Makes an example, or a reject, of what the fields of one record say, whatever they were read from. */
final class FieldExample {
    private final Words words;
    private final SourcePosition position;
    private final JsonlOptions options;

    /**
     * How messages call things.
     *
     * @param record the record, at the beginning of a sentence: {@code Line 3}
     * @param field what the record has: {@code field}
     */
    record Words(String record, String field) {}

    FieldExample(Words words, SourcePosition position, JsonlOptions options) {
        this.words = words;
        this.position = position;
        this.options = options;
    }

    /** What the fields of text and label hold; missing nodes where there is no such field. */
    CorpusRecord read(JsonNode text, JsonNode label) {
        boolean tokenised = text.isArray();
        if (!tokenised && !text.isTextual()) {
            String remedy = tokensNeeded() ? "an array of strings" : "a string, or an array of strings";
            return refuse(RejectReasons.INVALID_TEXT, options.text(), text, remedy);
        }
        if (tokenised ? text.isEmpty() : text.textValue().isEmpty()) {
            return refuse(RejectReasons.EMPTY_TEXT, options.text(), text, "a text");
        }
        if (!tokenised && tokensNeeded()) {
            return refuse(RejectReasons.INVALID_TEXT, options.text(), text, "an array of strings, as each has a label");
        }
        return tokenised ? ofTokens(text, label) : labelled(text.textValue(), List.of(), label);
    }

    private boolean tokensNeeded() {
        return options.labelling() == Labelling.PER_TOKEN;
    }

    private CorpusRecord ofTokens(JsonNode text, JsonNode label) {
        List<String> tokens = new ArrayList<>();
        for (JsonNode token : text) {
            if (!token.isTextual() || token.textValue().isBlank()) {
                String reason = token.isTextual() ? RejectReasons.EMPTY_TOKEN : RejectReasons.INVALID_TEXT;
                return refuse(reason, "element of " + options.text(), token, "a word");
            }
            tokens.add(token.textValue());
        }
        return labelled(String.join(" ", tokens), tokens, label);
    }

    private CorpusRecord labelled(String whole, List<String> tokens, JsonNode label) {
        if (options.labelling() == Labelling.NONE) {
            return new CorpusExample(position, whole, tokens, List.of());
        }
        if (!tokensNeeded()) {
            return isLabel(label)
                    ? new CorpusExample(position, whole, tokens, List.of(label.asText()))
                    : refuse(RejectReasons.MISSING_LABEL, options.label(), label, "a string or a number");
        }
        if (!label.isArray() || label.size() != tokens.size()) {
            return refuse(
                    RejectReasons.MISSING_LABEL,
                    options.label(),
                    label,
                    "an array of " + tokens.size() + ", one for each token");
        }
        List<String> labels = new ArrayList<>();
        for (JsonNode one : label) {
            if (!isLabel(one)) {
                return refuse(
                        RejectReasons.MISSING_LABEL, "element of " + options.label(), one, "a string or a number");
            }
            labels.add(one.asText());
        }
        return new CorpusExample(position, whole, tokens, labels);
    }

    private static boolean isLabel(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank();
    }

    private RejectedRecord refuse(String reason, String what, JsonNode value, String remedy) {
        String shown = value.isMissingNode()
                ? "no " + words.field() + " " + what
                : "the " + words.field() + " " + what + " " + shortened(value);
        return new RejectedRecord(position, reason, words.record() + " has " + shown + " (must be " + remedy + ")");
    }

    private static String shortened(JsonNode value) {
        String json = value.toString();
        return json.length() > 60 ? json.substring(0, 60) + "…" : json;
    }
}
