package io.maskwise.text;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads CoNLL-U: a record is a sentence, a block of lines ended by a blank line or by the file.
 *
 * <p>Blank lines before, after and between sentences are no records. The format is that of
 * https://universaldependencies.org/format.html.
 */
final class ConlluReader implements CorpusReader {
    private final ConlluOptions options;

    ConlluReader(ConlluOptions options) {
        this.options = options;
    }

    @Override
    public long read(CorpusLines lines, Consumer<CorpusRecord> sink) throws IOException {
        long records = 0;
        ConlluSentence sentence = null;
        for (CorpusLine line = lines.next(); line != null; line = lines.next()) {
            if (isBoundary(line)) {
                emit(sentence, sink);
                sentence = null;
                continue;
            }
            if (sentence == null) {
                records++;
                sentence = new ConlluSentence(lines.position(line.number()), options.label());
            }
            sentence.add(line);
        }
        emit(sentence, sink);
        return records;
    }

    /** A line of nothing, or of spaces that nobody sees; one of empty columns is a bad token line. */
    private static boolean isBoundary(CorpusLine line) {
        return !line.faulty() && line.text().isBlank() && line.text().indexOf('\t') < 0;
    }

    private static void emit(@Nullable ConlluSentence sentence, Consumer<CorpusRecord> sink) {
        if (sentence != null) {
            sink.accept(sentence.record());
        }
    }
}
