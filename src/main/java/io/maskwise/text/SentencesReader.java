package io.maskwise.text;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads files whose records are sentences: a block of lines ended by a blank line or by the file.
 *
 * <p>Blank lines before, after and between sentences are no records.
 */
final class SentencesReader implements CorpusReader {
    private final Function<SourcePosition, SentenceLines> begin;

    /** @param begin makes a sentence of the place of its first line */
    SentencesReader(Function<SourcePosition, SentenceLines> begin) {
        this.begin = begin;
    }

    @Override
    public long read(CorpusLines lines, Consumer<CorpusRecord> sink) throws IOException {
        long records = 0;
        SentenceLines sentence = null;
        for (CorpusLine line = lines.next(); line != null; line = lines.next()) {
            if (isBoundary(line)) {
                records += emit(sentence, sink);
                sentence = null;
                continue;
            }
            if (sentence == null) {
                sentence = begin.apply(lines.position(line.number()));
            }
            sentence.add(line);
        }
        return records + emit(sentence, sink);
    }

    /** A line of nothing, or of spaces that nobody sees; one of empty columns is a bad token line. */
    private static boolean isBoundary(CorpusLine line) {
        return !line.faulty() && line.text().isBlank() && line.text().indexOf('\t') < 0;
    }

    private static int emit(@Nullable SentenceLines sentence, Consumer<CorpusRecord> sink) {
        Optional<CorpusRecord> record = sentence == null ? Optional.empty() : sentence.record();
        record.ifPresent(sink);
        return record.isPresent() ? 1 : 0;
    }
}
