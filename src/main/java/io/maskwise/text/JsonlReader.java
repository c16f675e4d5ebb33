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
            return new FieldExample(new FieldExample.Words("Line " + position.line(), "field"), position, options)
                    .read(at(object, options.text()), at(object, options.label()));
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
}
