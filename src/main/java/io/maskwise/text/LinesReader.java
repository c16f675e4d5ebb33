package io.maskwise.text;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Reads a file in which every line is an example; an empty line is a reject. */
final class LinesReader implements CorpusReader {
    @Override
    public long read(CorpusLines lines, Consumer<CorpusRecord> sink) throws IOException {
        long records = 0;
        for (CorpusLine line = lines.next(); line != null; line = lines.next()) {
            records++;
            sink.accept(record(line, lines.position(line.number())));
        }
        return records;
    }

    private static CorpusRecord record(CorpusLine line, SourcePosition position) {
        if (line.faulty()) {
            return line.fault().reject(position, line.number());
        }
        if (line.text().isEmpty()) {
            return new RejectedRecord(
                    position, RejectReasons.EMPTY_TEXT, "Line " + line.number() + " is empty (must be a text)");
        }
        return new CorpusExample(position, line.text(), List.of(), List.of());
    }
}
