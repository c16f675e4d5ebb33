package io.maskwise.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Reads JSON Lines: every line is one object, and one record; numbers and truth values are labels as they are written. */
final class JsonlReader implements CorpusReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonlOptions options;

    JsonlReader(JsonlOptions options) {
        this.options = options;
    }

    @Override
    public long read(CorpusLines lines, Consumer<CorpusRecord> sink) throws IOException {
        long records = 0;
        for (CorpusLine line = lines.next(); line != null; line = lines.next()) {
            records++;
            SourcePosition position = lines.position(line.number());
            sink.accept(line.faulty() ? line.fault().reject(position, line.number()) : record(line, position));
        }
        return records;
    }

    private CorpusRecord record(CorpusLine line, SourcePosition position) {
        try {
            JsonNode object = JSON.readTree(line.text());
            if (isBroken(object)) {
                return reject(
                        position, RejectReasons.INVALID_TEXT, "has half a character (a \\\\u escape of one surrogate)");
            }
            if (!object.isObject()) {
                return reject(
                        position, RejectReasons.INVALID_JSON, "is no JSON object (must be one, such as {\"text\": …})");
            }
            return new Example(position, at(object, options.text()), at(object, options.label())).example();
        } catch (JsonProcessingException failure) {
            return reject(position, RejectReasons.INVALID_JSON, "is no JSON: " + failure.getOriginalMessage());
        }
    }

    /** Half of a surrogate pair can be escaped in JSON, but not be written in UTF-8. */
    private static boolean isBroken(JsonNode node) {
        return node.isTextual()
                ? node.textValue().codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)
                : StreamSupport.stream(node.spliterator(), false).anyMatch(JsonlReader::isBroken);
    }

    private static RejectedRecord reject(SourcePosition position, String reason, String complaint) {
        return new RejectedRecord(position, reason, "Line " + position.line() + " " + complaint);
    }

    /** The field of that name, or else of the path that the name is. */
    private static JsonNode at(JsonNode object, String name) {
        JsonNode field = object.path(name);
        for (int dot = name.indexOf('.'); field.isMissingNode() && dot > 0; dot = name.indexOf('.', dot + 1)) {
            JsonNode outer = object.path(name.substring(0, dot));
            field = outer.isObject() ? at(outer, name.substring(dot + 1)) : MissingNode.getInstance();
        }
        return field;
    }

    /** What one line says. */
    private final class Example {
        private final SourcePosition position;
        private final JsonNode text;
        private final JsonNode label;

        Example(SourcePosition position, JsonNode text, JsonNode label) {
            this.position = position;
            this.text = text;
            this.label = label;
        }

        CorpusRecord example() {
            boolean tokenised = text.isArray();
            if (!tokenised && !text.isTextual()) {
                String remedy = tokensNeeded() ? "an array of strings" : "a string, or an array of strings";
                return refuse(RejectReasons.INVALID_TEXT, options.text(), text, remedy);
            }
            if (tokenised ? text.isEmpty() : text.textValue().isEmpty()) {
                return refuse(RejectReasons.EMPTY_TEXT, options.text(), text, "a text");
            }
            if (!tokenised && tokensNeeded()) {
                return refuse(
                        RejectReasons.INVALID_TEXT, options.text(), text, "an array of strings, as each has a label");
            }
            return tokenised ? ofTokens() : labelled(text.textValue(), List.of());
        }

        private boolean tokensNeeded() {
            return options.labelling() == Labelling.PER_TOKEN;
        }

        private CorpusRecord ofTokens() {
            List<String> tokens = new ArrayList<>();
            for (JsonNode token : text) {
                if (!token.isTextual() || token.textValue().isBlank()) {
                    String reason = token.isTextual() ? RejectReasons.EMPTY_TOKEN : RejectReasons.INVALID_TEXT;
                    return refuse(reason, "element of " + options.text(), token, "a word");
                }
                tokens.add(token.textValue());
            }
            return labelled(String.join(" ", tokens), tokens);
        }

        private CorpusRecord labelled(String whole, List<String> tokens) {
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

        private boolean isLabel(JsonNode node) {
            return node.isValueNode() && !node.isNull() && !node.asText().isBlank();
        }

        private RejectedRecord refuse(String reason, String what, JsonNode value, String remedy) {
            String shown = value.isMissingNode() ? "no field " + what : "the field " + what + " " + shortened(value);
            return reject(position, reason, "has " + shown + " (must be " + remedy + ")");
        }

        private static String shortened(JsonNode value) {
            String json = value.toString();
            return json.length() > 60 ? json.substring(0, 60) + "…" : json;
        }
    }
}
