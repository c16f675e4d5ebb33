package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads rows of tables: every row is one record; stateless. */
public final class TableReader implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The id of rejects that have neither a number nor, though they must, an id. */
    private static final String NO_ID = "null";

    private final SparkSourceOptions options;

    /** A reader of rows whose columns are those of the options. */
    public TableReader(SparkSourceOptions options) {
        this.options = options;
    }

    /** The row as an example, or as a reject with its reason. */
    public CorpusRecord read(TableRow row) {
        boolean numbered = row.line() > 0;
        SourcePosition position = new SourcePosition(row.file(), row.line(), numbered ? "" : NO_ID);
        String name = numbered ? "Row " + row.line() : "A row";
        try {
            if (!options.id().isEmpty()) {
                String id = node(row.id(), new Size()).asText();
                if (row.id() instanceof ColumnValue.Nothing || id.isEmpty()) {
                    String complaint = name + " has no id in the column " + options.id();
                    return new RejectedRecord(position, RejectReasons.MISSING_ID, complaint);
                }
                position = new SourcePosition(row.file(), row.line(), id);
                name = "The row with the id " + id;
            }
            JsonNode text = node(row.text(), new Size());
            JsonNode label = node(row.label(), new Size());
            return new FieldExample(new FieldExample.Words(name, "column"), position, options.fields())
                    .read(text, label);
        } catch (CharacterCodingException invalid) {
            String complaint = name + " holds a text that is not valid UTF-8";
            return new RejectedRecord(position, RejectReasons.INVALID_UTF8, complaint);
        } catch (TooLong tooLong) {
            String complaint = name + " is longer than " + CorpusParser.LONGEST_LINE + " bytes (cut it into several)";
            return new RejectedRecord(position, RejectReasons.RECORD_TOO_LONG, complaint);
        }
    }

    /** That a record has more bytes than is read of a line. */
    private static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** How many bytes a column's value has so far. */
    private static final class Size {
        private long bytes;

        void add(int more) throws TooLong {
            bytes += more;
            if (bytes > CorpusParser.LONGEST_LINE) {
                throw new TooLong();
            }
        }
    }

    private static JsonNode node(ColumnValue value, Size size) throws CharacterCodingException, TooLong {
        if (value instanceof ColumnValue.Value text) {
            size.add(text.utf8().length);
            return JsonNodeFactory.instance.textNode(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(text.utf8())).toString());
        }
        if (value instanceof ColumnValue.Values several) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (ColumnValue element : several.elements()) {
                array.add(node(element, size));
            }
            return array;
        }
        return JsonNodeFactory.instance.nullNode();
    }
}
