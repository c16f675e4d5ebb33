package io.maskwise.text;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a delimited file: a record is a row, the header is none. */
final class DelimitedReader implements CorpusReader {
    private final DelimitedOptions options;
    private @Nullable DelimitedColumns columns;

    DelimitedReader(DelimitedOptions options) {
        this.options = options;
    }

    @Override
    public long read(CorpusLines lines, Consumer<CorpusRecord> sink) throws IOException {
        if (options.header()) {
            DelimitedRow header = next(lines);
            if (header == null) {
                return 0;
            }
            columns = DelimitedColumns.named(options, header);
        }
        long records = 0;
        for (DelimitedRow row = next(lines); row != null; row = next(lines)) {
            records++;
            sink.accept(record(row));
        }
        return records;
    }

    private @Nullable DelimitedRow next(CorpusLines lines) throws IOException {
        CorpusLine line = lines.next();
        if (line == null) {
            return null;
        }
        DelimitedRow row = new DelimitedRow(lines.position(line.number()), options);
        while (!row.endsWith(line)) {
            line = lines.next();
            if (line == null) {
                throw neverClosed(row.position());
            }
        }
        return row;
    }

    /** All that follows would be one reject, however many rows it is. */
    private static MaskwiseException neverClosed(SourcePosition row) {
        return MaskwiseException.input(
                "Cannot read %s: quotes that are opened in the row at line %d are not closed by the end of the file"
                        + " (close them, or complete the file)",
                row.file(), row.line());
    }

    private CorpusRecord record(DelimitedRow row) {
        Optional<RejectedRecord> rejection = row.rejection();
        return rejection.isPresent() ? rejection.get() : columnsFor(row).record(row);
    }

    private DelimitedColumns columnsFor(DelimitedRow row) {
        if (columns == null) {
            columns = DelimitedColumns.numbered(options, row.fields().size());
        }
        return columns;
    }
}
